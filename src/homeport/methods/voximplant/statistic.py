"""``voximplant.statistic.get``: calls that have ended."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.domain.telephony import statistics
from homeport.rpc import Params, method


class Statistics(Params):
    filter: Any = None
    sort: Any = None
    order: Any = None
    start: Any = None


@method("voximplant.statistic.get", scope="telephony", heavy=True, errors=(statistics.DENIED,))
def statistic_get(ctx: Ctx, p: Statistics) -> Page:
    """List calls that have ended: all of them to administrators, their own to others."""
    return statistics.page(ctx, p.filter, p.sort, p.order, p.start)
