"""What online booking brings to the portal."""

from homeport.domain.booking import events
from homeport.domain.records.scopes import Scope

_HERE = "homeport.domain.booking"

SCOPE = Scope(
    name="booking",
    needed=events.BOOKING,
    events=events.codes,
    tables=tuple(f"{_HERE}.{name}" for name in ("tables", "resource_types", "resources", "slots")),
    integrity=(f"{_HERE}.integrity",),
    follows={"crm_record": f"{_HERE}.links"},
)
