"""``voximplant.*``: telephony."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import METHOD_CONFIRM_DENIED, METHOD_CONFIRM_WAITING
from homeport.domain.portal.people import telephony
from homeport.domain.telephony import statistics
from homeport.rpc import Params, Underscored, method


class Users(Underscored):
    user_id: Any = None


@method(
    "voximplant.user.get",
    scope="telephony",
    confirmed=True,
    errors=(telephony.NOT_SET, telephony.ACCESS_DENIED, METHOD_CONFIRM_WAITING, METHOD_CONFIRM_DENIED),
)
def user_get(ctx: Ctx, p: Users) -> list[dict[str, Any]]:
    """Return the telephony settings of users."""
    return telephony.users(ctx, p.user_id)


class Statistics(Params):
    filter: Any = None
    sort: Any = None
    order: Any = None
    start: Any = None


@method("voximplant.statistic.get", scope="telephony", heavy=True, errors=(statistics.DENIED,))
def statistic_get(ctx: Ctx, p: Statistics) -> Page:
    """List calls that have ended: all of them to administrators, their own to others."""
    return statistics.page(ctx, p.filter, p.sort, p.order, p.start)
