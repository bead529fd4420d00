"""Settings of time control: what is noted of days, and who sees how much of it.

Source: ``timeman-timecontrol-settings-set.md``.
"""

from collections.abc import Mapping
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_ARG_VALUE
from homeport.core.values import is_empty, read_flag, read_integer
from homeport.domain.calendar.moments import NO_ZONE
from homeport.domain.portal.people import users
from homeport.domain.records.filters import as_map
from homeport.domain.timeman import access, options

_NAME = "timecontrol"
ALL, SOME, NOBODY = "all", "user", "none"
MOST_MINUTES = 24 * 60

USUAL: dict[str, Any] = {
    "active": False,
    "minimum_idle_for_report": 15,
    "register_offline": False,
    "register_idle": False,
    "register_desktop": False,
    "report_request_type": ALL,
    "report_request_users": [],
    "report_simple_type": ALL,
    "report_simple_users": [],
    "report_full_type": ALL,
    "report_full_users": [],
}

HEAD, FULL, SIMPLE, NONE = "head", "full", "simple", "none"
"""How much of a report somebody sees."""


def read(ctx: Ctx) -> dict[str, Any]:
    """The settings."""
    return {**USUAL, **options.read(ctx, _NAME, {})}


def change(ctx: Ctx, given: Mapping[str, Any]) -> None:
    """Change some settings. To switch it off takes a 0: a false says nothing.

    :param given: by the settings' names
    :raises CallError: ``INVALID_ARG_VALUE``; nothing is changed then
    """
    settings = read(ctx)
    for name, value in given.items():
        try:
            settings[name] = _read(ctx, name, value, settings[name])
        except (ValueError, OverflowError):
            raise INVALID_ARG_VALUE(reason=f"Invalid value for the parameter '{name.upper()}'") from None
    for kind in ("request", "simple", "full"):
        if settings[f"report_{kind}_type"] != SOME:
            settings[f"report_{kind}_users"] = []
    options.put(ctx, _NAME, settings)


def _read(ctx: Ctx, name: str, value: Any, old: Any) -> Any:
    if name == "active":
        if value in ("0", 0) and value is not False:
            return False
        return old or read_flag(value, NO_ZONE) == "Y"
    if name.startswith("register_"):
        return read_flag(value, NO_ZONE) == "Y"
    if name.endswith("_type"):
        if value not in (ALL, SOME, NOBODY):
            raise ValueError("no such type")
        return value
    if name.endswith("_users"):
        named = as_map(value).values() if isinstance(value, dict | list) else (value,)
        found = sorted({int(str(each)) for each in named if not is_empty(each)})
        if len(found) > 1_000 or not all(users.exists(ctx.tx, user) for user in found):
            raise ValueError("not people of the portal")
        return found
    number = read_integer(value, NO_ZONE)
    if number is None or not 0 <= number <= MOST_MINUTES:
        raise ValueError("no time")
    return number


def view_of(ctx: Ctx, user: int) -> str:
    """How much the caller sees of the reports of a user."""
    if access.heads(ctx, user):
        return HEAD
    if user != ctx.actor.user_id:
        return NONE
    settings = read(ctx)
    return next((kind for kind in (FULL, SIMPLE) if _is_among(settings, kind, user)), NONE)


def _is_among(settings: Mapping[str, Any], kind: str, user: int) -> bool:
    who = settings[f"report_{kind}_type"]
    return who == ALL or (who == SOME and user in settings[f"report_{kind}_users"])
