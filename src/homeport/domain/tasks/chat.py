"""The chat of a task: opened with the task, for whoever sees it.

Source: ``api-reference/tasks/tasks-new.md``.
"""

from homeport.core.ctx import Ctx
from homeport.domain.events.emission import tell
from homeport.domain.im import chats
from homeport.domain.records.collection import Change
from homeport.domain.records.fields import Values
from homeport.domain.tasks.events import COMMENT, SCOPE, UNDEFINED
from homeport.domain.tasks.tables import TASK

ENTITY = "TASKS_TASK"
"""What the chats of tasks belong to."""


def open_with(change: Change) -> None:
    """A new task has a chat."""
    if change.old:
        return
    task = change.new["ID"]
    chat = chats.add(change.ctx, change.new["TITLE"], of=(ENTITY, task))
    change.new["CHAT_ID"] = chat
    change.ctx.tx.update(TASK, {"ID": task}, {"CHAT_ID": chat})


def close_with(change: Change) -> None:
    """The chat of a deleted task goes with it."""
    chats.forget(change.ctx.tx, ENTITY, change.old["ID"])


def say(ctx: Ctx, task: Values, text: str) -> int:
    """Say something in the chat of a stored task that the caller sees; the message's number."""
    message = chats.say(ctx, task["CHAT_ID"], text)
    ctx.tx.update(TASK, {"ID": task["ID"]}, {"ACTIVITY_DATE": ctx.clock.stamp()})
    told = dict.fromkeys(("FIELDS_BEFORE", "IS_ACCESSIBLE_BEFORE", "IS_ACCESSIBLE_AFTER"), UNDEFINED)
    said = {"ID": 0, "MESSAGE_ID": message, "TASK_ID": task["ID"]}
    tell(ctx, (COMMENT,), {**told, "FIELDS_AFTER": said}, SCOPE)
    return message


def task_of(ctx: Ctx, message: int) -> int | None:
    """The number of the task in whose chat a message is; None for another message, or none."""
    found = chats.message(ctx.tx, message)
    chat = None if found is None else chats.find(ctx.tx, found["CHAT_ID"])
    return chat["ENTITY_ID"] if chat is not None and chat["ENTITY_TYPE"] == ENTITY else None
