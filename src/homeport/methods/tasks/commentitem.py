"""``task.commentitem.*`` and ``task.comment.add``: comments of tasks."""

from collections.abc import Iterable
from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map
from homeport.domain.tasks.comments import comments, files
from homeport.domain.tasks.comments.comments import EMPTY, FAILED, FILTERABLE, NO_ADDING, NOT_FOUND, SORTABLE, WRITABLE
from homeport.domain.tasks.dialect import REFUSED
from homeport.methods.tasks._arguments import ERRORS, NOT_POSITIVE, Arguments
from homeport.methods.tasks._manifest import manifest
from homeport.rpc import NoParams, Ordered, method

FORBIDDEN = ErrorKind(
    "ERROR_CORE",
    "TASKS_ERROR_EXCEPTION_#256; Param #{number} ({name}) for method ctaskcommentitem::{method}() must not contain key "
    '"{key}".; 256/TE/WRONG_ARGUMENTS<br>',
)
NAMING = (*ERRORS, NOT_POSITIVE)
READABLE = ("POST_MESSAGE_HTML", *SORTABLE, "POST_MESSAGE", "UF_FORUM_MESSAGE_DOC", "ATTACHED_OBJECTS")


class OfTask(Ordered):
    taskid: Any = None


class Add(OfTask):
    fields: Any = None


class AddText(OfTask):
    commenttext: Any = None
    fields: Any = None


class OfComment(OfTask):
    itemid: Any = None


class Update(OfComment):
    fields: Any = None


class Action(OfComment):
    actionid: Any = None


class List(OfTask):
    order: Any = None
    filter: Any = None
    start: Any = None


def _arguments(name: str) -> Arguments:
    return Arguments(f"ctaskcommentitem::{name}")


def _only(number: int, name: str, method: str, given: Iterable[str], known: Iterable[str]) -> None:
    """Refuse keys that an argument must not have."""
    for key in given:
        if key.upper() not in known:
            raise FORBIDDEN(number=number, name=name, method=method, key=key)


@method("task.commentitem.add", writes=True, errors=(*NAMING, FORBIDDEN, NO_ADDING, EMPTY, FAILED, files.NOT_FOUND))
def add(ctx: Ctx, p: Add) -> int:
    """Add a comment to a task, on behalf of anybody."""
    arguments = _arguments("add")
    task = arguments.number("taskId", p.taskid)
    fields = arguments.fields("arFields", p.fields)
    _only(1, "arFields", "add", fields, WRITABLE)
    return comments.add(ctx, task, fields)


@method("task.comment.add", writes=True, errors=(*NAMING, NO_ADDING, EMPTY))
def add_text(ctx: Ctx, p: AddText) -> int:
    """Add a comment to a task."""
    task = _arguments("add").number("taskId", p.taskid)
    text = as_map(p.fields).get("POST_MESSAGE") if is_empty(p.commenttext) else p.commenttext
    return comments.add(ctx, task, {"POST_MESSAGE": text})


@method("task.commentitem.update", writes=True, errors=(*NAMING, FORBIDDEN, REFUSED, EMPTY, FAILED, files.NOT_FOUND))
def update(ctx: Ctx, p: Update) -> bool:
    """Change a comment of the caller's, or as an administrator any."""
    arguments = _arguments("update")
    task, comment = arguments.number("taskId", p.taskid), arguments.number("itemId", p.itemid)
    fields = arguments.fields("arFields", p.fields)
    _only(2, "arFields", "update", fields, WRITABLE)
    comments.change(ctx, task, comment, fields)
    return True


@method("task.commentitem.delete", writes=True, errors=(*NAMING, REFUSED))
def delete(ctx: Ctx, p: OfComment) -> bool:
    """Delete a comment of the caller's, or as an administrator any."""
    arguments = _arguments("delete")
    comments.delete(ctx, arguments.number("taskId", p.taskid), arguments.number("itemId", p.itemid))
    return True


@method("task.commentitem.get", errors=(*NAMING, NOT_FOUND))
def get(ctx: Ctx, p: OfComment) -> Values:
    """Return a comment."""
    arguments = _arguments("get")
    return comments.get(ctx, arguments.number("taskId", p.taskid), arguments.number("itemId", p.itemid))


@method("task.commentitem.getlist", heavy=True, errors=(*NAMING, FORBIDDEN, FAILED))
def get_list(ctx: Ctx, p: List) -> Page:
    """List the comments of a task."""
    task = _arguments("getlist").number("taskId", p.taskid)
    order, conditions = as_map(p.order), as_map(p.filter)
    _only(1, "arOrder", "getlist", order, SORTABLE)
    known = {prefix + name for name in FILTERABLE for prefix in ("", *comments.PREFIXES)}
    _only(2, "arFilter", "getlist", conditions, known)
    return comments.page(ctx, task, order=order, filter=conditions, start=p.start)


@method("task.commentitem.isactionallowed", errors=NAMING)
def is_action_allowed(ctx: Ctx, p: Action) -> bool:
    """Say whether the caller may do something to a comment."""
    arguments = _arguments("isactionallowed")
    task, comment = arguments.number("taskId", p.taskid), arguments.number("itemId", p.itemid)
    return comments.may(ctx, task, comment, arguments.number("actionId", p.actionid))


@method("task.commentitem.getmanifest")
def get_manifest(ctx: Ctx, p: NoParams) -> Values:
    """Describe the methods of comments."""
    found = manifest(
        "commentitem",
        "1.1",
        writable=WRITABLE,
        readable=READABLE,
        sortable=SORTABLE,
        filterable=FILTERABLE,
        prefixes=comments.PREFIXES,
        dates=("POST_DATE",),
        methods={
            "getlist": ("taskId", "arOrder", "arFilter"),
            "get": ("taskId", "itemId"),
            "add": ("taskId", "arFields"),
            "update": ("taskId", "itemId", "arFields"),
            "delete": ("taskId", "itemId"),
            "isactionallowed": ("taskId", "itemId", "actionId"),
        },
    )
    return found | {"REST: filterable commentitem data fields": [*FILTERABLE]}
