"""What universal lists bring to the portal."""

from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="lists",
    needed="lists",
    tables=("homeport.domain.lists.tables",),
    integrity=("homeport.domain.lists.integrity",),
    files=("homeport.domain.lists.doors",),
    shown=("homeport.domain.lists.doors",),
)
