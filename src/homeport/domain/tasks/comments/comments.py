"""Comments added by whoever sees a task, and changed by their authors and administrators.

Source: ``api-reference/tasks/comment-item/``.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, FromClause, bindparam, select, true

from homeport.core import values as v
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.portal.people import users
from homeport.domain.portal.tables import USER
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import Access, Change, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import F, FieldTable, Values
from homeport.domain.tasks import access, events, history, markup
from homeport.domain.tasks import types as t
from homeport.domain.tasks.comments import files, pinning
from homeport.domain.tasks.dialect import REFUSED
from homeport.domain.tasks.rules import seen
from homeport.domain.tasks.tables import COMMENT, TASK
from homeport.domain.tasks.tasks import TASKS
from homeport.store import Query

EMPTY = ErrorKind("ERROR_CORE", "Comment text is not specified<br>")
NO_ADDING = ErrorKind("ERROR_CORE", "Insufficient permissions to add a comment.<br>")
FAILED = ErrorKind("ERROR_CORE", "TASKS_ERROR_EXCEPTION_#8; Action failed; 8/TE/ACTION_FAILED_TO_BE_PROCESSED<br>")
NOT_FOUND = ErrorKind(
    "ERROR_CORE",
    "TASKS_ERROR_EXCEPTION_#512; Check listitem not found or not accessible; "
    "512/TE/ITEM_NOT_FOUND_OR_NOT_ACCESSIBLE<br>",
)

ADD, MODIFY, REMOVE = range(1, 4)
"""The numbers of actions."""
WRITABLE = ("POST_MESSAGE", "AUTHOR_ID", "POST_DATE", "UF_FORUM_MESSAGE_DOC")
SORTABLE = ("ID", "AUTHOR_ID", "AUTHOR_NAME", "AUTHOR_EMAIL", "POST_DATE")
FILTERABLE = ("ID", "AUTHOR_ID", "AUTHOR_NAME", "POST_DATE")
SHOWN = (*SORTABLE, "POST_MESSAGE")
PREFIXES = ("!", "<=", "<", ">=", ">")

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, read_only=True),
        F("TASK_ID", v.INTEGER, read_only=True),
        F("AUTHOR_ID", v.INTEGER, immutable=True),
        F("AUTHOR_NAME", v.STRING, read_only=True),
        F("AUTHOR_EMAIL", v.STRING, read_only=True),
        F("POST_DATE", t.MOMENT, immutable=True),
        F("POST_MESSAGE", v.STRING),
        F("UF_FORUM_MESSAGE_DOC", t.NAMES, multiple=True, stored=False),
    )
)
DIALECT = replace(CLASSIC, denied=REFUSED, unreadable=REFUSED, not_found=REFUSED, invalid=FAILED, required=EMPTY)

_PERSON = Query(select(USER.c.NAME, USER.c.LAST_NAME, USER.c.EMAIL).where(USER.c.ID == bindparam("id")))


def _covers(grant: str, row: FromClause, scans: bool) -> ColumnElement[bool]:
    """Comments of tasks that the caller sees; to change, the caller's own."""
    if grant == access.ALL:
        return true()
    if grant == access.CHANGES:
        return row.c.AUTHOR_ID == bindparam("actor")
    task = TASK.alias()
    return row.c.TASK_ID.in_(select(task.c.ID).where(access.covers(access.SEES, task, scans)))


def _grant(ctx: Ctx, operation: Operation) -> str:
    if ctx.actor.is_admin:
        return access.ALL
    return access.CHANGES if operation in (Operation.WRITE, Operation.DELETE) else access.SEES


def _say(change: Change) -> None:
    """A comment says something."""
    if not (change.row.get("POST_MESSAGE") or "").strip():
        raise EMPTY()


def _sign(change: Change) -> None:
    """It is the caller's unless the caller says whose, and of now unless the caller says of when."""
    if change.old:
        return
    new, ctx = change.new, change.ctx
    author = new["AUTHOR_ID"] = new.get("AUTHOR_ID") or ctx.actor.user_id
    row = ctx.tx.one(_PERSON, id=author) if users.exists(ctx.tx, author) else None
    if row is None:
        raise FAILED()
    name, last_name, email = row
    new["AUTHOR_NAME"], new["AUTHOR_EMAIL"] = " ".join(filter(None, (name, last_name))), email or ""
    new["POST_DATE"] = new.get("POST_DATE") or ctx.clock.stamp()


