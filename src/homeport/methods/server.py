"""``server.*``: the portal's clock."""

from homeport.core.ctx import Ctx
from homeport.rpc import NoParams, method


@method("server.time", scope="basic")
def time(ctx: Ctx, p: NoParams) -> str:
    """Return the time now."""
    return ctx.clock.iso(ctx.clock.now())
