"""Settings of calendars: those of the portal, and how each user likes them.

Sources: ``calendar-settings-get.md``, ``calendar-user-settings-get.md``, ``calendar-user-settings-set.md``.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_ARG_VALUE, shorten
from homeport.core.values import read_flag, read_integer, read_string
from homeport.domain.calendar import sections
from homeport.domain.calendar.tables import SETTINGS, USER
from homeport.domain.calendar.zones import own_zone
from homeport.domain.records.filters import as_map
from homeport.store import Query

PORTAL: dict[str, Any] = {
    "work_time_start": "9",
    "work_time_end": "19",
    "year_holidays": "1.01,25.12",
    "year_workdays": "",
    "week_holidays": ["SA", "SU"],
    "week_start": "MO",
    "user_name_template": "#NAME# #LAST_NAME#",
    "sync_by_push": False,
    "user_show_login": True,
    "path_to_user": "/company/personal/user/#user_id#/",
    "path_to_user_calendar": "/company/personal/user/#user_id#/calendar/",
    "path_to_group": "/workgroups/group/#group_id#/",
    "path_to_group_calendar": "/workgroups/group/#group_id#/calendar/",
    "path_to_vr": "",
    "path_to_rm": "",
    "rm_iblock_type": "",
    "rm_iblock_id": "",
    "dep_manager_sub": True,
    "denied_superpose_types": [],
    "pathes_for_sites": "",
    "forum_id": "",
    "rm_for_sites": True,
    "path_to_type_company_calendar": "",
    "path_to_type_location": "",
    "path_to_type_open_event": "",
}
"""As in a new portal; no documented method changes them."""

VIEWS = ("day", "week", "month", "list")
UNITS = ("min", "hour", "day")
_UTC = ZoneInfo("UTC")

_STORED = Query(select(SETTINGS.c.SETTINGS).where(SETTINGS.c.USER_ID == bindparam("user_id")))


def _view(value: Any) -> str:
    if value not in VIEWS:
        raise ValueError("no such view")
    return str(value)


def _text(value: Any) -> str:
    return read_string(value, _UTC) or ""


def _yes(value: Any) -> bool:
    return read_flag(value, _UTC) == "Y"


def _flag(value: Any) -> str:
    return read_flag(value, _UTC)


def _number(value: Any) -> str:
    found = read_integer(value, _UTC)
    if found is None or found < 0:
        raise ValueError("not a number")
    return str(found)


def _last_used(value: Any) -> str:
    return "false" if value in (False, "false", "", None) else _number(value)


def _sections(value: Any) -> dict[str, str]:
    """Calendars by ``user1`` and ``group6``."""
    if not isinstance(value, dict | list):
        raise ValueError("not calendars by owner")
    found = as_map(value)
    for owner in found:
        kind = owner.rstrip("0123456789")
        if kind not in ("user", "group") or kind == owner:
            raise ValueError("not an owner of calendars")
    return {owner: _number(number) for owner, number in found.items()}


def _reminders(value: Any) -> dict[str, list[dict[str, Any]]]:
    """``{"fullDay": [{"type": "min", "count": 15}], "withTime": […]}``."""
    given = as_map(value)
    if not given or not set(given) <= {"fullDay", "withTime"}:
        raise ValueError("not reminders")
    return {name: [reminder(each) for each in as_map(each_of).values()] for name, each_of in given.items()}


def reminder(value: Any) -> dict[str, Any]:
    """``{"type": "min", "count": 15}``; ValueError for what is no time before an event."""
    given = as_map(value)
    if given.get("type") not in UNITS:
        raise ValueError("no such unit of time")
    return {"type": given["type"], "count": int(_number(given.get("count")))}


Read = Callable[[Any], Any]
_USUAL: dict[str, tuple[Read, Any]] = {
    "view": (_view, "month"),
    "meetSection": (_number, ""),
    "crmSection": (_number, ""),
    "showDeclined": (_yes, False),
    "denyBusyInvitation": (_yes, False),
    "collapseOffHours": (_flag, "Y"),
    "showWeekNumbers": (_flag, "N"),
    "showTasks": (_flag, "Y"),
    "syncTasks": (_flag, "N"),
    "showCompletedTasks": (_flag, "N"),
    "lastUsedSection": (_last_used, "false"),
    "sendFromEmail": (_text, ""),
    "defaultSections": (_sections, {}),
    "syncPeriodPast": (_number, "3"),
    "syncPeriodFuture": (_number, "12"),
    "defaultReminders": (
        _reminders,
        {"fullDay": [{"type": "min", "count": 15}], "withTime": [{"type": "min", "count": 15}]},
    ),
}
"""What a user may set: how it is read, and what it is unless set."""


def of_caller(ctx: Ctx) -> dict[str, Any]:
    """How the caller likes calendars. The first one takes invitations and the CRM's meetings unless another does."""
    own = sections.first_of(ctx, USER, ctx.actor.user_id)
    usual = {name: value for name, (_, value) in _USUAL.items()}
    usual |= dict.fromkeys(("meetSection", "crmSection"), "" if own is None else str(own))
    zone = own_zone(ctx, ctx.actor.user_id)
    offset = datetime.fromtimestamp(ctx.clock.now(), UTC).astimezone(ZoneInfo(zone or ctx.clock.zone.key)).utcoffset()
    assert offset is not None
    return {
        **usual,
        **_stored(ctx),
        "timezoneName": zone or "",
        "timezoneOffsetUTC": int(offset.total_seconds()),
        "timezoneDefaultName": "" if zone else ctx.clock.zone.key,
        "work_time_start": f"{PORTAL['work_time_start']}.00",
        "work_time_end": f"{PORTAL['work_time_end']}.00",
    }


def change(ctx: Ctx, given: Mapping[str, Any]) -> None:
    """Set some of the caller's settings.

    :raises CallError: ``INVALID_ARG_VALUE`` for what a setting cannot be; nothing is set then
    """
    said: dict[str, Any] = {}
    for name, value in given.items():
        if name not in _USUAL:
            ctx.drop("fields", name)
            continue
        try:
            said[name] = _USUAL[name][0](value)
        except (ValueError, TypeError, OverflowError):
            raise INVALID_ARG_VALUE(reason=f"Invalid value for the setting '{shorten(name)}'") from None
    kept = {**_stored(ctx), **said}
    text = msgspec.json.encode(kept).decode()
    if not ctx.tx.update(SETTINGS, {"USER_ID": ctx.actor.user_id}, {"SETTINGS": text}):
        ctx.tx.insert(SETTINGS, {"USER_ID": ctx.actor.user_id, "SETTINGS": text})


def section_for(ctx: Ctx, user: int, purpose: str) -> int | None:
    """The calendar that a user wants something in, as far as it is still there.

    :param purpose: ``meetSection`` or ``crmSection``
    """
    text = ctx.tx.value(_STORED, user_id=user)
    said = "" if text is None else msgspec.json.decode(text).get(purpose, "")
    return int(said) if said and sections.is_of(ctx, int(said), USER, user) else sections.first_of(ctx, USER, user)


def _stored(ctx: Ctx) -> dict[str, Any]:
    text = ctx.tx.value(_STORED, user_id=ctx.actor.user_id)
    found: dict[str, Any] = {} if text is None else msgspec.json.decode(text)
    return found
