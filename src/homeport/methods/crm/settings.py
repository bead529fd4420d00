"""``crm.settings.*``: how the CRM works."""

from homeport.core.ctx import Ctx
from homeport.domain.crm.enums import CLASSIC_MODE
from homeport.rpc import NoParams, method


@method("crm.settings.mode.get")
def mode_get(ctx: Ctx, p: NoParams) -> int:
    """Tell whether the CRM has leads: it always has."""
    return CLASSIC_MODE
