"""Chats: opened for something, spoken in, and gone with it.

Source: ``api-reference/tasks/tasks-new.md``.
"""

from sqlalchemy import bindparam, delete, select

from homeport.core.ctx import Ctx
from homeport.domain.files import doors
from homeport.domain.im.tables import CHAT, MESSAGE
from homeport.domain.records.fields import Values
from homeport.domain.records.scopes import followers
from homeport.store import Query, Transaction

CHAT_TYPE, CHANNEL_TYPE = "CHAT", "CHANNEL"

_GET = Query(select(*CHAT.c).where(CHAT.c.ID == bindparam("id")))
_MESSAGE = Query(select(*MESSAGE.c).where(MESSAGE.c.ID == bindparam("id")))
_OF_ENTITY = MESSAGE.c.CHAT_ID.in_(
    select(CHAT.c.ID).where(CHAT.c.ENTITY_TYPE == bindparam("kind"), CHAT.c.ENTITY_ID == bindparam("number"))
)
_MESSAGES = Query(select(MESSAGE.c.ID).where(_OF_ENTITY))
_FORGET = Query(delete(MESSAGE).where(_OF_ENTITY))


def add(ctx: Ctx, title: str, *, kind: str = CHAT_TYPE, of: tuple[str, int] | None = None) -> int:
    """Open a chat; its number.

    :param kind: ``CHAT`` or ``CHANNEL``
    :param of: the kind and the number of what it belongs to
    """
    entity_type, entity_id = of or (None, None)
    row = {"TYPE": kind, "TITLE": title, "AUTHOR_ID": ctx.actor.user_id, "DATE_CREATE": ctx.clock.stamp()}
    return ctx.tx.insert(CHAT, {**row, "ENTITY_TYPE": entity_type, "ENTITY_ID": entity_id})


def say(ctx: Ctx, chat: int, text: str) -> int:
    """Say something in a chat, as the caller; the message's number."""
    row = {"CHAT_ID": chat, "AUTHOR_ID": ctx.actor.user_id, "DATE_CREATE": ctx.clock.stamp(), "MESSAGE": text}
    return ctx.tx.insert(MESSAGE, row)


def find(tx: Transaction, chat: int) -> Values | None:
    """A chat as it is stored."""
    return next(iter(tx.dicts(_GET, id=chat)), None)


def sees(ctx: Ctx, chat: int) -> bool:
    """Whether the caller sees a chat: one that belongs to something as whoever sees that, another as its author.
    Administrators see all; False also when there is none."""
    row = find(ctx.tx, chat)
    if row is None:
        return False
    if ctx.actor.is_admin or row["AUTHOR_ID"] == ctx.actor.user_id:
        return True
    return row["ENTITY_TYPE"] is not None and doors.is_shown(ctx, row["ENTITY_TYPE"], row["ENTITY_ID"])


def message(tx: Transaction, number: int) -> Values | None:
    """A message as it is stored."""
    return next(iter(tx.dicts(_MESSAGE, id=number)), None)


def forget(tx: Transaction, kind: str, number: int) -> None:
    """Close the chats of something that is no more."""
    messages = [row[0] for row in tx.all(_MESSAGES, kind=kind, number=number)]
    for module in followers("im_message"):
        module.deleted(tx, messages)
    tx.execute(_FORGET, kind=kind, number=number)
    tx.delete(CHAT, ENTITY_TYPE=kind, ENTITY_ID=number)
