"""``task.item.*``: the older methods of tasks, of the same tasks as ``tasks.task.*``.

Pages and examples name parameters differently, as these methods take them by their places; each name is understood.
"""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx, Page
from homeport.core.values import is_empty, read_flag
from homeport.domain.records import writing
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map
from homeport.domain.tasks import actions, changing, items, rules, showing, signs
from homeport.domain.tasks.dialect import INVALID, OLDER, REFUSED, TASKS
from homeport.domain.tasks.statuses import Status
from homeport.domain.tasks.tasks import TASKS as COLLECTION
from homeport.methods.tasks._arguments import ERRORS, NOT_POSITIVE, Arguments
from homeport.methods.tasks._manifest import manifest
from homeport.rpc import Method, NoParams, Ordered, method
from homeport.rpc.method import make

NAMING = (*ERRORS, NOT_POSITIVE, REFUSED)


class Add(Ordered):
    taskdata: Any = None
    fields: Any = None


class OfTask(Ordered):
    taskid: Any = None


class Update(OfTask):
    taskdata: Any = None
    fields: Any = None


class Delegate(OfTask):
    userid: Any = None


class Describe(OfTask):
    format: Any = None


class Action(OfTask):
    actionid: Any = None
    action: Any = None


class Favorite(Ordered):
    task_id: Any = msgspec.field(default=None, name="task_id")
    params: Any = None


class List(Ordered):
    order: Any = None
    filter: Any = None
    params: Any = None
    select: Any = None
    start: Any = None


STEPS = (
    ("startexecution", "start", (), "Begin to work on a task."),
    ("defer", "defer", (Status.IN_PROGRESS,), "Put a task off."),
    ("complete", "complete", (), "Complete a task, or give it to its creator to be looked at."),
    ("renew", "renew", (), "Take up a completed task again."),
    ("approve", "approve", (), "Accept what was done; the task is completed."),
    ("disapprove", "disapprove", (), "Return a task to its responsible."),
)
"""The names of methods, the step that each takes, from where it starts beside, and what it does."""

NUMBERED = (
    "ACCEPT", "DECLINE", "COMPLETE", "APPROVE", "DISAPPROVE", "START", "DELEGATE", "REMOVE", "EDIT", "DEFER", "RENEW",
    "CREATE", "CHANGE_DEADLINE", "CHECKLIST_ADD_ITEMS", "ELAPSEDTIME.ADD", "EDIT.ORIGINATOR", "PAUSE",
    "DAYPLAN.TIMER.TOGGLE",
)  # fmt: skip
"""What may be done to a task, by the documented numbers from 1."""
SPELLED = {
    "ELAPSEDTIME.ADD": "ELAPSED_TIME_ADD",
    "EDIT.ORIGINATOR": "CHANGE_DIRECTOR",
    "DAYPLAN.TIMER.TOGGLE": "START_TIME_TRACKING",
}
"""How the documented constants call an action otherwise."""


def _task(name: str, given: Any) -> tuple[Arguments, int]:
    arguments = Arguments(f"ctaskitem::{name}")
    return arguments, arguments.number("taskId", given)


@method("task.item.add", writes=True, errors=(*ERRORS, *rules.ALL, INVALID))
def add(ctx: Ctx, p: Add) -> int:
    """Add a task; its number."""
    given = Arguments("ctaskitem::add").fields("arNewTaskData", p.taskdata or p.fields)
    number: int = writing.create(ctx, COLLECTION.now(ctx.tx), given, TASKS)["ID"]
    return number


@method("task.item.update", writes=True, errors=(*NAMING, *rules.ALL, INVALID))
def update(ctx: Ctx, p: Update) -> None:
    """Change a task."""
    arguments, task = _task("update", p.taskid)
    changing.update(ctx, task, arguments.fields("arNewTaskData", p.taskdata or p.fields), OLDER)


@method("task.item.delete", writes=True, errors=NAMING)
def delete(ctx: Ctx, p: OfTask) -> None:
    """Delete a task."""
    changing.delete(ctx, _task("delete", p.taskid)[1], REFUSED)


@method("task.item.getdata", errors=NAMING)
def get_data(ctx: Ctx, p: OfTask) -> Values:
    """Return a task."""
    return items.get(ctx, _task("getdata", p.taskid)[1])


@method("task.item.getdescription", errors=NAMING)
def get_description(ctx: Ctx, p: Describe) -> str:
    """Return a task's description as it is stored, as HTML, or as a plain text."""
    arguments, task = _task("getdescription", p.taskid)
    form = items.RAW if is_empty(p.format) else arguments.number("format", p.format)
    return items.described(ctx, task, form)


@method("task.item.getdependson", errors=NAMING)
def get_depends_on(ctx: Ctx, p: OfTask) -> list[int]:
    """List the tasks before a task."""
    return [int(each) for each in items.get(ctx, _task("getdependson", p.taskid)[1])["DEPENDS_ON"]]


