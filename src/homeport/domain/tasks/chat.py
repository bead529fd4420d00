"""The chat of a task: opened with the task, for whoever sees it. What people say in it are the task's comments.

Source: ``api-reference/tasks/tasks-new.md``.
"""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, select

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.events.emission import tell
from homeport.domain.im import access as chats
from homeport.domain.im import kinds, messages, opening, present, saying
from homeport.domain.im.chats import find
from homeport.domain.records.collection import Change
from homeport.domain.records.fields import Values
from homeport.domain.tasks import access, history
from homeport.domain.tasks.events import COMMENT, SCOPE, UNDEFINED
from homeport.domain.tasks.seeing import seen
from homeport.domain.tasks.tables import TASK, TASK_LIST
from homeport.store import Query, Transaction

ENTITY = kinds.TASK
"""What the chats of tasks belong to."""
LINKED = "TASKS"
"""What clients are told that they are linked with."""

_PARTS = {"CREATED_BY", "RESPONSIBLE_ID", *access.PEOPLE}

_PEOPLE = Query(select(TASK.c.CREATED_BY, TASK.c.RESPONSIBLE_ID).where(TASK.c.ID == bindparam("task")))
_LISTED = Query(
    select(TASK_LIST.c.VALUE).where(TASK_LIST.c.TASK_ID == bindparam("task"), TASK_LIST.c.FIELD.in_(access.PEOPLE))
)


def grant(ctx: Ctx) -> Hashable:
    """What statements about chats of tasks are compiled for."""
    return access.OF_TASKS.grant(ctx, Operation.READ)


def covers(given: Any, task: ColumnElement[Any], scans: bool) -> ColumnElement[bool]:
    """The tasks that the caller sees."""
    if scans:
        return task.in_(select(TASK.c.ID).where(access.covers(given, TASK, True)))
    row = TASK.alias()
    return exists(select(row.c.ID).where(row.c.ID == task, access.covers(given, row, False)))


def people(tx: Transaction, task: int) -> dict[int, bool]:
    """Who takes part in a task, and whether they lead its chat: the creator and the responsible do."""
    leading = tx.one(_PEOPLE, task=task) or ()
    return {row[0]: False for row in tx.all(_LISTED, task=task)} | {user: True for user in leading if user}


def link(ctx: Ctx, task: int) -> tuple[str, str, str]:
    """Where a task is shown: what kind of thing it is, the address, what the way there is called."""
    return LINKED, f"/company/personal/user/{ctx.actor.user_id}/tasks/task/view/{task}/", "Go to task"


def said(ctx: Ctx, task: int, message: dict[str, Any]) -> None:
    """What is said in the chat of a task is noted with the task, and told of."""
    note(ctx, task, message)
    told = dict.fromkeys(("FIELDS_BEFORE", "IS_ACCESSIBLE_BEFORE", "IS_ACCESSIBLE_AFTER"), UNDEFINED)
    after = {"ID": 0, "MESSAGE_ID": message["ID"], "TASK_ID": task}
    tell(ctx, (COMMENT,), {**told, "FIELDS_AFTER": after}, SCOPE)


def note(ctx: Ctx, task: int, message: dict[str, Any]) -> None:
    """The task's history tells of a comment, its author has seen the task, and something happened to it."""
    now = ctx.clock.stamp()
    history.note(ctx, task, "COMMENT", "", message["ID"])
    seen(ctx.tx, task, message["AUTHOR_ID"], now)
    ctx.tx.update(TASK, {"ID": task}, {"ACTIVITY_DATE": now})


def open_with(change: Change) -> None:
    """A new task has a chat, which is called as the task is. Whoever has no part in a task any more leaves it."""
    row = change.row
    if change.old and _PARTS & (change.new.keys() | change.beside.keys()):
        present.follow_owned(change.ctx, ENTITY, row["ID"])
    if change.old and not {"TITLE", "CREATED_BY"} & change.new.keys():
        return
    chat = opening.follow(change, ENTITY, row["TITLE"], row["CREATED_BY"], kinds.OF_TASK)
    if chat is not None:
        change.new["CHAT_ID"] = chat
        change.ctx.tx.update(TASK, {"ID": row["ID"]}, {"CHAT_ID": chat})


def close_with(change: Change) -> None:
    """The chat of a deleted task goes with it."""
    opening.close(change.ctx.tx, ENTITY, change.old["ID"])


def say(ctx: Ctx, task: Values, text: str) -> int:
    """Say something in the chat of a stored task that the caller sees; the message's number."""
    chat = chats.seen(ctx, task["CHAT_ID"])
    assert chat is not None
    return saying.say(ctx, chat, text)


def task_of(ctx: Ctx, message: int) -> int | None:
    """The number of the task in whose chat a message is; None for another message, or none."""
    found = messages.find(ctx.tx, message)
    chat = None if found is None else find(ctx.tx, found["CHAT_ID"])
    return chat["ENTITY_NUMBER"] if chat is not None and chat["ENTITY_TYPE"] == ENTITY else None
