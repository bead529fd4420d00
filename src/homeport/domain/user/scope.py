"""What users bring to the portal."""

from homeport.domain.records.scopes import Scope
from homeport.domain.user.events import SCOPE_NAME, USER_ADDED

SCOPE = Scope(
    name="user",
    needed=SCOPE_NAME,
    events=lambda types: (USER_ADDED,),
    tables=("homeport.domain.user.tables",),
    integrity=("homeport.domain.user.integrity",),
    files=("homeport.domain.user.doors",),
)
