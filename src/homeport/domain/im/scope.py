"""What chats bring to the portal."""

from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="im",
    needed="im",
    tables=("homeport.domain.im.tables",),
    integrity=("homeport.domain.im.integrity",),
    shown=("homeport.domain.im.shown",),
)
