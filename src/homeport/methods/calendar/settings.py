"""``calendar.settings.*`` and ``calendar.user.settings.*``."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_ARG_VALUE
from homeport.domain.calendar import settings
from homeport.domain.records.filters import as_map
from homeport.methods.calendar._required import REQUIRED, required
from homeport.rpc import NoParams, Params, method


class Set(Params):
    settings: Any = None


@method("calendar.settings.get")
def get(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Return the settings of all calendars: working time, days off, addresses."""
    return settings.PORTAL


@method("calendar.user.settings.get")
def of_user(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Return how the caller likes calendars."""
    return settings.of_caller(ctx)


@method("calendar.user.settings.set", writes=True, errors=(REQUIRED, INVALID_ARG_VALUE))
def set_(ctx: Ctx, p: Set) -> bool:
    """Set how the caller likes calendars; what is not named stays."""
    given = as_map(required(p.settings, "settings", "calendar.user.settings.set"))
    if not given:
        raise INVALID_ARG_VALUE(reason="Invalid value for the parameter 'settings'")
    settings.change(ctx, given)
    return True
