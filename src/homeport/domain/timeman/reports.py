"""Reports of a month: the days that somebody worked, with what was noted of them; and whom one may ask of.

Sources: ``timeman-timecontrol-reports-get.md``, ``timeman-timecontrol-reports-users-get.md``,
``timeman-timecontrol-reports-settings-get.md``.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.clock import stored_to_iso
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.calendar.zones import zone_of
from homeport.domain.portal.tables import DEPARTMENT, USER, USER_DEPARTMENT
from homeport.domain.timeman import absences, access, control, networks
from homeport.domain.timeman.control import HEAD, SIMPLE
from homeport.domain.timeman.tables import ABSENCE, WORKDAY
from homeport.domain.timeman.workday import local
from homeport.store import Query, constant

CLOSED = ErrorKind("ACCESS_ERROR", "You don't have access to this method")
NOT_YOURS = ErrorKind("USER_ACCESS_ERROR", "You don't have access to report for this user")

HOUR = 3600

_DAYS = Query(
    select(WORKDAY)
    .where(
        WORKDAY.c.USER_ID == bindparam("user_id"),
        WORKDAY.c.STARTED >= bindparam("first"),
        WORKDAY.c.STARTED < bindparam("last"),
    )
    .order_by(WORKDAY.c.STARTED, WORKDAY.c.ID)
)
_NOTED = Query(select(ABSENCE).where(ABSENCE.c.WORKDAY_ID == bindparam("workday")).order_by(ABSENCE.c.ID))
_PERSON = Query(
    select(
        USER.c.ID,
        USER.c.ACTIVE,
        USER.c.NAME,
        USER.c.LAST_NAME,
        USER.c.WORK_POSITION,
        USER.c.PERSONAL_GENDER,
        USER.c.LAST_ACTIVITY_DATE,
    ).where(USER.c.ID == bindparam("user_id"))
)
_DEPARTMENTS = Query(select(DEPARTMENT.c.ID, DEPARTMENT.c.NAME, DEPARTMENT.c.UF_HEAD).order_by(DEPARTMENT.c.ID))
_MEMBERS = Query(
    select(USER_DEPARTMENT.c.USER_ID)
    .join(USER, USER.c.ID == USER_DEPARTMENT.c.USER_ID)
    .where(USER_DEPARTMENT.c.DEPARTMENT_ID == bindparam("department"), USER.c.ACTIVE == constant("Y"))
    .order_by(USER_DEPARTMENT.c.USER_ID)
)
_EVERYBODY = Query(
    select(USER.c.ID)
    .where(USER.c.ACTIVE == constant("Y"), USER.c.USER_TYPE == constant("employee"))
    .order_by(USER.c.ID)
)


def month(ctx: Ctx, user: int, first: date, idle: int | None, hours: int) -> dict[str, Any]:
    """The report of a month.

    :param first: its first day
    :param idle: minutes that nobody counts as an absence; as time control is set unless given by whoever heads
    :param hours: how long a day is to be
    :raises CallError: ``CLOSED`` for whoever sees no reports, ``NOT_YOURS`` for those of others
    """
    view = control.view_of(ctx, user)
    if view == control.NONE:
        raise (CLOSED if user == ctx.actor.user_id else NOT_YOURS)()
    settings = control.read(ctx)
    minutes = idle if idle is not None and view == HEAD else settings["minimum_idle_for_report"]
    zone = zone_of(ctx, user)
    begins = datetime.combine(first, time(), zone)
    following = datetime.combine((first + timedelta(days=32)).replace(day=1), time(), zone)
    rows = ctx.tx.dicts(_DAYS, user_id=user, first=int(begins.timestamp()), last=int(following.timestamp()))
    days = ((row, ctx.tx.dicts(_NOTED, workday=row["ID"])) for row in rows)
    return {
        "report": {
            "month_title": f"{first:%B}",
            "date_start": begins.isoformat(),
            "date_finish": (following - timedelta(seconds=1)).isoformat(),
            "days": [_day(ctx, row, noted, view, minutes * 60, hours * HOUR) for row, noted in days if noted],
        },
        "user": person(ctx, user, whole=True),
    }


def _day(
    ctx: Ctx, row: dict[str, Any], noted: list[dict[str, Any]], view: str, idle: int, wanted: int
) -> dict[str, Any]:
    now = int(ctx.clock.now())
    until = now if row["ENDED"] is None else row["ENDED"]
    begun = local(row, row["STARTED"])
    away = [_length(each, now) for each in noted if each["TYPE"] in absences.AWAY and each["REPORT_TYPE"] != "WORK"]
    missed = sum(length for length in away if length > idle)
    worked = until - row["STARTED"]
    return {
        "index": f"{begun:%Y%m%d}",
        "day_title": f"{begun:%d.%m.%Y}",
        "workday_date_start": begun.isoformat(),
        "workday_date_finish": local(row, until).isoformat(),
        "workday_complete": row["ENDED"] is not None,
        "workday_time_leaks_user": row["BREAKS"],
        "workday_time_leaks_final": wanted - (worked - missed),
        "workday_duration": worked,
        "workday_duration_final": worked - missed,
        "workday_duration_config": wanted,
        "reports": [] if view == SIMPLE else [_noted(ctx, row, each, view, now) for each in noted],
        "workday_time_leaks_real": missed,
    }


def _length(noted: dict[str, Any], now: int) -> int:
    ended: int = now if noted["ENDED"] is None else noted["ENDED"]
    return ended - int(noted["STARTED"])


def _noted(ctx: Ctx, row: dict[str, Any], noted: dict[str, Any], view: str, now: int) -> dict[str, Any]:
    lasts = noted["ENDED"] is None
    answer: dict[str, Any] = {
        "id": str(noted["ID"]),
        "user_id": str(noted["USER_ID"]),
        "type": noted["TYPE"],
        "date_start": local(row, noted["STARTED"]).isoformat(),
        "date_finish": local(row, now if lasts else noted["ENDED"]).isoformat(),
        "duration": _length(noted, now),
        "active": lasts,
        "entry_id": str(noted["WORKDAY_ID"]),
        "report_type": noted["REPORT_TYPE"],
        "report_text": noted["REPORT_TEXT"],
        "source_start": absences.SOURCE,
        "source_finish": absences.SOURCE,
    }
    if view == HEAD:
        answer |= {
            "system_text": None,
            "ip_start": noted["IP_START"],
            "ip_finish": noted["IP_END"],
            "ip_start_network": networks.holding(ctx, noted["IP_START"]) or False,
            "ip_finish_network": networks.holding(ctx, noted["IP_END"]) or False,
        }
    return answer


def person(ctx: Ctx, user: int, *, whole: bool = False) -> dict[str, Any]:
    """Somebody of the portal, as reports show people.

    :param whole: whether it says that the user was not dismissed
    """
    row = ctx.tx.dicts(_PERSON, user_id=user)[0]
    seen = row["LAST_ACTIVITY_DATE"]
    return {
        "id": row["ID"],
        **({"active": row["ACTIVE"] == "Y"} if whole else {}),
        "name": f"{row['NAME']} {row['LAST_NAME']}".strip(),
        "first_name": row["NAME"],
        "last_name": row["LAST_NAME"],
        "work_position": row["WORK_POSITION"] or "",
        "avatar": "",
        "personal_gender": row["PERSONAL_GENDER"] or "",
        "last_activity_date": "" if seen is None else stored_to_iso(seen, ctx.clock.zone),
    }


def people(ctx: Ctx, department: int | None) -> list[dict[str, Any]]:
    """Those whose reports the caller sees: the own, those of whom one heads; administrators see everybody's.

    :param department: only those of a department
    """
    own = ctx.actor.user_id
    seen: Iterable[int] = (row[0] for row in ctx.tx.all(_EVERYBODY)) if ctx.actor.is_admin else access.headed(ctx)
    found = {*seen, own}
    if department is not None and (ctx.actor.is_admin or found != {own}):
        heads = {row[2] for row in ctx.tx.all(_DEPARTMENTS) if row[0] == department}
        found &= {row[0] for row in ctx.tx.all(_MEMBERS, department=department)} | heads
    return [person(ctx, user) for user in sorted(found)]


def interface(ctx: Ctx) -> dict[str, Any]:
    """What an interface for reports shows to the caller."""
    settings = control.read(ctx)
    own = ctx.actor.user_id
    departments = ctx.tx.all(_DEPARTMENTS)
    headed = [row for row in departments if row[2] == own]
    shown = departments if ctx.actor.is_admin else headed
    return {
        "active": settings["active"],
        "user_id": own,
        "user_admin": ctx.actor.is_admin,
        "user_head": bool(headed),
        "departments": [{"id": str(row[0]), "name": row[1]} for row in shown],
        "minimum_idle_for_report": settings["minimum_idle_for_report"],
        "report_view_type": HEAD if shown else control.view_of(ctx, own),
    }
