"""What was said in a chat: page by page, and found by words and days.

Sources: ``messages/im-dialog-messages-get.md``, ``im-dialog-messages-search.md``.
"""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, select

from homeport.core.clock import stored_to_iso
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.im import files, present, showing
from homeport.domain.im.messages import Beside, of_event
from homeport.domain.im.tables import MESSAGE
from homeport.domain.im.words import part
from homeport.store import Query, statements, texts

FIRST_ID_STRING = ErrorKind("FIRST_ID_STRING", "First ID can't be string")
LAST_ID_STRING = ErrorKind("LAST_ID_STRING", "Last ID can't be string")
NO_ACCESS = ErrorKind("ACCESS_ERROR", "You do not have access to this chat", 403)

USUAL, MOST = 20, 50
USUAL_FOUND, MOST_FOUND = 50, 200
SHORTEST = 3
"""Letters of what is searched for."""

_ONE = Query(select(MESSAGE.c.ID).where(MESSAGE.c.CHAT_ID == bindparam("chat"), MESSAGE.c.ID == bindparam("id")))
_LATEST = Query(
    select(MESSAGE.c.AUTHOR_ID, func.max(MESSAGE.c.ID))
    .where(MESSAGE.c.CHAT_ID == bindparam("chat"))
    .group_by(MESSAGE.c.AUTHOR_ID)
)


class Sought(NamedTuple):
    """What messages are searched by.

    :param text: a part of what they say
    :param since: the moment from which on, in the stored form
    :param until: the moment before which
    :param last: the last one of the page before
    """

    text: str | None = None
    since: str | None = None
    until: str | None = None
    last: int | None = None
    ascending: bool = False


@statements
def _page(newer: bool, older: bool) -> Query:
    wanted = [MESSAGE.c.CHAT_ID == bindparam("chat"), MESSAGE.c.ID > bindparam("start")]
    if newer:
        wanted.append(MESSAGE.c.ID > bindparam("first"))
    if older:
        wanted.append(MESSAGE.c.ID < bindparam("last"))
    order = MESSAGE.c.ID.asc() if newer else MESSAGE.c.ID.desc()
    return Query(select(*MESSAGE.c).where(*wanted).order_by(order).limit(bindparam("limit")))


@statements
def _found(text: bool, since: bool, until: bool, last: bool, ascending: bool) -> Query:
    wanted: list[ColumnElement[bool]] = [
        MESSAGE.c.CHAT_ID == bindparam("chat"),
        MESSAGE.c.ID > bindparam("start"),
    ]
    if text:
        wanted.append(texts.folded(MESSAGE.c.MESSAGE).like(bindparam("words"), escape="\\"))
    if since:
        wanted.append(MESSAGE.c.DATE_CREATE >= bindparam("since"))
    if until:
        wanted.append(MESSAGE.c.DATE_CREATE < bindparam("until"))
    if last:
        wanted.append(MESSAGE.c.ID > bindparam("last") if ascending else MESSAGE.c.ID < bindparam("last"))
    order = MESSAGE.c.ID.asc() if ascending else MESSAGE.c.ID.desc()
    return Query(select(*MESSAGE.c).where(*wanted).order_by(order).limit(bindparam("limit")))


def page(ctx: Ctx, chat: dict[str, Any], *, last: int | None, first: int | None, limit: int) -> dict[str, Any]:
    """Messages of a chat that the caller reads, the newest first.

    :param last: those before this one
    :param first: those after this one, in place of that
    """
    named = first if first is not None else last
    there = named is None or ctx.tx.one(_ONE, chat=chat["ID"], id=named) is not None
    found = rows(ctx, chat, last=last, first=first, limit=limit) if there else []
    found.sort(key=lambda row: -row["ID"])
    beside = Beside(ctx.tx, found)
    return {
        "chat_id": chat["ID"],
        "messages": [_classic(ctx, chat, row, beside) for row in found],
        **_related(ctx, chat, found, beside),
    }


def rows(
    ctx: Ctx, chat: dict[str, Any], *, last: int | None = None, first: int | None = None, limit: int
) -> list[dict[str, Any]]:
    """Messages of a chat that the caller reads, as they are stored: the newest first, or those after one upwards.

    :param last: those before this one
    :param first: those after this one, in place of that
    """
    bounds = {"first": first} if first is not None else {"last": last} if last is not None else {}
    query = _page("first" in bounds, "last" in bounds)
    return ctx.tx.dicts(query, chat=chat["ID"], start=chat["MY_START_ID"] or 0, limit=limit, **bounds)


