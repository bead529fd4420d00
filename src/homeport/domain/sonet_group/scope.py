"""What workgroups bring to the portal."""

from homeport.domain.records.scopes import Scope
from homeport.domain.sonet_group import events

SCOPE = Scope(
    name="sonet_group",
    needed=events.SONET,
    events=events.codes,
    tables=("homeport.domain.sonet_group.tables",),
    integrity=("homeport.domain.sonet_group.integrity",),
    files=("homeport.domain.sonet_group.doors",),
)
