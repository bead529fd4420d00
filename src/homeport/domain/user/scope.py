"""What users bring to the portal."""

from homeport.domain.records.scopes import Scope
from homeport.domain.user.staff import USER_ADDED, USER_SCOPE

SCOPE = Scope(
    name="user",
    needed=USER_SCOPE,
    events=lambda types: (USER_ADDED,),
    tables=("homeport.domain.user.tables",),
    integrity=("homeport.domain.user.integrity",),
    files=("homeport.domain.user.doors",),
)
