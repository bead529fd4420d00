"""What chatbots bring to the portal."""

from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="imbot",
    needed="imbot",
    tables=("homeport.domain.imbot.tables",),
    integrity=("homeport.domain.imbot.integrity",),
    of_applications=("homeport.domain.imbot.leaving",),
    follows={"im_told": "homeport.domain.imbot.telling", "im_message": "homeport.domain.imbot.given"},
)
