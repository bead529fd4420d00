"""What is noted of days while time control is on: when they begin, pause, go on and end, and what people say of it.

Sources: ``timeman-timecontrol-reports-get.md``, ``timeman-timecontrol-report-add.md``.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.calendar import entries
from homeport.domain.calendar.entry_fields import ABSENT, ENTRY
from homeport.domain.calendar.tables import USER
from homeport.domain.timeman import control
from homeport.domain.timeman.tables import ABSENCE
from homeport.store import Query

START, PAUSE, CONTINUE, END = "TM_START", "TM_PAUSE", "TM_CONTINUE", "TM_END"
AWAY = frozenset({PAUSE})
"""What takes time."""
SOURCE = "TM_EVENT"
"""What all of it is known from."""
WORK, PRIVATE, UNSAID = "WORK", "PRIVATE", "NONE"

NOT_YOURS = ErrorKind("ACCESS_ERROR", "You don't have access for this report")
TEXT_EMPTY = ErrorKind("TEXT_EMPTY", "Text can't be empty")

_LASTING = Query(select(ABSENCE.c.ID).where(ABSENCE.c.WORKDAY_ID == bindparam("workday"), ABSENCE.c.ENDED.is_(None)))
_ONE = Query(select(ABSENCE).where(ABSENCE.c.ID == bindparam("id")))


def note(ctx: Ctx, user: int, workday: int, kind: str, at: int) -> None:
    """Note what happened to a day, as far as time control is on; what lasted until then ends.

    :param at: when, in seconds since 1970
    """
    for (number,) in ctx.tx.all(_LASTING, workday=workday):
        ctx.tx.update(ABSENCE, {"ID": number}, {"ENDED": at, "IP_END": ctx.source})
    if not control.read(ctx)["active"]:
        return
    ctx.tx.insert(
        ABSENCE,
        {
            "USER_ID": user,
            "WORKDAY_ID": workday,
            "TYPE": kind,
            "STARTED": at,
            "ENDED": None if kind in AWAY else at,
            "REPORT_TYPE": UNSAID,
            "REPORT_TEXT": "",
            "IP_START": ctx.source,
            "IP_END": "" if kind in AWAY else ctx.source,
        },
    )


def report(ctx: Ctx, number: int, user: int, text: str, kind: str, *, calendar: bool) -> None:
    """Say what somebody was away for, and show it in the own calendar.

    :param user: whose absence it must be
    :param kind: ``WORK`` or ``PRIVATE``
    :raises CallError: ``NOT_YOURS``
    """
    row = next(iter(ctx.tx.dicts(_ONE, id=number)), None)
    if row is None or row["USER_ID"] != user or (user != ctx.actor.user_id and not ctx.actor.is_admin):
        raise NOT_YOURS()
    said: dict[str, Any] = {"REPORT_TEXT": text, "REPORT_TYPE": kind}
    if calendar:
        said["EVENT_ID"] = _shown(ctx, row, text)
    ctx.tx.update(ABSENCE, {"ID": number}, said)


_EVENT = Query(select(ENTRY.c.ID).where(ENTRY.c.ID == bindparam("id")))


def _shown(ctx: Ctx, row: dict[str, Any], text: str) -> int:
    """The event of an absence, with what is said of it now."""
    user: int = row["USER_ID"]
    ended = row["ENDED"] if row["ENDED"] is not None else int(ctx.clock.now())
    said = {
        "name": text,
        "from": datetime.fromtimestamp(row["STARTED"], UTC).isoformat(),
        "to": datetime.fromtimestamp(ended, UTC).isoformat(),
        "accessibility": ABSENT,
    }
    if row["EVENT_ID"] is not None and ctx.tx.one(_EVENT, id=row["EVENT_ID"]) is not None:
        entries.change(ctx, row["EVENT_ID"], USER, user, said)
        number: int = row["EVENT_ID"]
        return number
    return entries.add(ctx, USER, user, said)
