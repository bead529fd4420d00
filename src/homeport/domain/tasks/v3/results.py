"""Results of tasks, and messages in the chats of tasks, as REST 3.0 speaks of them.

Source: ``api-reference/tasks/result/``, ``tasks-task-chat-message-send.md``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors_v3 import ACCESS_DENIED, DTO_VALIDATION, MISSING, UNFIT, FieldKind
from homeport.core.rights import Operation
from homeport.domain.im import messages
from homeport.domain.records import reading, writing
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import Values
from homeport.domain.records.v3 import kinds as k
from homeport.domain.records.v3.entity import Entity, P
from homeport.domain.tasks import chat
from homeport.domain.tasks.results import CLOSED, OPEN, RESULTS
from homeport.domain.tasks.tasks import TASKS
from homeport.domain.tasks.v3 import computed as c
from homeport.domain.tasks.v3.related import PERSON

NO_TASK = FieldKind(UNFIT.code, "Task not found")
NOT_POSITIVE = FieldKind(UNFIT.code, "Task id must be positive")
NO_MESSAGE = FieldKind(UNFIT.code, "Message is not from task chat")

DIALECT = replace(
    CLASSIC, denied=ACCESS_DENIED, unreadable=ACCESS_DENIED, not_found=ACCESS_DENIED, invalid=UNFIT, required=MISSING
)


def _rights(ctx: Ctx, rows: Sequence[Values]) -> list[dict[str, bool]]:
    found = [ctx.actor.is_admin or row["CREATED_BY"] == ctx.actor.user_id for row in rows]
    return [{"edit": may, "remove": may} for may in found]


def _require_tasks(ctx: Ctx, named: Mapping[str, Sequence[Any]]) -> None:
    """Refuse to list results of a task that the caller does not see."""
    if not all(_sees(ctx, task) for task in named["taskId"]):
        raise ACCESS_DENIED()


def _sees(ctx: Ctx, task: int) -> bool:
    return reading.may(ctx, TASKS, Operation.READ, {"ID": task})


RESULT = Entity(
    "ResultDto",
    (
        P("id", k.INT, "ID", filterable=True, sortable=True),
        P("taskId", k.INT, "TASK_ID", settable=True, required=True, filterable=True),
        P("text", k.STRING, "TEXT", settable=True, editable=True, required=True),
        P("authorId", k.INT, "CREATED_BY", filterable=True, sortable=True),
        P("author", k.OBJECT, "CREATED_BY", relation=lambda: PERSON, usual=False),
        P("createdAt", k.DATETIME, "CREATED_AT", sortable=True),
        P("updatedAt", k.DATETIME, "UPDATED_AT", sortable=True),
        P("status", k.choice({"open": OPEN, "closed": CLOSED}), "STATUS", filterable=True, sortable=True),
        P("fileIds", k.ARRAY, compute=c.nothing),
        P("rights", k.OBJECT, compute=_rights),
        P("messageId", k.INT, "MESSAGE_ID", filterable=True, sortable=True),
    ),
    collection=RESULTS,
    strict=True,
    narrowed=("taskId",),
    guard=_require_tasks,
    invalid=DTO_VALIDATION,
)

FROM_MESSAGE = replace(
    RESULT,
    properties=tuple(
        replace(each, settable=each.name == "messageId", required=each.name == "messageId")
        for each in RESULT.properties
    ),
)
"""A result that is made of a message: nothing but the message is said of it."""

MESSAGE = Entity(
    "MessageDto",
    (
        P("id", k.INT, "ID", filterable=True, sortable=True),
        P("taskId", k.INT, "TASK_ID", settable=True, required=True),
        P("text", k.STRING, "MESSAGE", settable=True, required=True),
    ),
    invalid=DTO_VALIDATION,
)
"""A message in the chat of a task."""


def create(ctx: Ctx, given: Values) -> int:
    """Add a result to a task that the caller sees; its number."""
    _require_task(ctx, given["TASK_ID"])
    return _insert(ctx, given)


def from_message(ctx: Ctx, given: Values) -> int:
    """Make a result of a message in the chat of a task; its number."""
    message = given["MESSAGE_ID"]
    task = chat.task_of(ctx, message)
    if task is None:
        raise NO_MESSAGE(field="messageId")
    if not _sees(ctx, task):
        raise ACCESS_DENIED()
    said = messages.find(ctx.tx, message)
    assert said is not None
    return _insert(ctx, {"TASK_ID": task, "MESSAGE_ID": message, "TEXT": said["MESSAGE"]})


def change(ctx: Ctx, number: int, given: Values) -> None:
    """Change the text of a result; its author may."""
    writing.change(ctx, RESULTS, {"ID": number}, given, DIALECT)


def delete(ctx: Ctx, number: int) -> None:
    """Delete a result; its author may."""
    writing.delete(ctx, RESULTS, {"ID": number}, DIALECT)


def send(ctx: Ctx, given: Values) -> None:
    """Say something in the chat of a task that the caller sees."""
    task = given["TASK_ID"]
    if not _sees(ctx, task):
        raise ACCESS_DENIED()
    row = reading.stored(ctx, TASKS, {"ID": task})
    assert row is not None
    chat.say(ctx, row, given["MESSAGE"])


def _require_task(ctx: Ctx, task: int) -> None:
    if task < 1:
        raise NOT_POSITIVE(field="taskId")
    if reading.stored(ctx, TASKS, {"ID": task}) is None:
        raise NO_TASK(field="taskId")
    if not _sees(ctx, task):
        raise ACCESS_DENIED()


def _insert(ctx: Ctx, given: Values) -> int:
    number: int = writing.create(ctx, RESULTS, given, DIALECT)["ID"]
    return number