def _note(change: Change) -> None:
    """The task's history tells of a new comment, its author has seen the task, and something happened to it."""
    if change.old:
        return
    ctx, row = change.ctx, change.row
    now = ctx.clock.stamp()
    history.note(ctx, row["TASK_ID"], "COMMENT", "", row["ID"])
    seen(ctx.tx, row["TASK_ID"], row["AUTHOR_ID"], now)
    ctx.tx.update(TASK, {"ID": row["TASK_ID"]}, {"ACTIVITY_DATE": now})


def _forget(change: Change) -> None:
    files.forget(change.ctx.tx, change.old["ID"])


COMMENTS = Collection(
    noun="comment",
    plural="comments",
    table=COMMENT,
    fields=FIELDS,
    access=Access(_grant, _covers),
    order=(("ID", True),),
    beside={"UF_FORUM_MESSAGE_DOC": files.Documents()},
    before_save=(_say, _sign),
    after_save=(_note, pinning.follow),
    after_delete=(_forget, pinning.forget),
    tell=events.commented,
)


def add(ctx: Ctx, task: int, given: Mapping[str, Any]) -> int:
    """Add a comment; its number.

    :raises CallError: ``NO_ADDING``, ``EMPTY``, ``files.NOT_FOUND``
    """
    if not reading.may(ctx, TASKS, Operation.READ, {"ID": task}):
        raise NO_ADDING()
    number: int = writing.create(ctx, COMMENTS, given, DIALECT, {"TASK_ID": task})["ID"]
    return number


def change(ctx: Ctx, task: int, number: int, given: Mapping[str, Any]) -> None:
    """Change a comment.

    :raises CallError: ``REFUSED``, ``EMPTY``, ``files.NOT_FOUND``
    """
    _require(ctx, task, number)
    if "POST_MESSAGE" not in given:
        raise EMPTY()
    writing.change(ctx, COMMENTS, {"ID": number}, given, DIALECT)


def delete(ctx: Ctx, task: int, number: int) -> None:
    """Delete a comment.

    :raises CallError: ``REFUSED``
    """
    _require(ctx, task, number)
    writing.delete(ctx, COMMENTS, {"ID": number}, DIALECT)


def may(ctx: Ctx, task: int, number: int, action: int) -> bool:
    """Whether the caller may do something to a comment, or add one to its task."""
    stored = found(ctx, task, number)
    if action == ADD:
        return stored is not None
    operation = {MODIFY: Operation.WRITE, REMOVE: Operation.DELETE}.get(action)
    return stored is not None and operation is not None and reading.may(ctx, COMMENTS, operation, {"ID": number})


def found(ctx: Ctx, task: int, number: int) -> Values | None:
    """A stored comment of a task; None when there is none that the caller sees."""
    stored = reading.stored(ctx, COMMENTS, {"ID": number})
    if stored is None or stored["TASK_ID"] != task or not reading.may(ctx, COMMENTS, Operation.READ, {"ID": number}):
        return None
    return stored


def get(ctx: Ctx, task: int, number: int) -> Values:
    """A comment as it is answered.

    :raises CallError: ``NOT_FOUND``
    """
    stored = found(ctx, task, number)
    if stored is None:
        raise NOT_FOUND()
    return _complete(ctx, [reading.written(COMMENTS, DIALECT, stored, ctx.clock.zone)])[0]


def page(ctx: Ctx, task: int, *, order: Any, filter: Mapping[str, Any], start: Any) -> Page:  # noqa: A002
    """A page of the comments of a task.

    :param filter: by fields of :data:`FILTERABLE`, which the task is none of
    :raises CallError: ``FAILED`` when the caller does not see the task
    """
    if not reading.may(ctx, TASKS, Operation.READ, {"ID": task}):
        raise FAILED()
    names = [field.name for field in FIELDS if not field.multiple]
    wanted = {**filter, "=TASK_ID": task}
    answer = reading.page(ctx, COMMENTS, DIALECT, select=names, filter=wanted, order=order, start=start)
    return answer._replace(result=_complete(ctx, answer.result))


def _require(ctx: Ctx, task: int, number: int) -> None:
    if found(ctx, task, number) is None:
        raise REFUSED()


def _complete(ctx: Ctx, rows: list[Values]) -> list[Values]:
    shown = files.of(ctx, [int(row["ID"]) for row in rows])
    return [
        {
            "POST_MESSAGE_HTML": markup.as_html(row["POST_MESSAGE"]),
            **{name: value for name, value in row.items() if name in SHOWN},
            "ATTACHED_OBJECTS": shown.get(int(row["ID"]), {}),
        }
        for row in rows
    ]
