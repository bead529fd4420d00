"""``tasks.task.result.*`` and ``tasks.task.chat.message.*`` of REST 3.0."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors_v3 import ACCESS_DENIED, DTO_VALIDATION, REQUEST_VALIDATION, UNKNOWN_PROPERTY
from homeport.domain.records.v3 import reading
from homeport.domain.records.v3.writing import settable, taken
from homeport.domain.tasks.v3 import results
from homeport.domain.tasks.v3.results import FROM_MESSAGE, MESSAGE, RESULT
from homeport.methods.family_v3 import Add, family, fields_of
from homeport.rpc import method

METHODS = [
    *family(
        "tasks.task.result",
        RESULT,
        "add list update delete",
        create=results.create,
        change=results.change,
        delete=results.delete,
        answers_changed=True,
        repeated=("text",),
    ),
    *fields_of("tasks.task.chat.message", MESSAGE, errors=(ACCESS_DENIED,)),
]

WRITING = (REQUEST_VALIDATION, DTO_VALIDATION, UNKNOWN_PROPERTY, ACCESS_DENIED)


@method("tasks.task.result.addfromchatmessage", version=3, writes=True, errors=WRITING)
def add_from_message(ctx: Ctx, p: Add) -> dict[str, dict[str, Any]]:
    """Make a result of a message in the chat of a task."""
    number = results.from_message(ctx, taken(ctx, FROM_MESSAGE, p.fields, settable, ("messageId",)))
    return {"item": reading.item(ctx, RESULT, number)}


@method("tasks.task.chat.message.send", version=3, writes=True, errors=WRITING)
def send(ctx: Ctx, p: Add) -> dict[str, bool]:
    """Say something in the chat of a task."""
    results.send(ctx, taken(ctx, MESSAGE, p.fields, settable, ("taskId", "text")))
    return {"result": True}
