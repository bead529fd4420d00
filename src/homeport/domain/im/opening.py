"""Chats as rows: opened, called otherwise with what they belong to, closed.

Source: ``api-reference/tasks/tasks-new.md``.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, delete, select

from homeport.core.ctx import Ctx
from homeport.domain.disk import access as disk
from homeport.domain.disk import tree
from homeport.domain.disk.access import Level
from homeport.domain.disk.tables import ATTACHED, RIGHT
from homeport.domain.im import kinds
from homeport.domain.im.tables import CHAT, MEMBER, MESSAGE, REACTION
from homeport.domain.records.collection import Change
from homeport.domain.records.scopes import followers
from homeport.store import Query, Transaction

KIND = "im_message"
"""How files are told that are shown with messages."""

_OF = Query(
    select(CHAT.c.ID).where(
        CHAT.c.ENTITY_TYPE == bindparam("kind"),
        CHAT.c.ENTITY_ID == bindparam("of"),
        CHAT.c.ENTITY_NUMBER.is_not(None),
    )
)
_MESSAGES = Query(select(MESSAGE.c.ID).where(MESSAGE.c.CHAT_ID == bindparam("chat")))
_FORGET_REACTIONS = Query(
    delete(REACTION).where(
        REACTION.c.MESSAGE_ID.in_(select(MESSAGE.c.ID).where(MESSAGE.c.CHAT_ID == bindparam("chat")))
    )
)


_FORGET_FILES = Query(
    delete(ATTACHED).where(
        ATTACHED.c.ENTITY_TYPE == bindparam("kind"),
        ATTACHED.c.ENTITY_ID.in_(select(MESSAGE.c.ID).where(MESSAGE.c.CHAT_ID == bindparam("chat"))),
    )
)
_FOLDER = Query(select(CHAT.c.FOLDER_ID).where(CHAT.c.ID == bindparam("chat")))


def insert(ctx: Ctx, values: dict[str, Any]) -> int:
    """A new chat; its number. Of what is not said it has what is usual."""
    row = {"TYPE": kinds.CLOSED, "TITLE": "", "AUTHOR_ID": ctx.actor.user_id, "DATE_CREATE": ctx.clock.stamp()}
    return ctx.tx.insert(CHAT, row | {name: value for name, value in values.items() if value is not None})


def enter(
    ctx: Ctx, chat: dict[str, Any], users: Iterable[int], *, since: int = 0, managers: Iterable[int] = ()
) -> None:
    """Let people be in a stored chat who are not. What was said there before counts for them as read.

    :param since: the number of the last message that they are not to read
    """
    leading, now, coming = set(managers), ctx.clock.stamp(), list(users)
    row = {"CHAT_ID": chat["ID"], "START_ID": since, "READ": None, "COUNTER": 0, "MUTED": "N"}
    row |= {"LAST_ID": chat.get("LAST_MESSAGE_ID", 0)}
    row |= {"LISTED": "Y", "PINNED": "N", "MARKED": "N", "ACTIVITY": now}
    ctx.tx.insert_many(
        MEMBER, [{**row, "USER_ID": each, "MANAGER": "Y" if each in leading else "N"} for each in coming]
    )
    open_folder(ctx.tx, chat, coming)


def put_out(tx: Transaction, chat: dict[str, Any], user: int) -> None:
    """Let somebody be in a stored chat no longer."""
    tx.delete(MEMBER, CHAT_ID=chat["ID"], USER_ID=user)
    if chat["FOLDER_ID"]:
        tx.delete(RIGHT, OBJECT_ID=chat["FOLDER_ID"], ACCESS_CODE=f"U{user}")


def open_folder(tx: Transaction, chat: dict[str, Any], users: Iterable[int]) -> None:
    """Let people use the folder of a stored chat on the disk, where it has one."""
    if chat["FOLDER_ID"]:
        for user in users:
            disk.give(tx, chat["FOLDER_ID"], f"U{user}", Level.EDIT)


def owned(tx: Transaction, kind: str, number: int) -> int | None:
    """The chat that belongs to something; None when there is none."""
    found: int | None = tx.value(_OF, kind=kind, of=str(number))
    return found


def follow(change: Change, kind: str, title: str, owner: int, letter: str = kinds.CLOSED) -> int | None:
    """Open the chat of something new; its number. Call the chat of something known as that is called now.

    :param kind: of that, such as ``TASKS_TASK``
    :param letter: the chat's type
    """
    number = change.row["ID"]
    if not change.old:
        values = {"TYPE": letter, "TITLE": title, "AUTHOR_ID": owner, "ENTITY_TYPE": kind, "ENTITY_ID": str(number)}
        return insert(change.ctx, {**values, "ENTITY_NUMBER": number})
    chat = owned(change.ctx.tx, kind, number)
    if chat is not None:
        change.ctx.tx.update(CHAT, {"ID": chat}, {"TITLE": title, "AUTHOR_ID": owner})
    return None


def close(tx: Transaction, kind: str, number: int) -> None:
    """Close the chat of something that is no more, with all that was said in it."""
    chat = owned(tx, kind, number)
    if chat is not None:
        forget(tx, chat)


def leave_everywhere(tx: Transaction, user: int) -> None:
    """Let somebody be in no chat any more."""
    tx.delete(MEMBER, USER_ID=user)


def forget(tx: Transaction, chat: int) -> None:
    """Close a chat, with all that was said in it."""
    messages = [row[0] for row in tx.all(_MESSAGES, chat=chat)]
    for module in followers("im_message"):
        module.deleted(tx, messages)
    tx.execute(_FORGET_REACTIONS, chat=chat)
    tx.execute(_FORGET_FILES, chat=chat, kind=KIND)
    folder = tx.value(_FOLDER, chat=chat)
    if folder:
        tree.forget(tx, folder)
    for table in (MESSAGE, MEMBER):
        tx.delete(table, CHAT_ID=chat)
    tx.delete(CHAT, ID=chat)
