"""What tasks bring to the portal."""

from homeport.domain.records.scopes import Scope
from homeport.domain.tasks import events

SCOPE = Scope(
    name="tasks",
    needed=events.SCOPE,
    events=events.codes,
    tables=("homeport.domain.tasks.tables",),
    integrity=("homeport.domain.tasks.integrity",),
    shown=("homeport.domain.tasks.shown",),
)
