"""``access.*``: what access codes mean."""

from typing import Any, Literal

from homeport.core.ctx import Ctx
from homeport.domain.portal.people import access_codes
from homeport.rpc import Params, method


class Access(Params):
    access: Any = None


@method("access.name", scope="basic")
def name(ctx: Ctx, p: Access) -> dict[str, dict[str, str]] | Literal[False]:
    """Say what access codes mean."""
    codes = access_codes.read(p.access)
    return access_codes.named(ctx.tx, codes) if codes else False