def _step(name: str, step: str, also: tuple[Status, ...], summary: str) -> Method:
    def take(ctx: Ctx, p: OfTask) -> None:
        changing.step(ctx, _task(name, p.taskid)[1], step, REFUSED, also=also)

    errors = (*NAMING, *([rules.NO_RESULT] if step in ("complete", "approve") else []))
    return make(f"task.item.{name}", take, params=OfTask, writes=True, errors=errors, summary=summary)


METHODS = [_step(*each) for each in STEPS]


@method("task.item.delegate", writes=True, errors=(*NAMING, rules.UNKNOWN_RESPONSIBLE))
def delegate(ctx: Ctx, p: Delegate) -> None:
    """Give a task to somebody else; whoever was responsible watches it."""
    arguments, task = _task("delegate", p.taskid)
    changing.delegate(ctx, task, arguments.number("newResponsibleId", p.userid), REFUSED)


def _allowed(ctx: Ctx, task: int) -> dict[str, bool]:
    return actions.allowed(ctx.tx, changing.of_caller(ctx, task, REFUSED), showing.of_caller(ctx))


@method("task.item.getallowedactions", errors=NAMING)
def get_allowed_actions(ctx: Ctx, p: OfTask) -> list[int]:
    """List the numbers of what the caller may do to a task."""
    may = _allowed(ctx, _task("getallowedactions", p.taskid)[1])
    return [number for number, name in enumerate(NUMBERED, 1) if may[name]]


@method("task.item.getallowedtaskactionsasstrings", errors=NAMING)
def get_allowed_actions_as_strings(ctx: Ctx, p: OfTask) -> dict[str, bool]:
    """Say of each action whether the caller may do it to a task."""
    may = _allowed(ctx, _task("getallowedtaskactionsasstrings", p.taskid)[1])
    return {f"ACTION_{SPELLED.get(name, name)}": may[name] for name in NUMBERED}


@method("task.item.isactionallowed", errors=(*ERRORS, NOT_POSITIVE))
def is_action_allowed(ctx: Ctx, p: Action) -> bool:
    """Say whether the caller may do something to a task; no to one that is not there."""
    arguments, task = _task("isactionallowed", p.taskid)
    number = arguments.number("actionId", p.action if is_empty(p.actionid) else p.actionid)
    return number <= len(NUMBERED) and items.is_seen(ctx, task) and _allowed(ctx, task)[NUMBERED[number - 1]]


@method("task.item.addtofavorite", writes=True, errors=NAMING)
def add_to_favorite(ctx: Ctx, p: Favorite) -> None:
    """Put a task among the caller's favourites, with its subtasks where that is said."""
    _favorite(ctx, p, "addtofavorite", on=True)


@method("task.item.deletefromfavorite", writes=True, errors=NAMING)
def delete_from_favorite(ctx: Ctx, p: Favorite) -> None:
    """Take a task from the caller's favourites, with its subtasks where that is said."""
    _favorite(ctx, p, "deletefromfavorite", on=False)


def _favorite(ctx: Ctx, p: Favorite, name: str, *, on: bool) -> None:
    _, task = _task(name, p.task_id)
    changing.of_caller(ctx, task, REFUSED)
    with_subtasks = read_flag(as_map(p.params).get("AFFECT_CHILDREN"), ctx.clock.zone) == "Y"
    (signs.put_below if with_subtasks else signs.put)(ctx, task, "FAVORITE", on)


@method("task.item.list", heavy=True, errors=(items.FAILED,))
def list_(ctx: Ctx, p: List) -> Page:
    """List the tasks that the caller sees. A filter counts only beside an order."""
    wanted = p.filter if items.is_given(p.order) else None
    if wanted is None and items.is_given(p.filter):
        for name in as_map(p.filter):
            ctx.drop("filter", name)
    return items.page(ctx, order=p.order, filter=wanted, select=p.select, params=p.params, start=p.start)


@method("task.item.getmanifest")
def get_manifest(ctx: Ctx, p: NoParams) -> Values:
    """Describe the methods of tasks."""
    readable = [*dict.fromkeys(("STATUS", *(name for name in items.ALL if name != "SUB_STATUS")))]
    of_task = ("startexecution", "defer", "complete", "renew", "approve", "disapprove", "delete", "getdescription",
               "getdependson", "getallowedactions", "getallowedtaskactionsasstrings")  # fmt: skip
    return manifest(
        "item",
        "2.0",
        writable=items.WRITABLE,
        readable=readable,
        sortable=sorted(items.LISTED),
        filterable=items.FILTERABLE,
        prefixes=("!", "<", "<=", ">", ">="),
        dates=items.DATES,
        methods={
            "list": ("arOrder", "arFilter"),
            "add": ("arFields",),
            "getdata": ("taskId",),
            "update": ("taskId", "arFields"),
            "delegate": ("taskId", "userId"),
            "isactionallowed": ("taskId", "actionId"),
            **dict.fromkeys(of_task, ("taskId",)),
        },
    )
