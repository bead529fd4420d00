"""What mail services bring to the portal."""

from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="mailservice",
    needed="mailservice",
    tables=("homeport.domain.mailservice.providers",),
    files=("homeport.domain.mailservice.providers",),
)
