"""Time that people spent on tasks, a record for each piece of work; their sums are the task's.

Source: ``api-reference/tasks/elapsed-item/``.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, FromClause, bindparam, func, select, true

from homeport.core import values as v
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.portal.people import users
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import Access, Change, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import F, FieldTable, Values
from homeport.domain.records.filters import as_map
from homeport.domain.tasks import access, actions, history
from homeport.domain.tasks import types as t
from homeport.domain.tasks.pages import turned_to
from homeport.domain.tasks.tables import ELAPSED, TASK
from homeport.domain.tasks.tasks import TASKS
from homeport.store import Query

NO_TASK = ErrorKind("0x000001", "Task not found")
DENIED = ErrorKind("0x100002", "Access denied")
NOT_ALLOWED = ErrorKind("0x000004", "Action not allowed")
UNKNOWN = ErrorKind("0x000040", "Unknown error")
"""For values that a record cannot have, and for records that are not there."""
INVALID = ErrorKind("0x000100", "Invalid method parameters provided")
ERRORS = (NO_TASK, DENIED, NOT_ALLOWED, UNKNOWN)

BY_HAND = 2
"""The source of what was not measured by a timer."""
ADD, MODIFY, REMOVE = range(1, 4)
"""The numbers of actions."""
SORTABLE = ("ID", "TASK_ID", "USER_ID", "SECONDS", "MINUTES", "CREATED_DATE", "DATE_START", "DATE_STOP")
FILTERABLE = ("ID", "TASK_ID", "USER_ID", "CREATED_DATE")

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
        if not 0 <= seconds < 2**31:
            raise UNKNOWN()
        new["MINUTES"] = seconds // 60
    for name in ("CREATED_DATE", "DATE_START", "DATE_STOP"):
        if not row.get(name):
            new[name] = ctx.clock.stamp()


def _sum_up(change: Change) -> None:
    """A task has the sums of its records."""
    tx, task = change.ctx.tx, change.row["TASK_ID"]
    seconds, minutes = tx.all(_SPENT, task=task)[0]
    before = reading.stored(change.ctx, TASKS, {"ID": task})
    assert before is not None
    spent = {
        "TIME_SPENT_IN_LOGS": None if seconds is None else int(seconds),
        "DURATION_FACT": None if minutes is None else int(minutes),
    }
    if before["TIME_SPENT_IN_LOGS"] != spent["TIME_SPENT_IN_LOGS"]:
        history.note(change.ctx, task, "TIME_SPENT_IN_LOGS", before["TIME_SPENT_IN_LOGS"], spent["TIME_SPENT_IN_LOGS"])
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


def add(ctx: Ctx, task: int, given: Mapping[str, Any]) -> int:
    """Add a record; its number."""
    if not _standing(ctx, task).works:
        raise NOT_ALLOWED()
    number: int = writing.create(ctx, RECORDS, given, DIALECT, {"TASK_ID": task})["ID"]
    return number


def get(ctx: Ctx, task: int, record: int) -> Values:
    """A record as it is answered."""
    stored = _found(ctx, task, record)
    return reading.written(RECORDS, DIALECT, stored, ctx.clock.zone)


def update(ctx: Ctx, task: int, record: int, given: Mapping[str, Any]) -> None:
    """Change a record, as its author or an administrator."""
    _require_own(ctx, _found(ctx, task, record))
    writing.change(ctx, RECORDS, {"ID": record}, given, DIALECT)


def delete(ctx: Ctx, task: int, record: int) -> None:
    """Delete a record, as its author or an administrator."""
    _require_own(ctx, _found(ctx, task, record))
    writing.delete(ctx, RECORDS, {"ID": record}, DIALECT)


def may(ctx: Ctx, task: int, record: int, action: int) -> bool:
    """Whether the caller may do something to a record, or add one to its task."""
    if not reading.may(ctx, TASKS, Operation.READ, {"ID": task}):
        return False
    if action == ADD:
        return _standing(ctx, task).works
    stored = reading.stored(ctx, RECORDS, {"ID": record})
    known = action in (MODIFY, REMOVE) and stored is not None and stored["TASK_ID"] == task
    return known and stored is not None and _is_own(ctx, stored)


def page(ctx: Ctx, task: int | None, *, order: Any, filter: Any, select: Any, params: Any, start: Any) -> Page:  # noqa: A002
    """A page of records that the caller may read.

    :param task: whose records; None for those of every task
    :param params: ``NAV_PARAMS`` with the size of a page, 50 at most, and its number
    :raises CallError: ``INVALID`` for an order or a filter by what they do not know
    """
    _require_known(order, SORTABLE)
    _require_known(filter, FILTERABLE)
    turned = turned_to(ctx, params, start, INVALID)
    wanted = {**as_map(filter), **({} if task is None else {"TASK_ID": task})}
    found = reading.page(ctx, RECORDS, DIALECT, select=select, filter=wanted, order=order, start=turned.first)
    return found._replace(result=found.result[: turned.size])


def _require_known(given: Any, names: tuple[str, ...]) -> None:
    if any(name.lstrip("!<>=%@").strip().upper() not in names for name in as_map(given)):
        raise INVALID()


def require_seen(ctx: Ctx, task: int) -> None:
    """Refuse who does not see a task, or names one that is not there.

    :raises CallError: ``DENIED``
    """
    if not reading.may(ctx, TASKS, Operation.READ, {"ID": task}):
        raise DENIED()


def _standing(ctx: Ctx, task: int) -> actions.Standing:
    """What the caller is to a task."""
    stored = reading.stored(ctx, TASKS, {"ID": task})
    if stored is None:
        raise NO_TASK()
    found = actions.standing(ctx.tx, stored, actions.Person(ctx.actor.user_id, ctx.actor.is_admin))
    if not found.sees:
        raise DENIED()
    return found


def _found(ctx: Ctx, task: int, record: int) -> Values:
    _standing(ctx, task)
    stored = reading.stored(ctx, RECORDS, {"ID": record})
    if stored is None or stored["TASK_ID"] != task:
        raise UNKNOWN()
    return stored


def _is_own(ctx: Ctx, record: Values) -> bool:
    return ctx.actor.is_admin or bool(record["USER_ID"] == ctx.actor.user_id)


def _require_own(ctx: Ctx, record: Values) -> None:
    if not _is_own(ctx, record):
        raise NOT_ALLOWED()
