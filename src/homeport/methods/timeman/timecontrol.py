"""``timeman.timecontrol.*``: what is noted of days, and reports of it."""

from datetime import date
from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_ARG_VALUE
from homeport.core.values import is_empty, read_flag, read_integer
from homeport.domain.calendar import entries
from homeport.domain.calendar.moments import NO_ZONE
from homeport.domain.calendar.sections import DENIED
from homeport.domain.portal.people import users
from homeport.domain.timeman import absences, control, reports
from homeport.domain.timeman.access import ADMINISTRATORS_ONLY, require_admin
from homeport.methods.family import as_id
from homeport.rpc import NoParams, Underscored, method

YEARS = (1970, 2100)


def _capital(name: str) -> Any:
    return msgspec.field(default=msgspec.UNSET, name=name)


class Settings(Underscored):
    active: Any = msgspec.UNSET
    minimum_idle_for_report: Any = msgspec.UNSET
    register_offline: Any = msgspec.UNSET
    register_idle: Any = msgspec.UNSET
    register_desktop: Any = msgspec.UNSET
    report_request_type: Any = msgspec.UNSET
    report_request_users: Any = msgspec.UNSET
    report_simple_type: Any = msgspec.UNSET
    report_simple_users: Any = msgspec.UNSET
    report_full_type: Any = msgspec.UNSET
    report_full_users: Any = msgspec.UNSET

    def given(self) -> dict[str, Any]:
        """What was said."""
        said = {name: getattr(self, name) for name in self.__struct_fields__}
        return {name: value for name, value in said.items() if value is not msgspec.UNSET}


class Month(Underscored):
    user_id: Any = None
    month: Any = None
    year: Any = None
    idle_minutes: Any = None
    workday_hours: Any = None


class OfDepartment(Underscored):
    department_id: Any = None


class Report(Underscored):
    report_id: Any = None
    id: Any = None
    user_id: Any = None
    text: Any = None
    type: Any = None
    calendar: Any = None


@method("timeman.timecontrol.settings.get", errors=(ADMINISTRATORS_ONLY,))
def settings(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Return how time control is set."""
    require_admin(ctx)
    return control.read(ctx)


@method("timeman.timecontrol.settings.set", writes=True, errors=(ADMINISTRATORS_ONLY, INVALID_ARG_VALUE))
def set_(ctx: Ctx, p: Settings) -> bool:
    """Set time control; what is not named stays."""
    require_admin(ctx)
    control.change(ctx, p.given())
    return True


@method("timeman.timecontrol.reports.get", heavy=True, errors=(reports.CLOSED, reports.NOT_YOURS, INVALID_ARG_VALUE))
def month(ctx: Ctx, p: Month) -> dict[str, Any]:
    """Return how long somebody worked on the days of a month, and what was noted of them."""
    user = ctx.actor.user_id if is_empty(p.user_id) else as_id(p.user_id, reports.NOT_YOURS)
    if not users.exists(ctx.tx, user):
        raise reports.NOT_YOURS()
    first = date(_number(p.year, "YEAR", *YEARS), _number(p.month, "MONTH", 1, 12), 1)
    idle = None if is_empty(p.idle_minutes) else _number(p.idle_minutes, "IDLE_MINUTES", 0, control.MOST_MINUTES)
    hours = 8 if is_empty(p.workday_hours) else _number(p.workday_hours, "WORKDAY_HOURS", 0, 24)
    return reports.month(ctx, user, first, idle, hours)


def _number(given: Any, name: str, least: int, most: int) -> int:
    try:
        number = read_integer(given, NO_ZONE)
    except (ValueError, OverflowError):
        number = None
    if number is None or not least <= number <= most:
        raise INVALID_ARG_VALUE(reason=f"Invalid value for the parameter '{name}'")
    return number


@method("timeman.timecontrol.reports.settings.get")
def interface(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Return what an interface for reports shows to the caller."""
    return reports.interface(ctx)


@method("timeman.timecontrol.reports.users.get", errors=(INVALID_ARG_VALUE,))
def people(ctx: Ctx, p: OfDepartment) -> list[dict[str, Any]]:
    """List those whose reports the caller sees."""
    given = p.department_id
    return reports.people(ctx, None if is_empty(given) else _number(given, "DEPARTMENT_ID", 1, 2**62))


@method(
    "timeman.timecontrol.report.add",
    writes=True,
    errors=(absences.NOT_YOURS, absences.TEXT_EMPTY, INVALID_ARG_VALUE, DENIED, entries.ADD_FAILED),
)
def report(ctx: Ctx, p: Report) -> bool:
    """Say what somebody was away for, and show it in the calendar."""
    number = as_id(p.id if is_empty(p.report_id) else p.report_id, absences.NOT_YOURS)
    user = ctx.actor.user_id if is_empty(p.user_id) else as_id(p.user_id, absences.NOT_YOURS)
    text = "" if is_empty(p.text) or isinstance(p.text, dict | list) else str(p.text).strip()
    if not text:
        raise absences.TEXT_EMPTY()
    kind = absences.PRIVATE if is_empty(p.type) else str(p.type).upper()
    if kind not in (absences.WORK, absences.PRIVATE):
        raise INVALID_ARG_VALUE(reason="Invalid value for the parameter 'TYPE'")
    shows = is_empty(p.calendar) or read_flag(p.calendar, NO_ZONE) == "Y"
    absences.report(ctx, number, user, text, kind, calendar=shows)
    return True
