"""What telephony brings to the portal."""

from homeport.domain.records.scopes import Scope
from homeport.domain.telephony import events

_HERE = "homeport.domain.telephony"

SCOPE = Scope(
    name="telephony",
    needed=events.TELEPHONY,
    events=events.codes,
    tables=(f"{_HERE}.tables", f"{_HERE}.statistics", f"{_HERE}.sip"),
    of_applications=(f"{_HERE}.lines", f"{_HERE}.registering", f"{_HERE}.sip"),
    integrity=(f"{_HERE}.integrity",),
    files=(f"{_HERE}.recordings",),
    shown=(f"{_HERE}.recordings",),
    errands={"telephony.record": f"{_HERE}.recordings"},
)
