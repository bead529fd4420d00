"""Saying something in chats, changing it, taking it back, liking it.

Sources: ``api-reference/chats/messages/``, ``chat-bots/chat-bots-v2/entities.md``.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select, update

from homeport.core.clock import to_stored
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.disk import attached
from homeport.domain.im import access, entities, kinds, listening, present
from homeport.domain.im.messages import MODULE, as_json, params_of
from homeport.domain.im.opening import KIND
from homeport.domain.im.tables import CHAT, MEMBER, MESSAGE, REACTION
from homeport.domain.portal.tables import USER
from homeport.domain.records.scopes import followers
from homeport.store import Query, constant

CANNOT_EDIT = ErrorKind("CANT_EDIT_MESSAGE", "Time has expired for modification or you don't have access", 403)
UNCHANGED = ErrorKind("WITHOUT_CHANGES", "Action completed without changes")

EDIT_DAYS = 3
"""How long a message may be changed and taken back."""
DELETED = "Message deleted"
LIKE = "like"

_NAME = Query(select(USER.c.NAME, USER.c.LAST_NAME).where(USER.c.ID == bindparam("id")))
_HEARD = Query(
    update(MEMBER)
    .where(MEMBER.c.CHAT_ID == bindparam("chat"), MEMBER.c.USER_ID != bindparam("author"))
    .values(ACTIVITY=bindparam("now"), LISTED="Y", COUNTER=MEMBER.c.COUNTER + bindparam("counts"))
)
_COUNT = Query(
    update(CHAT)
    .where(CHAT.c.ID == bindparam("chat"))
    .values(MESSAGES=CHAT.c.MESSAGES + 1, LAST_MESSAGE_ID=bindparam("last"))
)
_RECOUNT = Query(
    update(CHAT)
    .where(CHAT.c.ID == bindparam("chat"))
    .values(
        MESSAGES=CHAT.c.MESSAGES - 1,
        LAST_MESSAGE_ID=func.coalesce(
            select(func.max(MESSAGE.c.ID)).where(MESSAGE.c.CHAT_ID == CHAT.c.ID).scalar_subquery(), 0
        ),
    )
)
_UNCOUNT = Query(
    update(MEMBER)
    .where(
        MEMBER.c.CHAT_ID == bindparam("chat"),
        MEMBER.c.LAST_ID < bindparam("id"),
        MEMBER.c.USER_ID != bindparam("author"),
        MEMBER.c.COUNTER > constant(0),
        bindparam("author") > constant(0),
    )
    .values(COUNTER=MEMBER.c.COUNTER - 1)
)
_LIKED = Query(
    select(REACTION.c.MESSAGE_ID).where(
        REACTION.c.MESSAGE_ID == bindparam("id"),
        REACTION.c.USER_ID == bindparam("user"),
        REACTION.c.REACTION == bindparam("reaction"),
    )
)


def may_post(ctx: Ctx, chat: dict[str, Any]) -> bool:
    """Whether the caller may speak in a chat that the caller reads."""
    return kinds.restrictions(chat).send and kinds.allows("can_post", access.role(ctx, chat))


def say(
    ctx: Ctx,
    chat: dict[str, Any],
    text: str,
    *,
    author: int | None = None,
    params: Mapping[str, Any] | None = None,
    files: Sequence[int] = (),
    at: str | None = None,
    token: str | None = None,
    followed: bool = False,
) -> int:
    """Say something in a stored chat; the message's number.

    :param author: the caller without it, 0 for the portal itself
    :param files: of the disk, to be shown with it
    :param at: when, in the stored form; now without it
    :param token: the UUID that it has; a new one without it
    :param followed: whether the caller does what follows from it for what the chat belongs to
    """
    who = ctx.actor.user_id if author is None else author
    stamp = ctx.clock.stamp()
    now = min(at or stamp, stamp)  # what says that it is of tomorrow happens now all the same
    row = {"CHAT_ID": chat["ID"], "AUTHOR_ID": who, "DATE_CREATE": at or stamp, "MESSAGE": text}
    row |= {"UUID": token or (str(uuid.uuid4()) if who else None), "PARAMS": as_json(params), "DELETED": "N"}
    number = ctx.tx.insert(MESSAGE, row)
    for file in files:
        attached.attach(ctx, file, MODULE, KIND, number)
    present.settle(ctx, chat)
    ctx.tx.execute(_HEARD, chat=chat["ID"], author=who, now=now, counts=int(who > 0))
    if who:
        own = {"ACTIVITY": now, "LISTED": "Y", "LAST_ID": number, "COUNTER": 0, "MARKED": "N", "READ": now}
        ctx.tx.update(MEMBER, {"CHAT_ID": chat["ID"], "USER_ID": who}, own)
    ctx.tx.execute(_COUNT, chat=chat["ID"], last=number)
    chat["LAST_MESSAGE_ID"] = number
    message = {**row, "ID": number}
    its = entities.of(chat)
    if its is not None and who and not followed:
        its.said(ctx, chat["ENTITY_NUMBER"], message)
    listening.said(ctx, chat, message)
    return number


def system(ctx: Ctx, chat: dict[str, Any], text: str, code: str | None = None) -> int:
    """Let the portal say what has happened in a chat.

    :param code: of what has happened, such as ``CHAT_JOIN``
    """
    params = ({"CODE": [code]} if code else {}) | {"NOTIFY": "N"}
    return say(ctx, chat, text, author=0, params=params)


def named(ctx: Ctx, *users: int) -> str:
    """People as texts name them."""
    found = ((user, ctx.tx.one(_NAME, id=user) or ("",)) for user in users)
    return ", ".join(f"[USER={user} REPLACE]{' '.join(filter(None, name))}[/USER]" for user, name in found)


def may_edit(ctx: Ctx, message: dict[str, Any]) -> bool:
    """Whether a message is the caller's, and may still be changed."""
    return message["AUTHOR_ID"] == ctx.actor.user_id and _is_young(ctx, message) and message["DELETED"] == "N"


