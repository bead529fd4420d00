"""What the storages of applications bring to the portal."""

from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="entity",
    needed="entity",
    tables=("homeport.domain.entity.tables",),
    integrity=("homeport.domain.entity.integrity",),
    files=("homeport.domain.entity.doors",),
    of_applications=("homeport.domain.entity.storages",),
)
