"""Tasks as a collection, and what follows for their parents and subtasks when they are written."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, func, select

from homeport.core.ctx import Ctx
from homeport.core.dropped import UNFIT
from homeport.core.owner import abbreviation_of, type_of_abbreviation
from homeport.core.rights import Operation
from homeport.domain.portal.people import users
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import EVERYBODY, Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field, Values
from homeport.domain.records.scopes import followers
from homeport.domain.tasks import access, chat, computed, events, files, groups, history, parameters, rules, timing
from homeport.domain.tasks.beside import SIGN, WORDS, Listed, Several, kept, read_id, read_word
from homeport.domain.tasks.dialect import TASKS as DIALECT
from homeport.domain.tasks.fields import FIELDS
from homeport.domain.tasks.flows import distributing
from homeport.domain.tasks.scrum import leaving
from homeport.domain.tasks.statuses import Status
from homeport.domain.tasks.tables import TASK, TASK_WORD
from homeport.domain.tasks.user_fields import ENTITY
from homeport.domain.user_fields.collections import growing
from homeport.store import Query

_OPEN_SUBTASKS = Query(
    select(TASK.c.ID)
    .where(TASK.c.PARENT_ID == bindparam("id"), TASK.c.REAL_STATUS != bindparam("completed"))
    .order_by(TASK.c.ID)
)
_STATUS = Query(select(TASK.c.REAL_STATUS).where(TASK.c.ID == bindparam("id")))
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
    kind, _, number = read_word(ctx, field, value).partition("_")
    entity_type_id = type_of_abbreviation(kind)
    if entity_type_id is None:
        raise ValueError("no such type of records")
    return f"{abbreviation_of(entity_type_id)}_{read_id(ctx, field, number)}"


class Bindings(Several):
    """Records of the CRM. Those of types that are not linked with tasks are left out."""

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> list[str]:
        given: list[str] = super().read(ctx, field, value, dialect, changes=changes)
        fit = [each for each in given if all(module.accepts(ctx, _type_of(each)) for module in followers("task"))]
        for each in given:
            if each not in fit:
                ctx.drop("fields", dialect.name(field), UNFIT)
        return fit

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        """Put them in place of those that were there. New ones must be records that the writer may read."""
        for name, wanted in values.items():
            held = kept(change.ctx.tx, TASK_WORD, [name], [change.row["ID"]]).get(change.row["ID"], {}).get(name, [])
            if not all(may_bind(change.ctx, each) for each in wanted if each not in held):
                raise change.dialect.misfit(change.collection.fields.by_name[name])
        super().save(change, values)


def may_bind(ctx: Ctx, binding: str) -> bool:
    """Whether the caller may bind a task to a record, as ``D_12``."""
    return all(module.may_bind(ctx, binding) for module in followers("task"))


def _type_of(binding: str) -> int:
    entity_type_id = type_of_abbreviation(binding.partition("_")[0])
    assert entity_type_id is not None
    return entity_type_id


def _tell_followers(change: Change) -> None:
    for module in followers("task"):
        module.saved(change)


def _leave_followers(change: Change) -> None:
    for module in followers("task"):
        module.deleted(change)


def _lead_status(change: Change) -> None:
    """Subtasks are completed with their task, and a task with the last of its subtasks, where it says so."""
    completed = change.row["REAL_STATUS"] == Status.COMPLETED
    if not change.old or not completed or change.old["REAL_STATUS"] == Status.COMPLETED:
        return
    ctx, tx = change.ctx, change.ctx.tx
    waiting: list[Values] = [change.row]
    while waiting:
        task = waiting.pop()
        followers = _open_subtasks(ctx, task["ID"]) if _together(ctx, task["ID"]) else []
        parent = task["PARENT_ID"]
        if parent is not None and _together(ctx, parent) and not _open_subtasks(ctx, parent):
            followers.append(parent)
        for follower in followers:
            if tx.value(_STATUS, id=follower) != Status.COMPLETED:
                row = writing.change(ctx, FOLLOWING, {"ID": follower}, {"STATUS": Status.COMPLETED}, DIALECT)
                if row["REAL_STATUS"] == Status.COMPLETED:
                    waiting.append(row)


def _together(ctx: Ctx, task: int) -> bool:
    return parameters.TOGETHER in parameters.of(ctx.tx, task)


def _open_subtasks(ctx: Ctx, task: int) -> list[int]:
    return [row[0] for row in ctx.tx.all(_OPEN_SUBTASKS, id=task, completed=Status.COMPLETED)]


def _lead_deadline(change: Change) -> None:
    """A task ends with the last of its subtasks, where it says so."""
    ctx, row, old = change.ctx, change.row, change.old
    if all(row.get(name) == old.get(name) for name in ("DEADLINE", "PARENT_ID")):
        return
    waiting = [row.get("PARENT_ID"), old.get("PARENT_ID")]
    while waiting:
        parent = waiting.pop()
        if parent is None or parameters.DEADLINES not in parameters.of(ctx.tx, parent):
            continue
        last = ctx.tx.value(_LAST_DEADLINE, id=parent)
        above = reading.stored(ctx, FOLLOWING, {"ID": parent})
        if above is not None and last is not None and above["DEADLINE"] != last:
            writing.change(ctx, FOLLOWING, {"ID": parent}, {"DEADLINE": f"{last}+00:00"}, DIALECT)
            waiting.append(above["PARENT_ID"])


_FOLLOWS = (
    rules.order_people, chat.open_with, rules.number_tags, rules.view, history.note_new, rules.close_results,
    timing.follow, _tell_followers, leaving.leave, distributing.note_activity,
)  # fmt: skip

TASKS = Collection(
    noun="task",
    plural="tasks",
    table=TASK,
    fields=FIELDS,
    access=access.OF_TASKS,
    order=(("ID", True),),
    beside={
        "ACCOMPLICES": (_people := Listed(_read_person)),
        "AUDITORS": _people,
        "DEPENDS_ON": Listed(_read_task),
        "TAGS": WORDS,
        "UF_CRM_TASK": Bindings(TASK_WORD, _read_binding),
        "SE_PARAMETER": parameters.PARAMETERS,
        files.NAME: files.FILES,
        "FAVORITE": SIGN,
        "IS_MUTED": SIGN,
        "IS_PINNED": SIGN,
        "IS_PINNED_IN_GROUP": SIGN,
        **computed.COMPUTED,
    },
    context=computed.context,
    before_save=(
        rules.begin,
        distributing.distribute,
        rules.name,
        rules.place,
        groups.belong,
        rules.depend,
        rules.plan,
        rules.count_deadlines,
        rules.move,
        history.note_change,
        rules.stamp,
    ),
    after_save=(*_FOLLOWS, _lead_status, _lead_deadline),
    before_delete=(_leave_followers,),
    after_delete=(rules.forget, chat.close_with, files.forget_with, leaving.forget_task),
    tell=events.told,
    grown=growing(ENTITY),
)

STEPPED = replace(TASKS, access=access.SEEN)
"""The same tasks, for steps that more people take than may change them."""
FOLLOWING = replace(TASKS, access=EVERYBODY, after_save=_FOLLOWS)
"""The same tasks, for what follows from a change that was allowed. Nothing more follows by itself: chains are long."""