def latest(ctx: Ctx, chat: int) -> dict[int, int]:
    """The last message of each who has said something in a chat."""
    return dict(ctx.tx.all(_LATEST, chat=chat))


def nothing(users: list[dict[str, Any]]) -> dict[str, Any]:
    """The page of two who have not spoken yet."""
    return {"chat_id": 0, "messages": [], "users": users, "files": []}


def search(ctx: Ctx, chat: dict[str, Any], sought: Sought, limit: int) -> dict[str, Any]:
    """Messages of a chat that the caller reads, as far as they are searched for."""
    words = sought.text if sought.text and len(sought.text) >= SHORTEST else None
    named = {"since": sought.since, "until": sought.until, "last": sought.last}
    given: dict[str, Any] = {name: value for name, value in named.items() if value is not None}
    if words:
        given["words"] = part(words)
    query = _found(words is not None, "since" in given, "until" in given, "last" in given, sought.ascending)
    rows = ctx.tx.dicts(query, chat=chat["ID"], start=chat["MY_START_ID"] or 0, limit=limit, **given)
    beside = Beside(ctx.tx, rows)
    members = present.rows(ctx.tx, [chat["ID"]])[chat["ID"]]
    related = _related(ctx, chat, rows, beside)
    liking = showing.somebody(
        ctx, [user for each in beside.reactions.values() for users in each.values() for user in users]
    )
    return {
        "messages": [_camel(ctx, chat, row, beside, members) for row in rows],
        "users": [showing.camel(each, deep=False) for each in related["users"]],
        "files": related["files"],
        "additionalMessages": [],
        "copilot": None,
        "stickers": [],
        "reactions": [_reactions(ctx, message, each) for message, each in beside.reactions.items()],
        "tariffRestrictions": {"isHistoryLimitExceeded": False},
        "usersShort": [{name: each[name] for name in ("id", "name", "avatar")} for each in liking],
    }


def _classic(ctx: Ctx, chat: dict[str, Any], row: dict[str, Any], beside: Beside) -> dict[str, Any]:
    return {
        "id": row["ID"],
        "chat_id": row["CHAT_ID"],
        "author_id": row["AUTHOR_ID"],
        "date": stored_to_iso(row["DATE_CREATE"], ctx.clock.zone),
        "text": row["MESSAGE"],
        "unread": _is_unread(ctx, chat, row),
        "uuid": row["UUID"],
        "replaces": [],
        "params": beside.params(row),
        "disappearing_date": None,
    }


def _camel(
    ctx: Ctx, chat: dict[str, Any], row: dict[str, Any], beside: Beside, members: showing.Rows
) -> dict[str, Any]:
    viewers = [each for each in members if each["USER_ID"] != row["AUTHOR_ID"] and each["READ"]]
    count = sum(each["LAST_ID"] >= row["ID"] for each in viewers)
    unread = _is_unread(ctx, chat, row)
    return of_event(ctx, row, viewed=count > 0) | {
        "chat_id": row["CHAT_ID"],
        "author_id": row["AUTHOR_ID"],
        "uuid": row["UUID"],
        "params": beside.params(row),
        "block": None,
        "unread": unread,
        "viewed": not unread,
        "viewedCount": count,
    }


def _is_unread(ctx: Ctx, chat: dict[str, Any], row: dict[str, Any]) -> bool:
    read = chat["MY_LAST_ID"]
    return row["AUTHOR_ID"] not in (0, ctx.actor.user_id) and read is not None and row["ID"] > read


def _related(ctx: Ctx, chat: dict[str, Any], rows: list[dict[str, Any]], beside: Beside) -> dict[str, Any]:
    """The authors and the files of messages."""
    shown = [each for row in rows for each in beside.files.get(row["ID"], [])]
    return {
        "users": showing.somebody(ctx, [row["AUTHOR_ID"] for row in rows]),
        "files": [files.written(ctx, chat, each) for each in shown],
    }


def _reactions(ctx: Ctx, message: int, given: dict[str, list[int]]) -> dict[str, Any]:
    own = [reaction for reaction, users in given.items() if ctx.actor.user_id in users]
    counts = {reaction: len(users) for reaction, users in given.items()}
    return {"messageId": message, "reactionCounters": counts, "reactionUsers": given, "ownReactions": own}
