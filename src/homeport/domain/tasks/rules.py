"""What must hold of a task before it is written, in the order in which it is looked at.

Sources: ``tasks-task-add.md``, ``tasks-task-update.md``, ``fields.md`` under ``api-reference/tasks/``.
"""

import secrets
import uuid
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.portal.people import users
from homeport.domain.records import reading
from homeport.domain.records.collection import Change
from homeport.domain.tasks import parameters
from homeport.domain.tasks.seeing import seen
from homeport.domain.tasks.statuses import Status
from homeport.domain.tasks.tables import (
    CHECKLIST_ITEM,
    CHECKLIST_MEMBER,
    DEPENDENCE,
    ELAPSED,
    HISTORY,
    PLAN,
    RESULT,
    TASK,
    TASK_LIST,
    TASK_SIGN,
    TASK_TAG,
    TASK_VIEW,
    TASK_WORD,
    TIMER,
)
from homeport.store import Query, constant

UNTITLED = ErrorKind("ERROR_CORE", "Task title is not specified<br>")
NOBODY = ErrorKind("ERROR_CORE", "Responsible person is not specified<br>")
UNKNOWN_RESPONSIBLE = ErrorKind("ERROR_CORE", 'The user specified in the "Responsible" field was not found<br>')
WRONG_STATUS = ErrorKind("ERROR_CORE", "Invalid status<br>")
UNKNOWN_PARENT = ErrorKind("ERROR_CORE", 'The task specified in the "Parent Task" field was not found<br>')
ITSELF = ErrorKind("ERROR_CORE", "Cannot bind the node to itself<br>")
CIRCLE = ErrorKind("ERROR_CORE", "Creating cyclic links in tasks is prohibited<br>")
ENDS_FIRST = ErrorKind("ERROR_CORE", "The end date specified in the scheduling is earlier than the start date<br>")
TOO_LONG = ErrorKind("ERROR_CORE", "The duration of the task specified in the scheduling is too long<br>")
NO_RESULT = ErrorKind("ERROR_CORE", "The task cannot be completed without a result<br>")

ALL = (UNTITLED, NOBODY, UNKNOWN_RESPONSIBLE, WRONG_STATUS, UNKNOWN_PARENT, ITSELF, CIRCLE, ENDS_FIRST, TOO_LONG)

MAX_DURATION = 2**31 - 1
"""Seconds that a plan may take; no page says how far is too far."""

OF_TASK = (
    TASK_LIST,
    TASK_WORD,
    TASK_SIGN,
    TASK_VIEW,
    HISTORY,
    CHECKLIST_ITEM,
    DEPENDENCE,
    ELAPSED,
    TIMER,
    PLAN,
    RESULT,
)
"""What goes with a task."""

OPEN_RESULT, CLOSED_RESULT = 0, 1
"""A result is closed when its task is completed, and stays so."""

_PARENT = Query(select(TASK.c.PARENT_ID).where(TASK.c.ID == bindparam("id")))
_PREVIOUS = Query(
    select(TASK_LIST.c.VALUE).where(TASK_LIST.c.TASK_ID == bindparam("id"), TASK_LIST.c.FIELD == bindparam("field"))
)
_FORGET_MEMBERS = Query(
    delete(CHECKLIST_MEMBER).where(
        CHECKLIST_MEMBER.c.ITEM_ID.in_(select(CHECKLIST_ITEM.c.ID).where(CHECKLIST_ITEM.c.TASK_ID == bindparam("task")))
    )
)
_OPEN_RESULT = Query(
    select(RESULT.c.ID).where(RESULT.c.TASK_ID == bindparam("task"), RESULT.c.STATUS == constant(OPEN_RESULT)).limit(1)
)
_CLOSE_RESULTS = Query(
    update(RESULT)
    .where(RESULT.c.TASK_ID == bindparam("task"), RESULT.c.STATUS == constant(OPEN_RESULT))
    .values(STATUS=constant(CLOSED_RESULT))
)
_TAG = Query(select(TASK_TAG.c.ID).where(TASK_TAG.c.NAME == bindparam("name")))


def begin(change: Change) -> None:
    """A new task has a creator: whoever adds it, unless an administrator names another."""
    if change.old:
        return
    new, ctx = change.new, change.ctx
    named = new.get("CREATED_BY")
    if not (ctx.actor.is_admin and named and users.exists(ctx.tx, named)):
        new["CREATED_BY"] = ctx.actor.user_id
    new["CREATED_DATE"] = new["STATUS_CHANGED_DATE"] = ctx.clock.stamp()
    new["GUID"] = f"{{{uuid.UUID(bytes=secrets.token_bytes(16), version=4)}}}"
    new["OUTLOOK_VERSION"] = 0


def name(change: Change) -> None:
    """A task has a title and somebody who is responsible."""
    row = change.row
    if not (row.get("TITLE") or "").strip():
        raise UNTITLED()
    responsible = row.get("RESPONSIBLE_ID")
    if not responsible:
        raise NOBODY()
    if responsible != change.old.get("RESPONSIBLE_ID") and not users.exists(change.ctx.tx, responsible):
        raise UNKNOWN_RESPONSIBLE()


