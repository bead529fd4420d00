"""Items added, changed, moved and deleted by who works on their task.

Source: ``api-reference/tasks/checklist-item/``.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.records import reading, writing
from homeport.domain.records.fields import Values
from homeport.domain.tasks import actions, history
from homeport.domain.tasks.checklist.items import CHECKLIST, DIALECT, ITEMS, first_list
from homeport.domain.tasks.tables import CHECKLIST_ITEM as ITEM
from homeport.domain.tasks.tables import CHECKLIST_MEMBER as MEMBER
from homeport.domain.tasks.tasks import TASKS
from homeport.store import Query

_FAILED = "; 8/TE/ACTION_FAILED_TO_BE_PROCESSED<br>"
NO_ADDING = ErrorKind("ERROR_CORE", f"TASKS_ERROR_EXCEPTION_#8; Adding item: action not allowed{_FAILED}")
NO_DELETING = ErrorKind("ERROR_CORE", f"TASKS_ERROR_EXCEPTION_#8; Deleting item: action not allowed{_FAILED}")
NO_MOVING = ErrorKind("ERROR_CORE", f"TASKS_ERROR_EXCEPTION_#8; Moving item: action not allowed{_FAILED}")
NO_CHANGING = ErrorKind(
    "ERROR_CORE", "TASKS_ERROR_EXCEPTION_#4; No access to edit the task; 4/TE/ACTION_NOT_ALLOWED<br>"
)

ADD, MODIFY, REMOVE, TOGGLE, REORDER = range(1, 6)
"""The numbers of actions. Who works on a task may take each of them."""

_BELOW = Query(select(ITEM.c.ID, ITEM.c.TITLE).where(ITEM.c.PARENT_ID == bindparam("id")).order_by(ITEM.c.ID))
_SIBLINGS = Query(
    select(ITEM.c.ID)
    .where(ITEM.c.TASK_ID == bindparam("task"), ITEM.c.PARENT_ID == bindparam("parent"))
    .order_by(ITEM.c.SORT_INDEX, ITEM.c.ID)
)


def works_on(ctx: Ctx, task: int) -> bool:
    """Whether the caller works on a task, and so on its checklists."""
    if not reading.may(ctx, TASKS, Operation.READ, {"ID": task}):
        return False
    stored = reading.stored(ctx, TASKS, {"ID": task})
    assert stored is not None
    return actions.standing(ctx.tx, stored, actions.Person(ctx.actor.user_id, ctx.actor.is_admin)).works


def found(ctx: Ctx, item: int, task: int | None = None) -> Values | None:
    """A stored item; None when there is none, or none of the task where one is named."""
    stored = reading.stored(ctx, ITEMS, {"ID": item})
    return stored if stored is not None and task in (None, stored["TASK_ID"]) else None


def add(ctx: Ctx, task: int, given: Mapping[str, Any]) -> int:
    """Add an item; its number. Without a word of where, it comes into the task's first checklist."""
    if not works_on(ctx, task):
        raise NO_ADDING()
    fixed = {"TASK_ID": task, "CREATED_BY": ctx.actor.user_id}
    change = writing.read(ctx, ITEMS, given, DIALECT)
    if "PARENT_ID" not in change and (change.get("TITLE") or "").strip():
        parent = first_list(ctx.tx, task)
        if parent is None:
            parent = writing.create(ctx, ITEMS, {"TITLE": CHECKLIST}, DIALECT, fixed)["ID"]
        given = {**given, "PARENT_ID": parent}
    item: int = writing.create(ctx, ITEMS, given, DIALECT, fixed)["ID"]
    return item


def update(ctx: Ctx, task: int, item: int, given: Mapping[str, Any]) -> None:
    """Change fields of an item."""
    if not works_on(ctx, task) or found(ctx, item, task) is None:
        raise NO_CHANGING()
    writing.change(ctx, ITEMS, {"ID": item}, given, DIALECT)


def toggle(ctx: Ctx, item: int, *, complete: bool) -> bool:
    """Tick an item off, or take the tick away; False when there is no such item that the caller may."""
    stored = found(ctx, item)
    if stored is None or not works_on(ctx, stored["TASK_ID"]):
        return False
    wanted = "Y" if complete else "N"
    if stored["IS_COMPLETE"] != wanted:
        writing.change(ctx, ITEMS, {"ID": item}, {"IS_COMPLETE": wanted}, DIALECT)
    return True


def delete(ctx: Ctx, task: int, item: int) -> None:
    """Delete an item with all below it."""
    stored = found(ctx, item, task)
    if stored is None or not works_on(ctx, task):
        raise NO_DELETING()
    waiting = [(item, stored["TITLE"])]
    while waiting:
        number, title = waiting.pop()
        waiting += ctx.tx.all(_BELOW, id=number)
        ctx.tx.delete(MEMBER, ITEM_ID=number)
        ctx.tx.delete(ITEM, ID=number)
        history.note(ctx, task, "CHECKLIST_ITEM_REMOVE", title, "")


def move_after(ctx: Ctx, task: int, item: int, after: int) -> None:
    """Put an item behind another, below the same one."""
    place = found(ctx, after, task)
    if place is None or found(ctx, item, task) is None or item == after or not works_on(ctx, task):
        raise NO_MOVING()
    writing.change(ctx, ITEMS, {"ID": item}, {"PARENT_ID": place["PARENT_ID"]}, DIALECT)
    others = [row[0] for row in ctx.tx.all(_SIBLINGS, task=task, parent=place["PARENT_ID"]) if row[0] != item]
    others.insert(others.index(after) + 1, item)
    for index, number in enumerate(others):
        ctx.tx.update(ITEM, {"ID": number}, {"SORT_INDEX": index})
