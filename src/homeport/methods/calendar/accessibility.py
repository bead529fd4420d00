"""``calendar.accessibility.*``: when people are busy."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_ARG_VALUE
from homeport.domain.calendar import listing
from homeport.domain.calendar.sections import DENIED
from homeport.domain.records.filters import as_map
from homeport.methods.calendar._required import REQUIRED, day_of, required
from homeport.methods.family import as_id
from homeport.rpc import Params, method

MOST_PEOPLE = 500
BAD_USERS = "Invalid value for the parameter 'users'"


class Get(Params):
    users: Any = None
    from_: Any = None
    to: Any = None


@method("calendar.accessibility.get", heavy=True, errors=(REQUIRED, DENIED, INVALID_ARG_VALUE))
def get(ctx: Ctx, p: Get) -> dict[str, list[dict[str, Any]]]:
    """List when users are busy within some days."""
    name = "calendar.accessibility.get"
    for field, value in (("users", p.users), ("from", p.from_), ("to", p.to)):
        required(value, field, name)
    named = list(as_map(p.users).values()) if isinstance(p.users, dict | list) else [p.users]
    if len(named) > MOST_PEOPLE:
        raise INVALID_ARG_VALUE(reason=BAD_USERS)
    users = list(dict.fromkeys(as_id(each, DENIED) for each in named))
    return listing.busy(ctx, users, listing.around(ctx, day_of(ctx, p.from_, "from"), day_of(ctx, p.to, "to")))
