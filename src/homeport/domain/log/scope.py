"""What the news feed brings to the portal."""

from homeport.domain.log import events
from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="log",
    needed=events.LOG,
    events=events.codes,
    tables=("homeport.domain.log.tables",),
    integrity=("homeport.domain.log.integrity",),
    files=("homeport.domain.log.files",),
    shown=("homeport.domain.log.files",),
)