def place(change: Change) -> None:
    """A task is below one that its writer sees, and never below itself."""
    new, tx = change.new, change.ctx.tx
    if not new.get("PARENT_ID"):
        if "PARENT_ID" in new:
            new["PARENT_ID"] = None
        return
    parent, task = new["PARENT_ID"], change.old.get("ID")
    if parent == change.old.get("PARENT_ID"):
        return
    if parent == task:
        raise ITSELF()
    if not reading.may(change.ctx, change.collection, Operation.READ, {"ID": parent}):
        raise UNKNOWN_PARENT()
    above = tx.value(_PARENT, id=parent)
    while above is not None:
        if above == task:
            raise CIRCLE()
        above = tx.value(_PARENT, id=above)


def depend(change: Change) -> None:
    """A task does not wait for itself, by whatever way."""
    tx, task = change.ctx.tx, change.old.get("ID")
    waiting = list(change.beside.get("DEPENDS_ON", ()))
    seen: set[int] = set()
    while task is not None and waiting:
        current = waiting.pop()
        if current == task:
            raise CIRCLE()
        if current not in seen:
            seen.add(current)
            waiting += (row[0] for row in tx.all(_PREVIOUS, id=current, field="DEPENDS_ON"))


def plan(change: Change) -> None:
    """A plan ends after it begins, and within a lifetime."""
    first, last = change.row.get("START_DATE_PLAN"), change.row.get("END_DATE_PLAN")
    if not first or not last:
        return
    seconds = (datetime.fromisoformat(last) - datetime.fromisoformat(first)).total_seconds()
    if seconds < 0:
        raise ENDS_FIRST()
    if seconds > MAX_DURATION:
        raise TOO_LONG()


def count_deadlines(change: Change) -> None:
    """How often a deadline was moved."""
    new, old = change.new, change.old
    if old.get("DEADLINE") and new.get("DEADLINE", old["DEADLINE"]) != old["DEADLINE"]:
        new["DEADLINE_COUNT"] = (old["DEADLINE_COUNT"] or 0) + 1


def move(change: Change) -> None:
    """What follows from a new status: who moved it and when, since when it is done, and who has to look at it first."""
    new, ctx = change.new, change.ctx
    status, before = change.row.get("REAL_STATUS"), change.old.get("REAL_STATUS")
    if status not in [*Status]:
        raise WRONG_STATUS()
    if status == before or (not change.old and status == Status.PENDING):
        return
    if status == Status.COMPLETED:
        status = new["REAL_STATUS"] = _completed(change)
    now = ctx.clock.stamp()
    new["STATUS_CHANGED_BY"], new["STATUS_CHANGED_DATE"] = ctx.actor.user_id, now
    is_done = status in (Status.COMPLETED, Status.AWAITING_CONTROL)
    if is_done:
        new["CLOSED_BY"], new["CLOSED_DATE"] = ctx.actor.user_id, now
    elif change.old:
        new["CLOSED_BY"], new["CLOSED_DATE"] = 0, None
    if status == Status.IN_PROGRESS:
        new["DATE_START"] = now


def _completed(change: Change) -> Status:
    """What completing comes to: where work is looked at, only its creator and administrators complete it at once."""
    row, actor, tx = change.row, change.ctx.actor, change.ctx.tx
    needs_result = change.old and parameters.RESULT in parameters.of(tx, row["ID"])
    if needs_result and tx.one(_OPEN_RESULT, task=row["ID"]) is None:
        raise NO_RESULT()
    accepts = actor.is_admin or actor.user_id == row["CREATED_BY"]
    return Status.COMPLETED if accepts or row.get("TASK_CONTROL") != "Y" else Status.AWAITING_CONTROL


def stamp(change: Change) -> None:
    """Who changed it, and when."""
    new, ctx = change.new, change.ctx
    new["CHANGED_BY"] = ctx.actor.user_id
    new["CHANGED_DATE"] = new["ACTIVITY_DATE"] = ctx.clock.stamp()
    new["OUTLOOK_VERSION"] = (change.row.get("OUTLOOK_VERSION") or 0) + 1


def order_people(change: Change) -> None:
    """Whoever has a part in a task finds it by its deadline."""
    if change.old and change.row["DEADLINE"] != change.old["DEADLINE"]:
        change.ctx.tx.update(TASK_LIST, {"TASK_ID": change.old["ID"]}, {"DEADLINE": change.row["DEADLINE"]})


def view(change: Change) -> None:
    """Whoever changes a task has seen it."""
    if change.old:
        seen(change.ctx.tx, change.old["ID"], change.ctx.actor.user_id, change.ctx.clock.stamp())


def close_results(change: Change) -> None:
    """What came of a task stands when the task is completed."""
    if change.old and change.row["REAL_STATUS"] == Status.COMPLETED != change.old["REAL_STATUS"]:
        change.ctx.tx.execute(_CLOSE_RESULTS, task=change.old["ID"])


def number_tags(change: Change) -> None:
    """Every tag has a number."""
    tx = change.ctx.tx
    for tag in change.beside.get("TAGS", ()):
        if tx.value(_TAG, name=tag) is None:
            tx.insert(TASK_TAG, {"NAME": tag})


def forget(change: Change) -> None:
    """What a deleted task leaves: its subtasks are the parent's, and nothing waits for it."""
    tx, task = change.ctx.tx, change.old["ID"]
    tx.update(TASK, {"PARENT_ID": task}, {"PARENT_ID": change.old["PARENT_ID"]})
    tx.execute(_FORGET_MEMBERS, task=task)
    for table in OF_TASK:
        tx.delete(table, TASK_ID=task)
    tx.delete(TASK_LIST, FIELD="DEPENDS_ON", VALUE=task)
    tx.delete(DEPENDENCE, DEPENDS_ON_ID=task)
