"""The dialogs that somebody has lately had, those pinned before the others.

Sources: ``im-recent-get.md``, ``im-recent-list.md``, ``special-operations/``.
"""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select

from homeport.core.clock import stored_to_iso
from homeport.core.ctx import Ctx
from homeport.domain.im import access, avatars, chats, dialogs, kinds, present, showing, unread
from homeport.domain.im.messages import Beside
from homeport.domain.im.tables import CHAT, MEMBER, MESSAGE
from homeport.domain.user import messenger as people
from homeport.store import Query, constant, statements

MOST, USUAL, MOST_LISTED = 50, 50, 200

LINES = "LINES"
"""What chats of open channels are linked with."""


class Wanted(NamedTuple):
    """Which of the dialogs are asked for.

    :param dialogs: those of two
    :param chats: those of several, but of open channels
    :param lines: those of open channels
    :param channels: nothing but channels
    :param leading: nothing but those whose messages the caller manages
    """

    dialogs: bool = True
    chats: bool = True
    lines: bool = True
    unread: bool = False
    channels: bool = False
    leading: bool = False


@statements
def _page(grant: access.Grant, wanted: Wanted, since: bool, until: bool) -> Query:
    message = MESSAGE.alias()
    joined = MEMBER.join(CHAT, CHAT.c.ID == MEMBER.c.CHAT_ID).outerjoin(message, message.c.ID == CHAT.c.LAST_MESSAGE_ID)
    said = [
        message.c[name].label(f"SAID_{name}")
        for name in ("ID", "AUTHOR_ID", "DATE_CREATE", "MESSAGE", "UUID", "PARAMS", "DELETED")
    ]
    found: Select[Any] = (
        select(*CHAT.c, *access.standing(MEMBER), *said)
        .select_from(joined)
        .where(
            MEMBER.c.USER_ID == bindparam("actor"),
            MEMBER.c.LISTED == constant("Y"),
            CHAT.c.TYPE != constant(kinds.NOTICES),
            access.covers(grant, CHAT, False),
            *_kept(wanted),
        )
        .order_by(MEMBER.c.PINNED.desc(), MEMBER.c.ACTIVITY.desc(), MEMBER.c.CHAT_ID.desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )
    if since:
        found = found.where(MEMBER.c.ACTIVITY >= bindparam("since"))
    if until:
        found = found.where(MEMBER.c.ACTIVITY < bindparam("until"))
    return Query(found)


def _kept(wanted: Wanted) -> list[ColumnElement[bool]]:
    of_two = CHAT.c.TYPE == constant(kinds.PRIVATE)
    lines = CHAT.c.ENTITY_TYPE == constant(LINES)
    several = or_(CHAT.c.ENTITY_TYPE.is_(None), CHAT.c.ENTITY_TYPE != constant(LINES))
    kept = []
    if not wanted.dialogs:
        kept.append(~of_two)
    if not wanted.chats:
        kept.append(or_(of_two, lines))
    if not wanted.lines:
        kept.append(several)
    if wanted.unread:
        kept.append(or_(MEMBER.c.COUNTER > constant(0), MEMBER.c.MARKED == constant("Y")))
    if wanted.channels:
        kept.append(CHAT.c.TYPE == constant(kinds.CHANNEL))
    if wanted.leading:
        kept.append(and_(~of_two, or_(MEMBER.c.MANAGER == constant("Y"), CHAT.c.AUTHOR_ID == bindparam("actor"))))
    return kept


def listed(
    ctx: Ctx, wanted: Wanted, *, limit: int, offset: int = 0, since: str | None = None, until: str | None = None
) -> list[dict[str, Any]]:
    """Dialogs of the caller as they are stored, with how they stand and what was last said in them.

    :param since: those in which something has happened since, in the stored form
    :param until: those in which nothing has happened since
    """
    moments = ({"since": since} if since else {}) | ({"until": until} if until else {})
    query = _page(access.grant(ctx), wanted, since is not None, until is not None)
    return ctx.tx.dicts(query, actor=ctx.actor.user_id, limit=limit, offset=offset, **moments)


def shown(ctx: Ctx, rows: list[dict[str, Any]], *, original: bool = False) -> list[dict[str, Any]]:
    """Dialogs as lists of the recent ones answer them.

    :param original: whether texts are answered as they are, with their BB codes
    """
    known = present.rows(ctx.tx, [row["ID"] for row in rows])
    last = [_last(row) for row in rows]
    beside = Beside(ctx.tx, [each for each in last if each["ID"]])
    return [_shown(ctx, row, known[row["ID"]], each, beside, original) for row, each in zip(rows, last, strict=True)]


def _last(row: dict[str, Any]) -> dict[str, Any]:
    found = {name.removeprefix("SAID_"): value for name, value in row.items() if name.startswith("SAID_")}
    return found | {"CHAT_ID": row["ID"]}


def _shown(
    ctx: Ctx, chat: dict[str, Any], members: showing.Rows, last: dict[str, Any], beside: Beside, original: bool
) -> dict[str, Any]:
    zone = ctx.clock.zone
    of_two = chat["TYPE"] == kinds.PRIVATE
    who = dialogs.other(ctx, chat) if of_two else last["AUTHOR_ID"]
    person = next(iter(people.some(ctx, [who])), {"id": 0}) if who else {"id": 0}
    whole = showing.brief(ctx, chat, members)
    picture = person.get("avatar", "") if of_two else avatars.url(ctx, chat)
    color = person.get("color", "") if of_two else whole["color"]
    moment = stored_to_iso(chat["MY_ACTIVITY"], zone)
    named = ("text_field_enabled", "background_id", "mute_list")
    return {
        "id": who if of_two else f"chat{chat['ID']}",
        "chat_id": chat["ID"],
        "type": "user" if of_two else "chat",
        "avatar": {"url": picture, "color": color},
        "title": person.get("name", "") if of_two else whole["name"],
        "message": _said(ctx, chat, members, last, beside, original),
        "counter": chat["MY_COUNTER"],
        "last_id": chat["MY_LAST_ID"],
        "pinned": chat["MY_PINNED"] == "Y",
        "unread": chat["MY_MARKED"] == "Y",
        "has_reminder": False,
        "date_update": moment,
        "date_last_activity": stored_to_iso(last["DATE_CREATE"], zone) if last["ID"] else moment,
        "user": person,
        "chat": {name: whole[name] for name in named} if of_two else {**whole, "role": whole["role"].upper()},
        "options": [],
    }


def _said(
    ctx: Ctx, chat: dict[str, Any], members: showing.Rows, last: dict[str, Any], beside: Beside, original: bool
) -> dict[str, Any]:
    if not last["ID"] or last["ID"] <= (chat["MY_START_ID"] or 0):
        last = {
            **last,
            "ID": 0,
            "MESSAGE": "",
            "AUTHOR_ID": 0,
            "DATE_CREATE": chat["MY_ACTIVITY"],
            "UUID": None,
            "PARAMS": None,
            "DELETED": "N",
        }
    others = [row for row in members if row["USER_ID"] != last["AUTHOR_ID"]]
    delivered = bool(last["ID"]) and any(row["READ"] and row["LAST_ID"] >= last["ID"] for row in others)
    params = beside.params(last) or {}
    return {
        "id": last["ID"],
        "text": last["MESSAGE"] if original else showing.plain(last["MESSAGE"]),
        "file": "FILE_ID" in params,
        "author_id": last["AUTHOR_ID"],
        "attach": "ATTACH" in params,
        "sticker": None,
        "date": stored_to_iso(last["DATE_CREATE"], ctx.clock.zone),
        "status": "delivered" if delivered else "received",
        "uuid": last["UUID"],
    }


def mark(ctx: Ctx, chat: dict[str, Any], marks: bool) -> None:
    """Mark a dialog to be looked at later; without the mark it is read."""
    if not marks:
        unread.read(ctx, chat, None)
    _note(ctx, chat, {"MARKED": "Y" if marks else "N", **({"LISTED": "Y"} if marks else {})})


def pin(ctx: Ctx, chat: dict[str, Any], pins: bool) -> bool:
    """Hold a dialog at the top of the list, or no longer; whether it is a dialog of the caller's."""
    return _note(ctx, chat, {"PINNED": "Y" if pins else "N", **({"LISTED": "Y"} if pins else {})})


def hide(ctx: Ctx, chat: dict[str, Any]) -> None:
    """Take a dialog off the list, until something is said in it."""
    _note(ctx, chat, {"LISTED": "N", "PINNED": "N", "MARKED": "N"})


def _note(ctx: Ctx, chat: dict[str, Any], values: dict[str, Any]) -> bool:
    if not chats.be_in(ctx, chat):
        return False
    return bool(ctx.tx.update(MEMBER, {"CHAT_ID": chat["ID"], "USER_ID": ctx.actor.user_id}, values))
