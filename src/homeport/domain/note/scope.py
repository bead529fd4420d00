"""What knowledge bases bring to the portal."""

from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="note",
    needed="note",
    tables=("homeport.domain.note.tables",),
    integrity=("homeport.domain.note.integrity",),
)