def may_delete(ctx: Ctx, message: dict[str, Any], chat: dict[str, Any]) -> bool:
    """Whether the caller may take a message back: its author, and in a chat of several who leads that."""
    if may_edit(ctx, message):
        return True
    leads = access.role(ctx, chat) in (kinds.OWNER, kinds.MANAGER) and chat["TYPE"] != kinds.PRIVATE
    return leads and _is_young(ctx, message) and message["DELETED"] == "N"


def _is_young(ctx: Ctx, message: dict[str, Any]) -> bool:
    since = datetime.fromtimestamp(ctx.clock.now(), UTC) - timedelta(days=EDIT_DAYS)
    return bool(message["DATE_CREATE"] >= to_stored(since))


def change(ctx: Ctx, message: dict[str, Any], chat: dict[str, Any], values: dict[str, Any]) -> None:
    """Change the text of a message, or what comes with it.

    :param values: ``MESSAGE`` is the new text; all else is of ``PARAMS``, None for what goes
    """
    stored = params_of(message) | {name: value for name, value in values.items() if name != "MESSAGE"}
    written: dict[str, Any] = {"PARAMS": as_json({name: value for name, value in stored.items() if value is not None})}
    if "MESSAGE" in values:
        written["MESSAGE"] = values["MESSAGE"]
    ctx.tx.update(MESSAGE, {"ID": message["ID"]}, written)
    listening.changed(ctx, chat, message | written)


def delete(ctx: Ctx, message: dict[str, Any], chat: dict[str, Any]) -> None:
    """Take a message back, with all that came with it; that there was one is still seen."""
    forget(ctx, message["ID"])
    written = {"MESSAGE": DELETED, "PARAMS": None, "DELETED": "Y"}
    ctx.tx.update(MESSAGE, {"ID": message["ID"]}, written)
    listening.deleted(ctx, chat, message)


def remove(ctx: Ctx, message: dict[str, Any], chat: dict[str, Any]) -> None:
    """Delete a message as if it had never been said."""
    forget(ctx, message["ID"])
    ctx.tx.delete(MESSAGE, ID=message["ID"])
    ctx.tx.execute(_RECOUNT, chat=chat["ID"])
    ctx.tx.execute(_UNCOUNT, chat=chat["ID"], id=message["ID"], author=message["AUTHOR_ID"])
    listening.deleted(ctx, chat, message)


def forget(ctx: Ctx, number: int) -> None:
    """Let go of what belongs to a message that is no more."""
    for module in followers("im_message"):
        module.deleted(ctx.tx, [number])
    attached.forget(ctx.tx, KIND, number)
    ctx.tx.delete(REACTION, MESSAGE_ID=number)


def react(ctx: Ctx, message: dict[str, Any], chat: dict[str, Any], *, likes: bool | None, reaction: str = LIKE) -> None:
    """Like a message, or no longer.

    :param likes: the other way round than it is without it
    :raises CallError: ``UNCHANGED``
    """
    who = ctx.actor.user_id
    was = ctx.tx.one(_LIKED, id=message["ID"], user=who, reaction=reaction) is not None
    wanted = not was if likes is None else likes
    if wanted == was:
        raise UNCHANGED()
    row = {"MESSAGE_ID": message["ID"], "USER_ID": who, "REACTION": reaction}
    if wanted:
        ctx.tx.insert_many(REACTION, [row])
    else:
        ctx.tx.delete(REACTION, **row)
    listening.reacted(ctx, chat, message, reaction, added=wanted)
