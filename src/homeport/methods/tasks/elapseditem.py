"""``task.elapseditem.*``: time that people spent on tasks."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.values import number_or_none
from homeport.domain.records.fields import Values
from homeport.domain.tasks import elapsed, spent
from homeport.domain.tasks.elapsed import ERRORS, INVALID
from homeport.domain.tasks.spent import DENIED, NOT_ALLOWED, UNKNOWN
from homeport.methods.family import as_id
from homeport.methods.tasks._manifest import manifest
from homeport.rpc import NoParams, Ordered, method

WRITABLE = ("USER_ID", "COMMENT_TEXT", "SECONDS", "SOURCE", "CREATED_DATE", "DATE_START", "DATE_STOP")
READABLE = tuple(spent.FIELDS.columns)


class OfTask(Ordered):
    taskid: Any = None


class Add(OfTask):
    arfields: Any = None


class OfRecord(OfTask):
    itemid: Any = None


class Update(OfRecord):
    arfields: Any = None


class Action(OfRecord):
    actionid: Any = None


class List(OfTask):
    order: Any = None
    filter: Any = None
    select: Any = None
    params: Any = None
    start: Any = None


@method("task.elapseditem.add", writes=True, errors=ERRORS)
def add(ctx: Ctx, p: Add) -> int:
    """Add time that somebody spent on a task."""
    return elapsed.add(ctx, _task(p.taskid), _fields(p.arfields))


@method("task.elapseditem.update", writes=True, errors=ERRORS)
def update(ctx: Ctx, p: Update) -> None:
    """Change a record of time."""
    elapsed.update(ctx, _task(p.taskid), as_id(p.itemid, UNKNOWN), _fields(p.arfields))


@method("task.elapseditem.get", errors=ERRORS)
def get(ctx: Ctx, p: OfRecord) -> Any:
    """Return a record of time, in a list."""
    return [elapsed.get(ctx, _task(p.taskid), as_id(p.itemid, UNKNOWN))]


@method("task.elapseditem.delete", writes=True, errors=ERRORS)
def delete(ctx: Ctx, p: OfRecord) -> None:
    """Delete a record of time."""
    elapsed.delete(ctx, _task(p.taskid), as_id(p.itemid, UNKNOWN))


@method("task.elapseditem.getlist", heavy=True, errors=(DENIED, NOT_ALLOWED, UNKNOWN, INVALID))
def get_list(ctx: Ctx, p: List) -> Page:
    """List the records of time of a task, or of all tasks that the caller sees."""
    task = None if p.taskid in (None, "") else as_id(p.taskid, INVALID)
    if task is not None:
        elapsed.require_seen(ctx, task)
    return elapsed.page(ctx, task, order=p.order, filter=p.filter, select=p.select, params=p.params, start=p.start)


@method("task.elapseditem.isActionAllowed")
def is_action_allowed(ctx: Ctx, p: Action) -> bool:
    """Say whether the caller may do something to a record of time."""
    task, record, action = map(number_or_none, (p.taskid, p.itemid, p.actionid))
    if task is None or record is None or action is None:
        return False
    return elapsed.may(ctx, task, record, action)


@method("task.elapseditem.getmanifest")
def get_manifest(ctx: Ctx, p: NoParams) -> Values:
    """Describe the methods of records of time."""
    found = manifest(
        "elapseditem",
        "1.2",
        writable=WRITABLE,
        readable=READABLE,
        sortable=elapsed.SORTABLE,
        dates=("CREATED_DATE", "DATE_START", "DATE_STOP"),
        methods={
            "getlist": ("taskId", "arOrder"),
            "get": ("taskId", "itemId"),
            "add": ("taskId", "arFields"),
            "update": ("taskId", "itemId", "arFields"),
            "delete": ("taskId", "itemId"),
            "isactionallowed": ("taskId", "itemId", "actionId"),
        },
    )
    dated = {"Manifest change date": "22 Feb 2018"}
    return found | dated | {"REST: filterable elapseditem data fields": [*elapsed.FILTERABLE]}


def _task(given: Any) -> int:
    return as_id(given, spent.NO_TASK)


def _fields(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise UNKNOWN()
    return given
