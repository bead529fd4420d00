"""Comments added by whoever sees a task, and changed by their authors and administrators.

Source: ``api-reference/tasks/comment-item/``.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import ColumnElement, FromClause, Table, bindparam, select, true

from homeport.core import values as v
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.im import access as chats
from homeport.domain.im import messages, opening, saying
from homeport.domain.portal.people import users
from homeport.domain.records import reading
from homeport.domain.records.collection import ADD as ADDED
from homeport.domain.records.collection import DELETE, UPDATE, Access, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import F, FieldTable, Values
from homeport.domain.tasks import access, events, markup
from homeport.domain.tasks import types as t
from homeport.domain.tasks.chat import ENTITY, note
from homeport.domain.tasks.comments import files, pinning
from homeport.domain.tasks.comments.rows import COMMENT
from homeport.domain.tasks.dialect import REFUSED
from homeport.domain.tasks.tables import TASK
from homeport.domain.tasks.tasks import TASKS

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
    )
)
DIALECT = replace(CLASSIC, denied=REFUSED, unreadable=REFUSED, not_found=REFUSED, invalid=FAILED, required=EMPTY)


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


COMMENTS = Collection(
    noun="comment",
    plural="comments",
    table=cast(Table, COMMENT),  # rows of several tables, which are read here and never written
    fields=FIELDS,
    access=Access(_grant, _covers),
    order=(("ID", True),),
)


def add(ctx: Ctx, task: int, given: Mapping[str, Any]) -> int:
    """Add a comment: say something in the task's chat, as somebody and at a moment if the caller says so; its number.

    :raises CallError: ``NO_ADDING``, ``EMPTY``, ``FAILED``, ``files.NOT_FOUND``
    """
    chat = _chat(ctx, task)
    if chat is None:
        raise NO_ADDING()
    text = _text(ctx, given)
    author = _read(ctx, "AUTHOR_ID", given) or ctx.actor.user_id
    if not users.exists(ctx.tx, author):
        raise FAILED()
    shown = files.named(ctx, given.get("UF_FORUM_MESSAGE_DOC"))
    at = _read(ctx, "POST_DATE", given)
    number = saying.say(ctx, chat, text, author=author, files=shown, at=at, followed=True)
    message = _message(ctx, number)
    note(ctx, task, message)
    events.commented(ctx, ADDED, task, number)
    return number


def change(ctx: Ctx, task: int, number: int, given: Mapping[str, Any]) -> None:
    """Change a comment.

    :raises CallError: ``REFUSED``, ``EMPTY``, ``files.NOT_FOUND``
    """
    message, chat = _require(ctx, task, number, Operation.WRITE, given)
    if "POST_MESSAGE" not in given:
        raise EMPTY()
    text = _text(ctx, given)
    if "UF_FORUM_MESSAGE_DOC" in given:
        shown = files.named(ctx, given["UF_FORUM_MESSAGE_DOC"])
        files.put(ctx, number, shown)
    saying.change(ctx, message, chat, {"MESSAGE": text})
    pinning.follow(ctx, number, text, was=message["MESSAGE"])
    events.commented(ctx, UPDATE, task, number)


def delete(ctx: Ctx, task: int, number: int) -> None:
    """Delete a comment.

    :raises CallError: ``REFUSED``
    """
    message, chat = _require(ctx, task, number, Operation.DELETE, {})
    saying.remove(ctx, message, chat)
    pinning.forget(ctx, number)
    events.commented(ctx, DELETE, task, number)


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


def _require(ctx: Ctx, task: int, number: int, operation: Operation, given: Mapping[str, Any]) -> tuple[Values, Values]:
    """A comment that the caller may change, as a message, and its chat."""
    if found(ctx, task, number) is None or not reading.may(ctx, COMMENTS, operation, {"ID": number}):
        raise REFUSED()
    chat = _chat(ctx, task)
    assert chat is not None
    return _message(ctx, number), chat


def _message(ctx: Ctx, number: int) -> Values:
    message = messages.find(ctx.tx, number)
    assert message is not None
    return message


def _chat(ctx: Ctx, task: int) -> Values | None:
    """The chat of a task that the caller sees."""
    if not reading.may(ctx, TASKS, Operation.READ, {"ID": task}):
        return None
    chat = opening.owned(ctx.tx, ENTITY, task)
    return None if chat is None else chats.seen(ctx, chat)


def _text(ctx: Ctx, given: Mapping[str, Any]) -> str:
    text = _read(ctx, "POST_MESSAGE", given) or ""
    if not text.strip():
        raise EMPTY()
    return str(text)


def _read(ctx: Ctx, name: str, given: Mapping[str, Any]) -> Any:
    try:
        return FIELDS.by_name[name].read(given.get(name), ctx.clock.zone)
    except (ValueError, TypeError, OverflowError):
        raise FAILED() from None


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
