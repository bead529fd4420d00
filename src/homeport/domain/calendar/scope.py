"""What calendars bring to the portal."""

from homeport.domain.calendar import events
from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="calendar",
    needed=events.CALENDAR,
    events=events.codes,
    tables=("homeport.domain.calendar.tables", "homeport.domain.calendar.entry_fields"),
    integrity=("homeport.domain.calendar.integrity",),
)
