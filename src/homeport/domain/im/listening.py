"""What happens in chats, told to whoever listens: kept for people to fetch, and for the floors above to tell of.

Source: ``chat-bots/chat-bots-v2/im.v2/events/``.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import bindparam, delete, exists, func, select

from homeport.core.clock import stored_to_iso, to_stored
from homeport.core.ctx import Actor, Ctx
from homeport.core.rights import Rights
from homeport.domain.im import dialogs, messages, showing
from homeport.domain.im.tables import KEPT, LISTENER, MEMBER
from homeport.domain.portal.people import users
from homeport.domain.records.scopes import followers
from homeport.store import Query

ADDED, UPDATED, DELETED = "ONIMV2MESSAGEADD", "ONIMV2MESSAGEUPDATE", "ONIMV2MESSAGEDELETE"
REACTED, JOINED = "ONIMV2REACTIONCHANGE", "ONIMV2JOINCHAT"

HOURS = 24
"""How long events are kept."""
USUAL, MOST = 100, 1000

_LISTENING = Query(
    select(LISTENER.c.USER_ID).where(
        exists(
            select(MEMBER.c.CHAT_ID).where(
                MEMBER.c.CHAT_ID == bindparam("chat"), MEMBER.c.USER_ID == LISTENER.c.USER_ID
            )
        )
    )
)
_ANYBODY = Query(select(func.max(LISTENER.c.USER_ID)))
_IS_LISTENING = Query(select(LISTENER.c.USER_ID).where(LISTENER.c.USER_ID == bindparam("user")))
_FETCH = Query(
    select(KEPT.c.ID, KEPT.c.TYPE, KEPT.c.DATE_CREATE, KEPT.c.DATA)
    .where(
        KEPT.c.USER_ID == bindparam("user"), KEPT.c.ID >= bindparam("since"), KEPT.c.DATE_CREATE >= bindparam("kept")
    )
    .order_by(KEPT.c.ID)
    .limit(bindparam("limit"))
)
_CONFIRM = Query(delete(KEPT).where(KEPT.c.USER_ID == bindparam("user"), KEPT.c.ID < bindparam("since")))
_FORGET = Query(delete(KEPT).where(KEPT.c.DATE_CREATE < bindparam("kept")))

Told = Callable[[Ctx], dict[str, Any]]
"""What is told to somebody, as whom the call is made then."""


def subscribe(ctx: Ctx) -> None:
    """Keep events for the caller."""
    if not is_listening(ctx):
        ctx.tx.insert_many(LISTENER, [{"USER_ID": ctx.actor.user_id}])


def unsubscribe(ctx: Ctx) -> None:
    """Keep no more events for the caller; those that are kept stay."""
    ctx.tx.delete(LISTENER, USER_ID=ctx.actor.user_id)


def is_listening(ctx: Ctx) -> bool:
    """Whether events are kept for the caller."""
    return ctx.tx.one(_IS_LISTENING, user=ctx.actor.user_id) is not None


def fetch(ctx: Ctx, users: Sequence[int], since: int | None, limit: int) -> dict[str, Any]:
    """Events that wait for some users, the oldest first.

    :param since: those before it are done with, and go
    """
    rows: list[tuple[Any, ...]] = []
    for user in users:
        if since is not None:
            ctx.tx.execute(_CONFIRM, user=user, since=since)
        rows += ctx.tx.all(_FETCH, user=user, since=since or 0, kept=_kept_since(ctx), limit=limit + 1)
    rows.sort()
    shown = rows[:limit]
    return {
        "events": [
            {
                "eventId": number,
                "type": kind,
                "date": stored_to_iso(moment, ctx.clock.zone),
                "data": msgspec.json.decode(data),
            }
            for number, kind, moment, data in shown
        ],
        "nextOffset": shown[-1][0] + 1 if shown else since or 0,
        "hasMore": len(rows) > limit,
    }


def said(ctx: Ctx, chat: dict[str, Any], message: dict[str, Any]) -> None:
    """Something was said."""
    _tell(ctx, ADDED, chat, message, message["AUTHOR_ID"], lambda to: {"message": messages.of_event(to, message)})


def changed(ctx: Ctx, chat: dict[str, Any], message: dict[str, Any]) -> None:
    """A message was changed."""
    _tell(ctx, UPDATED, chat, message, message["AUTHOR_ID"], lambda to: {"message": messages.of_event(to, message)})


def deleted(ctx: Ctx, chat: dict[str, Any], message: dict[str, Any]) -> None:
    """A message was taken back."""
    _tell(ctx, DELETED, chat, message, message["AUTHOR_ID"], lambda to: {"messageId": message["ID"]})


def reacted(ctx: Ctx, chat: dict[str, Any], message: dict[str, Any], reaction: str, *, added: bool) -> None:
    """Somebody likes a message, or no longer."""
    said_of = {"reaction": reaction, "action": "add" if added else "delete"}
    _tell(
        ctx,
        REACTED,
        chat,
        message,
        ctx.actor.user_id,
        lambda to: {**said_of, "message": messages.of_event(to, message)},
        **said_of,
    )


def joined(ctx: Ctx, chat: dict[str, Any], users: Iterable[int]) -> None:
    """People have come into a chat."""
    for user in users:
        _tell(ctx, JOINED, chat, None, user, lambda to: {"dialogId": dialogs.id_of(to, chat)}, joining=user)


def _tell(
    ctx: Ctx, event: str, chat: dict[str, Any], message: dict[str, Any] | None, user: int, told: Told, **more: Any
) -> None:
    for module in followers("im_told"):
        module.told(ctx, event, chat, message, **more)
    if ctx.tx.value(_ANYBODY) is None:
        return
    listeners = ctx.tx.all(_LISTENING, chat=chat["ID"])
    if not listeners:
        return
    for (listener,) in listeners:
        to = ctx.acting_as(Actor(listener, Rights({}), is_employee=users.is_employee(ctx.tx, listener)))
        data = {**told(to), "chat": showing.of_event(to, chat), "user": showing.person_of_event(to, user)}
        keep(ctx, listener, event, {**data, "language": "en"})


def keep(ctx: Ctx, user: int, event: str, data: dict[str, Any]) -> None:
    """Keep an event for somebody to fetch; those that were kept too long go."""
    ctx.tx.execute(_FORGET, kept=_kept_since(ctx))
    encoded = msgspec.json.encode(data).decode()
    ctx.tx.insert(KEPT, {"USER_ID": user, "TYPE": event, "DATE_CREATE": ctx.clock.stamp(), "DATA": encoded})


def _kept_since(ctx: Ctx) -> str:
    return to_stored(datetime.fromtimestamp(ctx.clock.now(), UTC) - timedelta(hours=HOURS))
