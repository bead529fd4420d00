"""What the disk brings to the portal."""

from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="disk",
    needed="",
    tables=("homeport.domain.disk.tables",),
    integrity=("homeport.domain.disk.integrity",),
    files=("homeport.domain.disk.uploading", "homeport.domain.disk.attached"),
)
