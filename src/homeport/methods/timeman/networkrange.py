"""``timeman.networkrange.*``: office networks."""

from typing import Any, Literal

from homeport.core.ctx import Ctx
from homeport.core.values import is_empty
from homeport.domain.timeman import networks
from homeport.domain.timeman.access import ADMINISTRATORS_ONLY, require_admin
from homeport.rpc import NoParams, Params, method


class Set(Params):
    ranges: Any = None


class Check(Params):
    ip: Any = None


@method("timeman.networkrange.get", errors=(ADMINISTRATORS_ONLY,))
def get(ctx: Ctx, p: NoParams) -> list[dict[str, str]]:
    """List the ranges of addresses of the office networks."""
    require_admin(ctx)
    return networks.ranges(ctx)


@method("timeman.networkrange.set", writes=True, errors=(ADMINISTRATORS_ONLY, networks.INVALID_FORMAT))
def set_(ctx: Ctx, p: Set) -> dict[str, Any]:
    """Put ranges in place of those that there are, unless one of them is none."""
    require_admin(ctx)
    wrong = networks.put(ctx, p.ranges)
    return {"result": False, "error_ranges": wrong} if wrong else {"result": True}


@method("timeman.networkrange.check", errors=(ADMINISTRATORS_ONLY,))
def check(ctx: Ctx, p: Check) -> dict[str, str] | Literal[False]:
    """Return the range that an address is in, the caller's unless one is given."""
    require_admin(ctx)
    return networks.holding(ctx, ctx.source if is_empty(p.ip) else str(p.ip)) or False
