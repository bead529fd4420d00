"""What polls bring to the portal."""

from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="vote",
    needed="vote",
    tables=("homeport.domain.vote.tables",),
    integrity=("homeport.domain.vote.integrity",),
    files=("homeport.domain.vote.report",),
    follows={"im_message": "homeport.domain.vote.in_chats"},
)
