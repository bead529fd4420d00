"""Days at work: begun, paused, gone on with, ended.

A day is of the zone in which it was begun. Source: ``api-reference/timeman/base/``.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, parse_moment
from homeport.domain.calendar.zones import zone_of
from homeport.domain.timeman import absences, schedule
from homeport.domain.timeman.schedule import told
from homeport.domain.timeman.tables import WORKDAY
from homeport.store import Query

OPENED, CLOSED, PAUSED, EXPIRED = "OPENED", "CLOSED", "PAUSED", "EXPIRED"

NOT_TODAY = ErrorKind("WRONG_DATETIME", "Day open date should correspond to the current date")
NOT_THAT_DAY = ErrorKind("WRONG_DATETIME", "Day close date should correspond to the day open date")
NO_MOMENT = ErrorKind("WRONG_DATETIME", "Wrong date and time")
TIME_TAKEN = ErrorKind("TIME", "Unable to set time, work day is {status}")
UNEXPLAINED = ErrorKind("REPORT", "A report is required")

Row = dict[str, Any]

_LAST = Query(
    select(WORKDAY)
    .where(WORKDAY.c.USER_ID == bindparam("user_id"))
    .order_by(WORKDAY.c.STARTED.desc(), WORKDAY.c.ID.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Said:
    """What comes with a change of a day.

    :param moment: when it is said to have been; None for now
    """

    moment: datetime | None = None
    report: str = ""
    latitude: float = 0.0
    longitude: float = 0.0


def read_moment(given: Any) -> datetime | None:
    """A moment with its offset; None for none.

    :raises CallError: ``NO_MOMENT``
    """
    if is_empty(given):
        return None
    try:
        return parse_moment(given, ZoneInfo("UTC"))
    except (ValueError, OverflowError):
        raise NO_MOMENT() from None


def last(ctx: Ctx, user: int) -> Row | None:
    """The last day that a user has begun."""
    found = ctx.tx.dicts(_LAST, user_id=user)
    return found[0] if found else None


def begin(ctx: Ctx, user: int, said: Said) -> None:
    """Begin a day, or go on with the one that is paused, or was ended today.

    :raises CallError: ``NOT_TODAY``, ``TIME_TAKEN``, ``UNEXPLAINED``
    """
    now, row = int(ctx.clock.now()), last(ctx, user)
    status = CLOSED if row is None else status_of(ctx, row)
    if status == EXPIRED:
        raise NOT_TODAY()
    if said.moment is not None:
        _require_closed(status)
        _require_explained(said)
        _require_today(said.moment, now)
    if row is None or (status == CLOSED and not _is_today(row, now)):
        _insert(ctx, user, said, now)
    elif status == CLOSED:
        going_on = _gone_on(ctx, row, row["ENDED"], now) | {"ENDED": None, "IP_CLOSE": ""}
        if said.moment is not None:
            going_on |= _starting(said.moment, row["ENDED"])
        ctx.tx.update(WORKDAY, {"ID": row["ID"]}, going_on)
    elif status == PAUSED:
        ctx.tx.update(WORKDAY, {"ID": row["ID"]}, _gone_on(ctx, row, row["PAUSED"], now))


def _require_closed(status: str) -> None:
    if status != CLOSED:
        raise TIME_TAKEN(status=status.lower())


def _require_explained(said: Said) -> None:
    """Whoever says when it was says why, too; nobody works when they like."""
    if not said.report.strip():
        raise UNEXPLAINED()


def _require_today(moment: datetime, now: int) -> None:
    if moment.timestamp() > now or moment.date() != datetime.fromtimestamp(now, moment.tzinfo).date():
        raise NOT_TODAY()


def _starting(moment: datetime, ended: int) -> Row:
    """Another beginning of a day."""
    if moment.timestamp() > ended:
        raise NOT_TODAY()
    return {"STARTED": int(moment.timestamp()), "OFFSET": _offset(moment)}


def _offset(moment: datetime) -> int:
    found = moment.utcoffset()
    assert found is not None
    return int(found.total_seconds())


def _insert(ctx: Ctx, user: int, said: Said, now: int) -> None:
    moment = said.moment or datetime.fromtimestamp(now, zone_of(ctx, user))
    number = ctx.tx.insert(
        WORKDAY,
        {
            "USER_ID": user,
            "STATUS": OPENED,
            "STARTED": int(moment.timestamp()),
            "BREAKS": 0,
            "OFFSET": _offset(moment),
            "APPROVED": _approved(ctx, user, said, now),
            "REPORT": said.report,
            "IP_OPEN": ctx.source,
            "IP_CLOSE": "",
            "LAT_OPEN": said.latitude,
            "LON_OPEN": said.longitude,
            "LAT_CLOSE": 0.0,
            "LON_CLOSE": 0.0,
        },
    )
    absences.note(ctx, user, number, absences.START, int(moment.timestamp()))


def _approved(ctx: Ctx, user: int, said: Said, now: int) -> str:
    """Whether a change of a day holds: one by more than a little waits for whoever heads the user."""
    small = said.moment is None or abs(now - said.moment.timestamp()) <= schedule.ALLOWED
    return "Y" if small or user != ctx.actor.user_id else "N"


def _gone_on(ctx: Ctx, row: Row, since: int, now: int) -> Row:
    """A day that goes on: the time since then was a break."""
    absences.note(ctx, row["USER_ID"], row["ID"], absences.CONTINUE, now)
    return {"STATUS": OPENED, "PAUSED": None, "BREAKS": row["BREAKS"] + max(now - since, 0)}


def pause(ctx: Ctx, user: int) -> None:
    """Begin a break. A day that was ended goes on, as if it had not been, and is paused now."""
    now, row = int(ctx.clock.now()), last(ctx, user)
    if row is None or status_of(ctx, row) == PAUSED or (row["ENDED"] is not None and not _is_today(row, now)):
        return
    paused = {"STATUS": PAUSED, "PAUSED": now, "ENDED": None, "IP_CLOSE": ""}
    ctx.tx.update(WORKDAY, {"ID": row["ID"]}, paused)
    absences.note(ctx, user, row["ID"], absences.PAUSE, now)


def end(ctx: Ctx, user: int, said: Said) -> None:
    """End a day: today's now, one that nobody ended at a moment of its own day.

    :raises CallError: ``NOT_THAT_DAY``, ``UNEXPLAINED``
    """
    now, row = int(ctx.clock.now()), last(ctx, user)
    if row is None or (row["ENDED"] is not None and said.moment is None):
        return
    if said.moment is not None:
        _require_explained(said)
    at = now if said.moment is None else int(said.moment.timestamp())
    if at < row["STARTED"] or at > now or local(row, at).date() != local(row, row["STARTED"]).date():
        raise NOT_THAT_DAY()
    breaks = row["BREAKS"]
    if row["PAUSED"] is not None:
        breaks += max(at - row["PAUSED"], 0)
    held = row["APPROVED"] == "Y" and _approved(ctx, user, said, now) == "Y"
    ctx.tx.update(
        WORKDAY,
        {"ID": row["ID"]},
        {
            "STATUS": CLOSED,
            "ENDED": at,
            "PAUSED": None,
            "BREAKS": min(breaks, at - row["STARTED"]),
            "APPROVED": "Y" if held else "N",
            "REPORT": said.report or row["REPORT"],
            "IP_CLOSE": ctx.source,
            "LAT_CLOSE": said.latitude,
            "LON_CLOSE": said.longitude,
        },
    )
    absences.note(ctx, user, row["ID"], absences.END, at)


def local(row: Row, at: int) -> datetime:
    """A moment in the zone of a day."""
    return datetime.fromtimestamp(at, UTC).astimezone(timezone(timedelta(seconds=row["OFFSET"])))


def _is_today(row: Row, now: int) -> bool:
    return local(row, row["STARTED"]).date() == local(row, now).date()


def status_of(ctx: Ctx, row: Row) -> str:
    """Whether a day is opened, paused or closed; or expired, when nobody has ended it and another has begun."""
    status: str = row["STATUS"]
    return EXPIRED if status != CLOSED and not _is_today(row, int(ctx.clock.now())) else status


def shown(ctx: Ctx, user: int) -> dict[str, Any]:
    """The last day of a user, as it is answered."""
    row = last(ctx, user)
    if row is None:
        offset = _offset(datetime.fromtimestamp(ctx.clock.now(), zone_of(ctx, user)))
        return _NONE | {"TZ_OFFSET": offset}
    status = status_of(ctx, row)
    ended = row["ENDED"]
    answer = {
        "STATUS": status,
        "TIME_START": local(row, row["STARTED"]).isoformat(),
        "TIME_FINISH": None if ended is None else local(row, ended).isoformat(),
        "DURATION": told(0 if ended is None else duration(row, ended)),
        "TIME_LEAKS": told(row["BREAKS"]),
        "ACTIVE": row["APPROVED"] == "Y",
        **{name: row[name] for name in _PLACES},
        "TZ_OFFSET": row["OFFSET"],
    }
    if status == EXPIRED:
        midnight = local(row, row["STARTED"]).replace(hour=0, minute=0, second=0)
        usual = max(int(midnight.timestamp()) + schedule.END, row["STARTED"])
        answer["TIME_FINISH_DEFAULT"] = local(row, usual).isoformat()
    return answer


_PLACES = ("IP_OPEN", "IP_CLOSE", "LAT_OPEN", "LON_OPEN", "LAT_CLOSE", "LON_CLOSE")
_NONE: dict[str, Any] = {
    "STATUS": CLOSED,
    "TIME_START": None,
    "TIME_FINISH": None,
    "DURATION": "00:00:00",
    "TIME_LEAKS": "00:00:00",
    "ACTIVE": True,
    "IP_OPEN": "",
    "IP_CLOSE": "",
    "LAT_OPEN": 0.0,
    "LON_OPEN": 0.0,
    "LAT_CLOSE": 0.0,
    "LON_CLOSE": 0.0,
}
"""Of whoever has never begun a day."""


def duration(row: Row, until: int) -> int:
    """For how many seconds somebody has worked until then, breaks left out."""
    found: int = until - row["STARTED"] - row["BREAKS"]
    return found
