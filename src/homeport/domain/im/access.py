"""Who reads a chat and writes into it, as one SQL predicate: those who are in it; of an open one, whoever belongs to
the company; of one that belongs to a group or a task, whoever is in the group, or sees the task. Administrators have no
part in what others say to each other.
"""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, exists, or_, select

from homeport.core.ctx import Ctx
from homeport.domain.im import entities, kinds
from homeport.domain.im.tables import CHAT, MEMBER
from homeport.store import Query, constant, statements

Grant = tuple[bool, tuple[Hashable, ...]]
"""What statements of a caller are compiled for: whether of the company, and what floors above say."""

STATE = (
    "MANAGER", "START_ID", "LAST_ID", "READ", "COUNTER", "MUTED", "LISTED", "PINNED", "MARKED", "ACTIVITY",
)  # fmt: skip
"""How a chat stands with somebody in it, as read beside the chat."""


def grant(ctx: Ctx) -> Grant:
    """What the caller's statements are compiled for."""
    return ctx.actor.is_employee, tuple(each.grant(ctx) for each in entities.having_chats())


def covers(given: Grant, chat: FromClause, scans: bool) -> ColumnElement[bool]:
    """Which rows of the table of chats the caller reads; takes ``actor``.

    :param scans: whether the statement looks at many chats
    """
    employee, grants = given
    member = MEMBER.alias()
    mine = (member.c.CHAT_ID == chat.c.ID, member.c.USER_ID == bindparam("actor"))
    ways: list[ColumnElement[bool]] = [exists(select(member.c.CHAT_ID).where(*mine))]
    if employee:
        ways.append(chat.c.TYPE == constant(kinds.OPEN))
    reached = [and_(chat.c.ENTITY_NUMBER.is_(None), or_(*ways))]
    for each, its in zip(entities.having_chats(), grants, strict=True):
        theirs = each.covers(its, chat.c.ENTITY_NUMBER, scans)
        reached.append(and_(chat.c.ENTITY_TYPE == constant(each.ENTITY), chat.c.ENTITY_NUMBER.is_not(None), theirs))
    return or_(*reached)


def standing(member: FromClause) -> list[ColumnElement[Any]]:
    """The columns of how a chat stands with somebody; nothing in them for who is not in it."""
    return [member.c[name].label(f"MY_{name}") for name in STATE]


@statements
def _one(given: Grant) -> Query:
    mine = MEMBER.alias()
    joined = CHAT.outerjoin(mine, and_(mine.c.CHAT_ID == CHAT.c.ID, mine.c.USER_ID == bindparam("actor")))
    return Query(
        select(*CHAT.c, *standing(mine))
        .select_from(joined)
        .where(CHAT.c.ID == bindparam("id"), covers(given, CHAT, False))
    )


def seen(ctx: Ctx, chat: int) -> dict[str, Any] | None:
    """A chat that the caller reads, with how it stands with the caller; None when there is none."""
    return next(iter(ctx.tx.dicts(_one(grant(ctx)), id=chat, actor=ctx.actor.user_id)), None)


def role(ctx: Ctx, chat: dict[str, Any]) -> str:
    """What the caller is in a chat that the caller reads."""
    if chat["AUTHOR_ID"] == ctx.actor.user_id and chat["TYPE"] != kinds.PRIVATE:
        return kinds.OWNER
    if chat.get("MY_MANAGER") is None and chat["ENTITY_NUMBER"] is None:
        return kinds.GUEST
    return kinds.MANAGER if chat.get("MY_MANAGER") == "Y" else kinds.MEMBER
