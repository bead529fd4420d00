"""Records of the time that people spent on tasks, and their sums, which are the tasks'.

Source: ``api-reference/tasks/elapsed-item/``.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, bindparam, func, select, true

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.portal.people import users
from homeport.domain.records.collection import Access, Change, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import F, FieldTable
from homeport.domain.tasks import access, actions, history
from homeport.domain.tasks import types as t
from homeport.domain.tasks.tables import ELAPSED, TASK
from homeport.store import Query

NO_TASK = ErrorKind("0x000001", "Task not found")
DENIED = ErrorKind("0x100002", "Access denied")
NOT_ALLOWED = ErrorKind("0x000004", "Action not allowed")
UNKNOWN = ErrorKind("0x000040", "Unknown error")
"""For values that a record cannot have, and for records that are not there."""
BY_HAND = 2
"""The source of what was not measured by a timer."""
BY_TIMER = 3
"""And of what was: ``system`` where REST 3.0 says it in a word; no page says its number."""

MOST_SECONDS = 2**31 - 1
"""Of one record."""

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, read_only=True),
        F("TASK_ID", v.INTEGER, read_only=True),
        F("USER_ID", v.INTEGER),
        F("COMMENT_TEXT", v.STRING, required=True),
        F("SECONDS", v.INTEGER, required=True),
        F("MINUTES", v.INTEGER, read_only=True),
        F("SOURCE", v.INTEGER, default=BY_HAND),
        F("CREATED_DATE", t.MOMENT),
        F("DATE_START", t.MOMENT),
        F("DATE_STOP", t.MOMENT),
    )
)
DIALECT = replace(CLASSIC, denied=NOT_ALLOWED, unreadable=DENIED, not_found=UNKNOWN, invalid=UNKNOWN, required=UNKNOWN)

_SPENT = Query(
    select(func.sum(ELAPSED.c.SECONDS), func.sum(ELAPSED.c.MINUTES)).where(ELAPSED.c.TASK_ID == bindparam("task"))
)
_SPENT_BEFORE = Query(select(TASK.c.TIME_SPENT_IN_LOGS).where(TASK.c.ID == bindparam("task")))


def _covers(grant: str, row: FromClause, scans: bool) -> ColumnElement[bool]:
    """Which records are of tasks that the caller sees."""
    if grant == access.ALL:
        return true()
    task = TASK.alias()
    return row.c.TASK_ID.in_(select(task.c.ID).where(access.covers(access.SEES, task, scans)))


def _fill(change: Change) -> None:
    """Who spent it, which the caller says of who is headed, and when."""
    new, row, ctx = change.new, change.row, change.ctx
    person = row.get("USER_ID") or ctx.actor.user_id
    if person != change.old.get("USER_ID"):
        caller = actions.Person(ctx.actor.user_id, ctx.actor.is_admin)
        if not users.exists(ctx.tx, person):
            raise UNKNOWN()
        if not actions.answers_for(ctx.tx, caller, person):
            raise NOT_ALLOWED()
    new["USER_ID"] = person
    seconds = row.get("SECONDS")
    if seconds is not None:
        if not 0 <= seconds <= MOST_SECONDS:
            raise UNKNOWN()
        new["MINUTES"] = seconds // 60
    for name in ("CREATED_DATE", "DATE_START", "DATE_STOP"):
        if not row.get(name):
            new[name] = ctx.clock.stamp()


def note_measured(ctx: Ctx, task: int, user: int, started: str) -> None:
    """Note what a timer has measured until now.

    :param started: since when, as moments are stored
    """
    now, seconds = ctx.clock.stamp(), seconds_since(ctx, started)
    if not seconds:
        return
    row = {"TASK_ID": task, "USER_ID": user, "COMMENT_TEXT": "", "SECONDS": seconds, "MINUTES": seconds // 60}
    dates = {"CREATED_DATE": now, "DATE_START": started, "DATE_STOP": now}
    ctx.tx.insert(ELAPSED, {**row, **dates, "SOURCE": BY_TIMER})
    _sum(ctx, task)


def seconds_since(ctx: Ctx, started: str) -> int:
    """How many seconds have passed on the portal's clock, which may have been put back."""
    passed = datetime.fromisoformat(ctx.clock.stamp()) - datetime.fromisoformat(started)
    return min(max(0, int(passed.total_seconds())), MOST_SECONDS)


def _sum_up(change: Change) -> None:
    """A task has the sums of its records."""
    _sum(change.ctx, change.row["TASK_ID"])


def _sum(ctx: Ctx, task: int) -> None:
    tx = ctx.tx
    seconds, minutes = tx.all(_SPENT, task=task)[0]
    before = tx.value(_SPENT_BEFORE, task=task)
    spent = {
        "TIME_SPENT_IN_LOGS": None if seconds is None else int(seconds),
        "DURATION_FACT": None if minutes is None else int(minutes),
    }
    if before != spent["TIME_SPENT_IN_LOGS"]:
        history.note(ctx, task, "TIME_SPENT_IN_LOGS", before, spent["TIME_SPENT_IN_LOGS"])
    tx.update(TASK, {"ID": task}, spent)


RECORDS = Collection(
    noun="record",
    plural="records",
    table=ELAPSED,
    fields=FIELDS,
    access=Access(lambda ctx, operation: access.ALL if ctx.actor.is_admin else access.SEES, _covers),
    before_save=(_fill,),
    after_save=(_sum_up,),
    after_delete=(_sum_up,),
)
"""Records are read with their tasks; who may change one is asked before."""
