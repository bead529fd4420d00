"""Tasks as a collection, and what follows for their parents and subtasks when they are written."""

from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, func, select

from homeport.core.ctx import Ctx
from homeport.core.owner import type_of_abbreviation
from homeport.core.rights import Operation
from homeport.domain.portal.people import users
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import EVERYBODY, Change, Collection
from homeport.domain.tasks import access, computed, events, history, parameters, rules
from homeport.domain.tasks.beside import SIGN, WORDS, Several, read_id, read_word
from homeport.domain.tasks.dialect import TASKS as DIALECT
from homeport.domain.tasks.fields import FIELDS
from homeport.domain.tasks.statuses import Status
from homeport.domain.tasks.tables import TASK, TASK_LIST, TASK_WORD
from homeport.store import Query

_OPEN_SUBTASKS = Query(
    select(TASK.c.ID)
    .where(TASK.c.PARENT_ID == bindparam("id"), TASK.c.REAL_STATUS != bindparam("completed"))
    .order_by(TASK.c.ID)
)
_LAST_DEADLINE = Query(select(func.max(TASK.c.DEADLINE)).where(TASK.c.PARENT_ID == bindparam("id")))


def _read_person(ctx: Ctx, field: str, value: Any) -> int:
    person = read_id(ctx, field, value)
    if not users.exists(ctx.tx, person):
        raise ValueError("no such user")
    return person


def _read_task(ctx: Ctx, field: str, value: Any) -> int:
    task = read_id(ctx, field, value)
    if not reading.may(ctx, TASKS, Operation.READ, {"ID": task}):
        raise ValueError("no such task")
    return task


def _read_binding(ctx: Ctx, field: str, value: Any) -> str:
    """A record of the CRM, as ``D_12``."""
    kind, _, number = read_word(ctx, field, value).upper().partition("_")
    if type_of_abbreviation(kind) is None:
        raise ValueError("no such type of records")
    return f"{kind}_{read_id(ctx, field, number)}"


def _lead_subtasks(change: Change) -> None:
    """Subtasks are completed with their task, and a task with the last of its subtasks, where it says so."""
    if not change.old or change.row["REAL_STATUS"] != Status.COMPLETED:
        return
    tx, row = change.ctx.tx, change.row
    if change.old["REAL_STATUS"] == Status.COMPLETED:
        return
    if parameters.TOGETHER in parameters.of(tx, row["ID"]):
        for (subtask,) in tx.all(_OPEN_SUBTASKS, id=row["ID"], completed=Status.COMPLETED):
            _complete(change.ctx, subtask)
    parent = row["PARENT_ID"]
    if parent is not None and parameters.TOGETHER in parameters.of(tx, parent):
        above = reading.stored(change.ctx, FOLLOWING, {"ID": parent})
        assert above is not None
        done = tx.one(_OPEN_SUBTASKS, id=parent, completed=Status.COMPLETED) is None
        if done and above["REAL_STATUS"] != Status.COMPLETED:
            _complete(change.ctx, parent)


def _complete(ctx: Ctx, task: int) -> None:
    writing.change(ctx, FOLLOWING, {"ID": task}, {"STATUS": Status.COMPLETED}, DIALECT)


def _lead_deadline(change: Change) -> None:
    """A task ends with the last of its subtasks, where it says so."""
    row, tx = change.row, change.ctx.tx
    moved = [name for name in ("DEADLINE", "PARENT_ID") if row.get(name) != change.old.get(name)]
    if not moved:
        return
    for parent in {row.get("PARENT_ID"), change.old.get("PARENT_ID")}:
        if parent is not None and parameters.DEADLINES in parameters.of(tx, parent):
            last = tx.value(_LAST_DEADLINE, id=parent)
            above = reading.stored(change.ctx, FOLLOWING, {"ID": parent})
            if above is not None and last is not None and above["DEADLINE"] != last:
                writing.change(change.ctx, FOLLOWING, {"ID": parent}, {"DEADLINE": f"{last}+00:00"}, DIALECT)


TASKS = Collection(
    noun="task",
    plural="tasks",
    table=TASK,
    fields=FIELDS,
    access=access.OF_TASKS,
    order=(("ID", True),),
    beside={
        "ACCOMPLICES": (_people := Several(TASK_LIST, _read_person)),
        "AUDITORS": _people,
        "DEPENDS_ON": Several(TASK_LIST, _read_task),
        "TAGS": WORDS,
        "UF_CRM_TASK": Several(TASK_WORD, _read_binding),
        "SE_PARAMETER": parameters.PARAMETERS,
        "FAVORITE": SIGN,
        "IS_MUTED": SIGN,
        "IS_PINNED": SIGN,
        "IS_PINNED_IN_GROUP": SIGN,
        **computed.COMPUTED,
    },
    context=computed.context,
    before_save=(
        rules.begin,
        rules.name,
        rules.place,
        rules.depend,
        rules.plan,
        rules.move,
        history.note_change,
        rules.stamp,
    ),
    after_save=(rules.number_tags, rules.view, history.note_new, _lead_subtasks, _lead_deadline),
    after_delete=(rules.forget,),
    tell=events.told,
)

STEPPED = replace(TASKS, access=access.SEEN)
"""The same tasks, for steps that more people take than may change them."""
FOLLOWING = replace(TASKS, access=EVERYBODY)
"""The same tasks, for what follows from a change that was allowed."""
