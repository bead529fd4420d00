"""Who is in chats: of one that belongs to something those whom that has, of others whom rows say."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.im import entities, opening
from homeport.domain.im.tables import CHAT, MEMBER
from homeport.domain.portal.tables import USER
from homeport.store import Query, Transaction, padded, statements

_OF_CHAT = Query(
    select(MEMBER.c.USER_ID, MEMBER.c.MANAGER).where(MEMBER.c.CHAT_ID == bindparam("chat")).order_by(MEMBER.c.USER_ID)
)
_OWNED = Query(
    select(*CHAT.c).where(CHAT.c.ENTITY_TYPE == bindparam("kind"), CHAT.c.ENTITY_NUMBER == bindparam("number"))
)


def of(tx: Transaction, chat: dict[str, Any]) -> dict[int, bool]:
    """Who is in a stored chat, and whether they manage it."""
    its = entities.of(chat)
    if its is not None:
        found: dict[int, bool] = its.people(tx, chat["ENTITY_NUMBER"])
        return dict(sorted(found.items()))
    return {user: manager == "Y" for user, manager in tx.all(_OF_CHAT, chat=chat["ID"])}


def rows(tx: Transaction, chats: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """How some chats stand with those who are in them, by chat."""
    found: dict[int, list[dict[str, Any]]] = {chat: [] for chat in chats}
    if chats:
        size = padded(len(chats))
        numbers = {f"n{place}": chats[min(place, len(chats) - 1)] for place in range(size)}
        for row in tx.dicts(_rows(size), **numbers):
            found[row["CHAT_ID"]].append(row)
    return found


@statements
def _rows(size: int) -> Query:
    numbers: list[BindParameter[int]] = [bindparam(f"n{place}") for place in range(size)]
    columns = (MEMBER.c.CHAT_ID, MEMBER.c.USER_ID, MEMBER.c.MANAGER, MEMBER.c.MUTED, MEMBER.c.LAST_ID, MEMBER.c.READ)
    person = (USER.c.NAME, USER.c.LAST_NAME, USER.c.USER_TYPE)
    joined = MEMBER.join(USER, USER.c.ID == MEMBER.c.USER_ID)
    found = select(*columns, *person).select_from(joined)
    return Query(found.where(MEMBER.c.CHAT_ID.in_(numbers)).order_by(MEMBER.c.CHAT_ID, MEMBER.c.USER_ID))


def lead(ctx: Ctx, chat: dict[str, Any], user: int, manages: bool) -> bool:
    """Let somebody who is in a chat manage it, or no longer; whether there is such a member."""
    return bool(ctx.tx.update(MEMBER, {"CHAT_ID": chat["ID"], "USER_ID": user}, {"MANAGER": "Y" if manages else "N"}))


def settle(ctx: Ctx, chat: dict[str, Any]) -> None:
    """Note who is in a chat that belongs to something: those whom that has now."""
    if entities.of(chat) is not None:
        coming = follow(ctx, chat)
        opening.enter(ctx, chat, sorted(coming), managers=[user for user, manages in coming.items() if manages])


def follow_owned(ctx: Ctx, kind: str, number: int) -> None:
    """As :func:`follow`, for what has a chat.

    :param kind: of that, such as ``TASKS_TASK``
    """
    for chat in ctx.tx.dicts(_OWNED, kind=kind, number=number):
        follow(ctx, chat)


def follow(ctx: Ctx, chat: dict[str, Any]) -> dict[int, bool]:
    """Let those be in a chat that belongs to something no longer who have left that, and those lead it who lead that;
    who is not in it yet, and whether they lead. What is said next lets them in.
    """
    now = of(ctx.tx, chat)
    was = {user: manager == "Y" for user, manager in ctx.tx.all(_OF_CHAT, chat=chat["ID"])}
    for user in was.keys() - now.keys():
        opening.put_out(ctx.tx, chat, user)
    for user in was.keys() & now.keys():
        if was[user] != now[user]:
            lead(ctx, chat, user, now[user])
    return {user: manages for user, manages in now.items() if user not in was}
