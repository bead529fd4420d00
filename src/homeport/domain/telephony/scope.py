"""What telephony brings to the portal."""

from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="telephony",
    needed="telephony",
    tables=("homeport.domain.telephony.tables",),
    of_applications=("homeport.domain.telephony.lines",),
    integrity=("homeport.domain.telephony.integrity",),
)
