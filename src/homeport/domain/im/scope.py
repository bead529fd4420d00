"""What chats bring to the portal."""

from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="im",
    needed="im",
    tables=("homeport.domain.im.tables",),
    integrity=("homeport.domain.im.integrity",),
    files=("homeport.domain.im.avatars", "homeport.domain.im.files"),
    shown=("homeport.domain.im.shown",),
    follows={"sonet_group": "homeport.domain.im.answering"},
)
