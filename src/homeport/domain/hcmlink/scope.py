"""What the link to systems of personnel brings to the portal."""

from collections.abc import Iterable

from homeport.domain.hcmlink.events import LIST_REQUESTED, SCOPE_NAME
from homeport.domain.records.scopes import Scope


def _codes(types: Iterable[int]) -> Iterable[str]:
    return (LIST_REQUESTED,)


SCOPE = Scope(
    name="hcmlink",
    needed=SCOPE_NAME,
    events=_codes,
    tables=("homeport.domain.hcmlink.tables",),
    integrity=("homeport.domain.hcmlink.integrity",),
)
