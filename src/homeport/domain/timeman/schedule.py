"""The schedule by which everybody works. It is as in a new portal: no documented method changes it.

Source: ``timeman-schedule-get.md``, ``timeman-settings.md``.
"""

from typing import Any

from sqlalchemy import select

from homeport.core.clock import stored_to_iso
from homeport.core.ctx import Ctx
from homeport.domain.portal.people import users
from homeport.domain.portal.tables import PORTAL, USER
from homeport.store import Query, constant

NUMBER = 1
HOUR, MINUTE = 3600, 60
START, END = 9 * HOUR, 18 * HOUR
BREAK = HOUR
LATEST_START = START + 15 * MINUTE
EARLIEST_END = END - 15 * MINUTE
SHORTEST = 8 * HOUR
ALLOWED = 15 * MINUTE
"""By how many seconds people may change a day without being asked."""

_MADE = Query(select(PORTAL.c.DATE_CREATE))
_ADMINISTRATORS = Query(
    select(USER.c.ID).where(USER.c.ACTIVE == constant("Y"), USER.c.IS_ADMIN == constant("Y")).order_by(USER.c.ID)
)


def shown(ctx: Ctx, number: int) -> dict[str, Any] | list[Any]:
    """The schedule; nothing for another number."""
    if number != NUMBER:
        return []
    return {
        "ID": NUMBER,
        "NAME": "For all employees",
        "SCHEDULE_TYPE": "FIXED",
        "REPORT_PERIOD": "MONTH",
        "REPORT_PERIOD_OPTIONS": {"START_WEEK_DAY": 0},
        "CALENDAR_ID": 1,
        "ALLOWED_DEVICES": {"browser": True},
        "DELETED": "0",
        "IS_FOR_ALL_USERS": True,
        "WORKTIME_RESTRICTIONS": ["[]"],
        "CONTROLLED_ACTIONS": 3,
        "UPDATED_BY": 0,
        "DELETED_BY": 0,
        "DELETED_AT": "",
        "CREATED_BY": 0,
        "CREATED_AT": stored_to_iso(ctx.tx.value(_MADE), ctx.clock.zone),
        "SHIFTS": [
            {
                "ID": 1,
                "NAME": "",
                "BREAK_DURATION": BREAK,
                "WORK_TIME_START": START,
                "WORK_TIME_END": END,
                "WORK_DAYS": "12345",
                "SCHEDULE_ID": NUMBER,
                "DELETED": False,
            }
        ],
        "CALENDAR": {"ID": 1, "NAME": "", "PARENT_CALENDAR_ID": 0, "SYSTEM_CODE": "", "EXCLUSIONS": []},
        "SCHEDULE_VIOLATION_RULES": {
            "ID": 1,
            "SCHEDULE_ID": NUMBER,
            "ENTITY_CODE": "UA",
            "MAX_EXACT_START": LATEST_START,
            "MIN_EXACT_END": EARLIEST_END,
            **dict.fromkeys(_UNLIMITED, -1),
            "MIN_DAY_DURATION": SHORTEST,
            "MAX_ALLOWED_TO_EDIT_WORK_TIME": ALLOWED,
            "MAX_WORK_TIME_LACK_FOR_PERIOD": HOUR,
            "PERIOD_TIME_LACK_AGENT_ID": 0,
            "MAX_SHIFT_START_DELAY": -1,
            "MISSED_SHIFT_START": 0,
            "USERS_TO_NOTIFY": {**{name: _administrators(ctx) for name in _FIXED}, **_SHIFTS},
        },
    }


_UNLIMITED = (
    "MAX_OFFSET_START", "MIN_OFFSET_END", "RELATIVE_START_FROM", "RELATIVE_START_TO", "RELATIVE_END_FROM",
    "RELATIVE_END_TO",
)  # fmt: skip
_FIXED = ("FIXED_START_END", "FIXED_PER_RECORD", "FIXED_EDIT_WORKTIME", "FIXED_PERIODIC")
_SHIFTS: dict[str, list[str]] = {"SHIFT_DELAY": [], "SHIFT_MISSED_START": []}
"""Whom to tell of what: of shifts nobody, because there are none."""


def _administrators(ctx: Ctx) -> list[str]:
    return [f"U{row[0]}" for row in ctx.tx.all(_ADMINISTRATORS)]


def settings_of(ctx: Ctx, user: int) -> dict[str, Any]:
    """What the schedule asks of a user: guests have none."""
    return {
        "UF_TIMEMAN": users.is_employee(ctx.tx, user),
        "UF_TM_FREE": False,
        "UF_TM_MAX_START": told(LATEST_START),
        "UF_TM_MIN_FINISH": told(EARLIEST_END),
        "UF_TM_MIN_DURATION": told(SHORTEST),
        "UF_TM_ALLOWED_DELTA": told(ALLOWED),
    }


def told(seconds: int) -> str:
    """A duration, or a time of day: ``09:15:00``."""
    hours, rest = divmod(seconds, HOUR)
    minutes, left = divmod(rest, MINUTE)
    return f"{hours:02}:{minutes:02}:{left:02}"
