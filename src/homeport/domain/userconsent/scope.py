"""What consents bring to the portal."""

from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="userconsent",
    needed="userconsent",
    tables=("homeport.domain.userconsent.tables",),
    integrity=("homeport.domain.userconsent.integrity",),
)
