"""What somebody has read in chats, and how much there is that they have not.

Sources: ``messages/im-dialog-read.md``, ``im-dialog-unread.md``, ``im-counters-get.md``.
"""

from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select, update

from homeport.core.ctx import Ctx
from homeport.domain.im import access, chats, dialogs, kinds, notices
from homeport.domain.im.tables import CHAT, MEMBER, MESSAGE
from homeport.store import Query, constant, statements

_COUNT = Query(
    select(func.count()).where(
        MESSAGE.c.CHAT_ID == bindparam("chat"),
        MESSAGE.c.ID > bindparam("last"),
        MESSAGE.c.AUTHOR_ID.not_in([0, bindparam("actor")]),
    )
)
_LAST_BEFORE = Query(
    select(func.max(MESSAGE.c.ID)).where(MESSAGE.c.CHAT_ID == bindparam("chat"), MESSAGE.c.ID < bindparam("id"))
)
_BETWEEN = Query(
    select(MESSAGE.c.ID)
    .where(
        MESSAGE.c.CHAT_ID == bindparam("chat"),
        MESSAGE.c.ID > bindparam("after"),
        MESSAGE.c.ID <= bindparam("until"),
        MESSAGE.c.AUTHOR_ID.not_in([0, bindparam("actor")]),
    )
    .order_by(MESSAGE.c.ID)
)
_READ_ALL = Query(
    update(MEMBER)
    .where(
        MEMBER.c.USER_ID == bindparam("actor"),
        or_(MEMBER.c.COUNTER > constant(0), MEMBER.c.MARKED == constant("Y")),
    )
    .values(
        COUNTER=0,
        MARKED="N",
        READ=bindparam("now"),
        LAST_ID=select(CHAT.c.LAST_MESSAGE_ID).where(CHAT.c.ID == MEMBER.c.CHAT_ID).scalar_subquery(),
    )
)


def read(ctx: Ctx, chat: dict[str, Any], until: int | None) -> dict[str, Any]:
    """Note that the caller has read a chat.

    :param until: up to which message; None for all of it. What was read already stays so
    """
    chats.be_in(ctx, chat)
    last = max(
        chat["MY_LAST_ID"] or 0, min(until if until is not None else chat["LAST_MESSAGE_ID"], chat["LAST_MESSAGE_ID"])
    )
    counter = _put(ctx, chat, last)
    return {"dialogId": dialogs.id_of(ctx, chat), "chatId": chat["ID"], "lastId": last, "counter": counter}


def between(ctx: Ctx, chat: dict[str, Any], after: int, until: int) -> list[int]:
    """The messages of others after one of a chat, and up to another."""
    found = ctx.tx.all(_BETWEEN, chat=chat["ID"], after=after, until=until, actor=ctx.actor.user_id)
    return [number for (number,) in found]


def unread(ctx: Ctx, chat: dict[str, Any], first: int) -> None:
    """Note that the caller has not read a chat from a message on."""
    chats.be_in(ctx, chat)
    before = ctx.tx.value(_LAST_BEFORE, chat=chat["ID"], id=first) or 0
    if first <= chat["LAST_MESSAGE_ID"]:
        _put(ctx, chat, max(before, chat["MY_START_ID"] or 0))


def _put(ctx: Ctx, chat: dict[str, Any], last: int) -> int:
    me = ctx.actor.user_id
    counter = 0 if last >= chat["LAST_MESSAGE_ID"] else int(ctx.tx.value(_COUNT, chat=chat["ID"], last=last, actor=me))
    values = {"LAST_ID": last, "COUNTER": counter, "READ": ctx.clock.stamp()} | ({} if counter else {"MARKED": "N"})
    ctx.tx.update(MEMBER, {"CHAT_ID": chat["ID"], "USER_ID": me}, values)
    return counter


def read_all(ctx: Ctx) -> None:
    """Note that the caller has read all chats."""
    ctx.tx.execute(_READ_ALL, actor=ctx.actor.user_id, now=ctx.clock.stamp())


@statements
def _waiting(grant: access.Grant) -> Query:
    joined = MEMBER.join(CHAT, CHAT.c.ID == MEMBER.c.CHAT_ID)
    columns = (
        CHAT.c.ID,
        CHAT.c.TYPE,
        CHAT.c.PEOPLE,
        CHAT.c.ENTITY_TYPE,
        MEMBER.c.COUNTER,
        MEMBER.c.MUTED,
        MEMBER.c.MARKED,
    )
    marked = and_(MEMBER.c.MARKED == constant("Y"), MEMBER.c.LISTED == constant("Y"))
    return Query(
        select(*columns)
        .select_from(joined)
        .where(
            MEMBER.c.USER_ID == bindparam("actor"),
            or_(MEMBER.c.COUNTER > constant(0), marked),
            access.covers(grant, CHAT, False),
        )
        .order_by(CHAT.c.ID)
    )


def counters(ctx: Ctx) -> dict[str, Any]:
    """How many messages and notices wait for the caller."""
    found: dict[str, dict[str, int]] = {name: {} for name in ("CHAT", "CHAT_MUTED", "LINES", "DIALOG")}
    marked: dict[str, list[int]] = {"CHAT": [], "DIALOG": []}
    for row in ctx.tx.dicts(_waiting(access.grant(ctx)), actor=ctx.actor.user_id):
        of_two = row["TYPE"] == kinds.PRIVATE
        number = dialogs.other(ctx, row) if of_two else row["ID"]
        if row["COUNTER"]:
            lines = row["ENTITY_TYPE"] == "LINES"
            kind = "DIALOG" if of_two else "CHAT_MUTED" if row["MUTED"] == "Y" else "LINES" if lines else "CHAT"
            found[kind][str(number)] = row["COUNTER"]
        if row["MARKED"] == "Y":
            marked["DIALOG" if of_two else "CHAT"].append(number)
    totals = {kind: sum(found[kind].values()) for kind in ("CHAT", "LINES", "DIALOG")}
    said, noticed = sum(totals.values()), notices.unread(ctx)
    return {
        "TYPE": {"ALL": said + noticed, "NOTIFY": noticed, **totals, "MESSENGER": said},
        **{kind: each or [] for kind, each in found.items()},
        "CHAT_UNREAD": marked["CHAT"],
        "DIALOG_UNREAD": marked["DIALOG"],
    }
