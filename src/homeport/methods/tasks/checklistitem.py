"""``task.checklistitem.*``: the items of a task's checklists."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.records import reading
from homeport.domain.records.fields import Values
from homeport.domain.tasks.checklist import changing, items, showing
from homeport.domain.tasks.tasks import TASKS
from homeport.methods.tasks._arguments import ERRORS, NOT_POSITIVE, Arguments
from homeport.methods.tasks._manifest import manifest
from homeport.rpc import NoParams, Ordered, method

FAILED = ErrorKind("ERROR_CORE", "TASKS_ERROR_EXCEPTION_#8; Action failed; 8/TE/ACTION_FAILED_TO_BE_PROCESSED<br>")
NOT_FOUND = ErrorKind(
    "ERROR_CORE",
    "TASKS_ERROR_EXCEPTION_#512; Check listitem not found or not accessible; "
    "512/TE/ITEM_NOT_FOUND_OR_NOT_ACCESSIBLE<br>",
)
WRITABLE = ("PARENT_ID", "TITLE", "SORT_INDEX", "IS_COMPLETE", "IS_IMPORTANT", "MEMBERS")
READABLE = (
    "ID", "TASK_ID", "PARENT_ID", "CREATED_BY", "TITLE", "SORT_INDEX", "IS_COMPLETE", "IS_IMPORTANT", "TOGGLED_BY",
    "TOGGLED_DATE", "MEMBERS", "ATTACHMENTS",
)  # fmt: skip


class OfTask(Ordered):
    taskid: Any = None


class Add(OfTask):
    fields: Any = None


class OfItem(OfTask):
    itemid: Any = None


class Update(OfItem):
    fields: Any = None


class MoveAfter(OfItem):
    afteritemid: Any = None


class Action(OfItem):
    actionid: Any = None


class List(OfTask):
    order: Any = None
    filter: Any = None


def _arguments(name: str) -> Arguments:
    return Arguments(f"ctaskchecklistitem::{name}")


@method(
    "task.checklistitem.add",
    writes=True,
    errors=(*ERRORS, NOT_POSITIVE, changing.NO_ADDING, items.UNNAMED, items.INVALID),
)
def add(ctx: Ctx, p: Add) -> int:
    """Add an item to a checklist, or a checklist to a task."""
    given = _arguments("add")
    task = given.number("taskId", p.taskid)
    return changing.add(ctx, task, given.fields("arFields", p.fields))


@method(
    "task.checklistitem.update",
    writes=True,
    errors=(*ERRORS, NOT_POSITIVE, changing.NO_CHANGING, items.UNNAMED, items.INVALID),
)
def update(ctx: Ctx, p: Update) -> None:
    """Change an item of a checklist."""
    given = _arguments("update")
    task, item = given.number("taskId", p.taskid), given.number("itemId", p.itemid)
    changing.update(ctx, task, item, given.fields("arFields", p.fields))


@method("task.checklistitem.get", errors=(*ERRORS, NOT_POSITIVE, NOT_FOUND))
def get(ctx: Ctx, p: OfItem) -> Values:
    """Return an item of a checklist."""
    given = _arguments("get")
    task, item = given.number("taskId", p.taskid), given.number("itemId", p.itemid)
    stored = changing.found(ctx, item, task)
    if stored is None or not reading.may(ctx, TASKS, Operation.READ, {"ID": task}):
        raise NOT_FOUND()
    return showing.row(ctx, stored)


@method("task.checklistitem.getlist", heavy=True, errors=(*ERRORS, NOT_POSITIVE, FAILED, showing.UNSORTABLE))
def get_list(ctx: Ctx, p: List) -> list[Values]:
    """List the items of a task's checklists."""
    task = _arguments("getlist").number("taskId", p.taskid)
    if not reading.may(ctx, TASKS, Operation.READ, {"ID": task}):
        raise FAILED()
    return showing.rows(ctx, task, order=p.order, filter=p.filter)


@method("task.checklistitem.delete", writes=True, errors=(*ERRORS, NOT_POSITIVE, changing.NO_DELETING))
def delete(ctx: Ctx, p: OfItem) -> bool:
    """Delete an item of a checklist with all below it."""
    given = _arguments("delete")
    changing.delete(ctx, given.number("taskId", p.taskid), given.number("itemId", p.itemid))
    return True


@method("task.checklistitem.complete", writes=True, errors=(*ERRORS, NOT_POSITIVE))
def complete(ctx: Ctx, p: OfItem) -> bool:
    """Tick off an item of a checklist."""
    return _toggle(ctx, p, "complete", complete=True)


@method("task.checklistitem.renew", writes=True, errors=(*ERRORS, NOT_POSITIVE))
def renew(ctx: Ctx, p: OfItem) -> bool:
    """Take the tick from an item of a checklist."""
    return _toggle(ctx, p, "renew", complete=False)


def _toggle(ctx: Ctx, p: OfItem, name: str, *, complete: bool) -> bool:
    given = _arguments(name)
    given.number("taskId", p.taskid)  # an item is found by its own number
    return changing.toggle(ctx, given.number("itemId", p.itemid), complete=complete)


@method("task.checklistitem.moveafteritem", writes=True, errors=(*ERRORS, NOT_POSITIVE, changing.NO_MOVING))
def move_after_item(ctx: Ctx, p: MoveAfter) -> None:
    """Put an item of a checklist behind another."""
    given = _arguments("moveafteritem")
    task, item = given.number("taskId", p.taskid), given.number("itemId", p.itemid)
    changing.move_after(ctx, task, item, given.number("afterItemId", p.afteritemid))


@method("task.checklistitem.isactionallowed", errors=(*ERRORS, NOT_POSITIVE))
def is_action_allowed(ctx: Ctx, p: Action) -> bool:
    """Say whether the caller may do something to an item of a checklist."""
    given = _arguments("isactionallowed")
    task, item = given.number("taskId", p.taskid), given.number("itemId", p.itemid)
    action = given.number("actionId", p.actionid)
    known = changing.ADD <= action <= changing.REORDER and changing.found(ctx, item, task) is not None
    return known and changing.works_on(ctx, task)


@method("task.checklistitem.getmanifest")
def get_manifest(ctx: Ctx, p: NoParams) -> Values:
    """Describe the methods of checklists' items."""
    return manifest(
        "checklistitem",
        "2.0",
        writable=WRITABLE,
        readable=READABLE,
        sortable=showing.SORTABLE,
        dates=("TOGGLED_DATE",),
        methods={
            "get": ("taskId", "itemId"),
            "getlist": ("taskId", "arOrder"),
            "add": ("taskId", "arFields"),
            "update": ("taskId", "itemId", "arFields"),
            "delete": ("taskId", "itemId"),
            "complete": ("taskId", "itemId"),
            "renew": ("taskId", "itemId"),
            "moveafteritem": ("taskId", "itemId", "afterItemId"),
            "isactionallowed": ("taskId", "itemId", "actionId"),
        },
    )
