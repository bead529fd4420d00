"""What working time brings to the portal."""

from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="timeman",
    needed="timeman",
    tables=("homeport.domain.timeman.tables",),
    integrity=("homeport.domain.timeman.integrity",),
)
