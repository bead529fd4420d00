"""``profile``: the calling user, briefly."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.user import showing as people
from homeport.rpc import NoParams, method


@method("profile", scope="basic")
def profile(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Return the little of the calling user that needs no scope."""
    return people.profile(ctx)
