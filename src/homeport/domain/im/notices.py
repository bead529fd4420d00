"""Notices to people: sent by people, applications and the portal, read, answered, deleted, searched.

Source: ``api-reference/chats/notifications/``.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, update

from homeport.core.clock import stored_to_iso, to_stored
from homeport.core.ctx import Ctx
from homeport.domain.im import kinds, opening, showing
from homeport.domain.im.tables import CHAT, NOTICE
from homeport.domain.im.words import part
from homeport.domain.user import messenger as people
from homeport.store import Query, constant, statements, texts

CONFIRM, SYSTEM, PERSONAL = 1, 4, 2
"""Types: with buttons, of the portal, of somebody."""
MOST = 50

CUSTOM = "custom"
"""Before what a webhook calls itself: so it is told from applications."""

REST, EVENT = "rest", "rest_notify"
"""What notices that methods send are of."""
SCHEMA = {
    REST: ("Applications", {EVENT: "Notices of applications"}),
    "socialnetwork": ("Groups", {"invite_group": "Invitations to groups"}),
    "voximplant": ("Telephony", {"call": "Calls"}),
    "bizproc": ("Workflows", {"activity": "Tasks of workflows"}),
}
"""The kinds of notices that there are, by their modules."""

_CHAT = Query(select(CHAT.c.ID).where(CHAT.c.PEOPLE == bindparam("people")))
_UNREAD = Query(select(func.count()).where(NOTICE.c.USER_ID == bindparam("user"), NOTICE.c.READ == constant("N")))
_COUNT = Query(select(func.count()).where(NOTICE.c.USER_ID == bindparam("user")))
_MINE = and_(NOTICE.c.USER_ID == bindparam("user"), NOTICE.c.ID == bindparam("id"))
_ONE = Query(select(*NOTICE.c).where(_MINE))
_READ_FROM = Query(
    update(NOTICE)
    .where(NOTICE.c.USER_ID == bindparam("user"), NOTICE.c.ID >= bindparam("id"))
    .values(READ=bindparam("read"))
)
_READ_ALL = Query(
    update(NOTICE).where(NOTICE.c.USER_ID == bindparam("user"), NOTICE.c.READ == constant("N")).values(READ="Y")
)


class Sought(NamedTuple):
    """What notices are searched by.

    :param kinds: pairs of a module and an event, which is empty for all of the module
    :param since: the moment from which on, in the stored form
    :param until: the moment before which
    """

    text: str | None = None
    kinds: tuple[tuple[str, str], ...] = ()
    since: str | None = None
    until: str | None = None
    authors: tuple[int, ...] = ()
    tag: str | None = None


def send(ctx: Ctx, user: int, values: dict[str, Any], *, app: str, personal: bool) -> int | bool:
    """Send a notice to somebody; its number, False where there is nobody to send it to whom the caller is shown.

    One with the tag of an earlier one of the same application takes its place.

    :param values: ``MESSAGE``, ``MESSAGE_OUT``, ``TAG``, ``SUB_TAG``, ``PARAMS``
    """
    if not people.reaches(ctx, user):
        return False
    if values.get("TAG"):
        ctx.tx.delete(NOTICE, APP=app, TAG=values["TAG"], USER_ID=user, MODULE=REST)
    row: dict[str, Any] = {
        "CHAT_ID": _chat(ctx, user),
        "USER_ID": user,
        "AUTHOR_ID": ctx.actor.user_id if personal else 0,
    }
    row |= {"DATE_CREATE": ctx.clock.stamp(), "TYPE": PERSONAL if personal else SYSTEM, "MODULE": REST, "EVENT": EVENT}
    row |= {"APP": app, "TITLE": "", "READ": "N", "BUTTONS": None}
    texts_of = {name: values.get(name) or "" for name in ("TAG", "SUB_TAG", "MESSAGE", "MESSAGE_OUT")}
    params = values.get("PARAMS")
    return ctx.tx.insert(NOTICE, row | texts_of | {"PARAMS": msgspec.json.encode(params).decode() if params else None})


def ask(ctx: Ctx, user: int, values: dict[str, Any], *, module: str, event: str) -> None:
    """Ask somebody something in the caller's name, to be answered by a button; in place of the same question before.

    :param values: ``MESSAGE``, ``TAG``, ``BUTTONS``
    """
    buttons = msgspec.json.encode(values["BUTTONS"]).decode()
    asked = {"TYPE": CONFIRM, "AUTHOR_ID": ctx.actor.user_id, "BUTTONS": buttons}
    _replace(ctx, user, asked, module, event, values["TAG"], values["MESSAGE"])


def tell(ctx: Ctx, user: int, message: str, tag: str, *, module: str, event: str) -> None:
    """Tell somebody something in the portal's name, in place of what was told by the same tag before."""
    _replace(ctx, user, {"TYPE": SYSTEM, "AUTHOR_ID": 0, "BUTTONS": None}, module, event, tag, message)


def _replace(ctx: Ctx, user: int, row: dict[str, Any], module: str, event: str, tag: str, message: str) -> None:
    """Put a notice of a module in the place of the one with the same tag."""
    ctx.tx.delete(NOTICE, USER_ID=user, APP="", TAG=tag, MODULE=module)
    row = row | {"CHAT_ID": _chat(ctx, user), "USER_ID": user, "DATE_CREATE": ctx.clock.stamp(), "MODULE": module}
    row |= {"EVENT": event, "APP": "", "TITLE": "", "READ": "N", "TAG": tag, "SUB_TAG": "", "MESSAGE": message}
    ctx.tx.insert(NOTICE, row | {"MESSAGE_OUT": "", "PARAMS": None})


def _chat(ctx: Ctx, user: int) -> int:
    """The chat that somebody's notices are in, opened with the first."""
    found: int | None = ctx.tx.value(_CHAT, people=str(user))
    return found or opening.insert(ctx, {"TYPE": kinds.NOTICES, "AUTHOR_ID": user, "PEOPLE": str(user)})


def unread(ctx: Ctx) -> int:
    """How many notices the caller has not read."""
    return int(ctx.tx.value(_UNREAD, user=ctx.actor.user_id))


def find(ctx: Ctx, number: int) -> dict[str, Any] | None:
    """A notice to the caller."""
    return next(iter(ctx.tx.dicts(_ONE, user=ctx.actor.user_id, id=number)), None)


def read(ctx: Ctx, number: int, *, is_read: bool, alone: bool) -> None:
    """Note that the caller has read a notice, or all from it on, or has not."""
    values = "Y" if is_read else "N"
    if alone:
        ctx.tx.update(NOTICE, {"USER_ID": ctx.actor.user_id, "ID": number}, {"READ": values})
    else:
        ctx.tx.execute(_READ_FROM, user=ctx.actor.user_id, id=number, read=values)


def read_all(ctx: Ctx) -> None:
    """Note that the caller has read all notices."""
    ctx.tx.execute(_READ_ALL, user=ctx.actor.user_id)


def delete_one(ctx: Ctx, number: int) -> bool:
    """Delete a notice to the caller; whether there was one."""
    return bool(ctx.tx.delete(NOTICE, USER_ID=ctx.actor.user_id, ID=number))


def delete_tagged(ctx: Ctx, app: str, name: str, tag: str) -> bool:
    """Delete the notices of an application with a tag, whomever they are to; whether there were any.

    :param name: ``TAG`` or ``SUB_TAG``
    """
    return bool(ctx.tx.delete(NOTICE, APP=app, MODULE=REST, **{name: tag}))


@statements
def _page(after: bool) -> Query:
    wanted = [NOTICE.c.USER_ID == bindparam("user"), NOTICE.c.TYPE == bindparam("type")]
    if after:
        wanted.append(NOTICE.c.ID < bindparam("last"))
    return Query(select(*NOTICE.c).where(*wanted).order_by(NOTICE.c.ID.desc()).limit(bindparam("limit")))


def page(ctx: Ctx, last: int | None, stage: int | None, limit: int, *, converts: bool) -> dict[str, Any]:
    """Notices to the caller, those with buttons first, the newest first.

    :param last: those after this one of the page before
    :param stage: of which type that was: 1 for one with buttons
    """
    me, rows = ctx.actor.user_id, []
    if stage in (None, CONFIRM):
        rows = _newest(ctx, CONFIRM, last, limit)
    if len(rows) < limit:
        within = last if stage not in (None, CONFIRM) else None
        others = [row for kind in (SYSTEM, PERSONAL) for row in _newest(ctx, kind, within, limit)]
        rows += sorted(others, key=lambda row: -row["ID"])[: limit - len(rows)]
    shown = _shown(ctx, rows, converts)
    chat, total = ctx.tx.value(_CHAT, people=str(me)), int(ctx.tx.value(_COUNT, user=me))
    if chat is None or not total:
        return shown
    return {"total_count": total, "total_unread_count": unread(ctx), "chat_id": chat, **shown}


def _newest(ctx: Ctx, kind: int, last: int | None, limit: int) -> list[dict[str, Any]]:
    """Notices to the caller of one type, which an index has in their order."""
    given = {} if last is None else {"last": last}
    return ctx.tx.dicts(_page(last is not None), user=ctx.actor.user_id, type=kind, limit=limit, **given)


@statements
def _found(
    text: bool, kinds_: int, modules: int, since: bool, until: bool, authors: int, tag: bool, after: bool
) -> Query:
    wanted: list[ColumnElement[bool]] = [NOTICE.c.USER_ID == bindparam("user")]
    if text:
        wanted.append(texts.folded(NOTICE.c.MESSAGE).like(bindparam("words"), escape="\\"))
    if kinds_ or modules:
        pairs = [
            and_(NOTICE.c.MODULE == bindparam(f"m{place}"), NOTICE.c.EVENT == bindparam(f"e{place}"))
            for place in range(kinds_)
        ]
        whole = [NOTICE.c.MODULE == bindparam(f"w{place}") for place in range(modules)]
        wanted.append(or_(*pairs, *whole))
    if since:
        wanted.append(NOTICE.c.DATE_CREATE >= bindparam("since"))
    if until:
        wanted.append(NOTICE.c.DATE_CREATE < bindparam("until"))
    if authors:
        wanted.append(NOTICE.c.AUTHOR_ID.in_([bindparam(f"a{place}") for place in range(authors)]))
    if tag:
        wanted.append(NOTICE.c.SUB_TAG == bindparam("tag"))
    counted = select(func.count()).where(*wanted).scalar_subquery().label("TOTAL")
    if after:
        wanted.append(NOTICE.c.ID < bindparam("last"))
    return Query(select(*NOTICE.c, counted).where(*wanted).order_by(NOTICE.c.ID.desc()).limit(bindparam("limit")))


def search(ctx: Ctx, sought: Sought, last: int | None, limit: int, *, converts: bool) -> dict[str, Any]:
    """Notices to the caller, as far as they are searched for, the newest first."""
    pairs = [each for each in sought.kinds if each[1]]
    modules = [module for module, event in sought.kinds if not event]
    given: dict[str, Any] = {f"m{place}": module for place, (module, _) in enumerate(pairs)}
    given |= {f"e{place}": event for place, (_, event) in enumerate(pairs)}
    given |= {f"w{place}": module for place, module in enumerate(modules)}
    given |= {f"a{place}": author for place, author in enumerate(sought.authors)}
    named = {"since": sought.since, "until": sought.until, "tag": sought.tag, "last": last}
    given |= {name: value for name, value in named.items() if value is not None}
    if sought.text:
        given["words"] = part(sought.text)
    query = _found(
        "words" in given, len(pairs), len(modules), "since" in given, "until" in given, len(sought.authors),
        "tag" in given, last is not None,
    )  # fmt: skip
    rows = ctx.tx.dicts(query, user=ctx.actor.user_id, limit=limit, **given)
    chat = ctx.tx.value(_CHAT, people=str(ctx.actor.user_id))
    total = {} if last is not None else {"total_results": rows[0]["TOTAL"] if rows else 0}
    return {"chat_id": chat or 0, **total, **_shown(ctx, rows, converts)}


def _shown(ctx: Ctx, rows: Sequence[dict[str, Any]], converts: bool) -> dict[str, Any]:
    return {
        "notifications": [_written(ctx, row, converts) for row in rows],
        "users": showing.somebody(ctx, [row["AUTHOR_ID"] for row in rows]),
    }


def _written(ctx: Ctx, row: dict[str, Any], converts: bool) -> dict[str, Any]:
    buttons = {"notify_buttons": row["BUTTONS"]} if row["BUTTONS"] else {}
    return {
        "id": row["ID"],
        "chat_id": row["CHAT_ID"],
        "author_id": row["AUTHOR_ID"],
        "date": stored_to_iso(row["DATE_CREATE"], ctx.clock.zone),
        "notify_type": row["TYPE"],
        "notify_module": row["MODULE"],
        "notify_event": row["EVENT"],
        "notify_tag": _tag(row, "TAG"),
        "notify_sub_tag": _tag(row, "SUB_TAG"),
        "notify_title": row["TITLE"],
        "setting_name": f"{row['MODULE']}|{row['EVENT']}",
        "text": showing.plain(row["MESSAGE"]) if converts else row["MESSAGE"],
        "notify_read": row["READ"],
        **buttons,
        "params": msgspec.json.decode(row["PARAMS"]) if row["PARAMS"] else None,
    }


def _tag(row: dict[str, Any], name: str) -> str:
    """A tag with whose it is, as tags of several applications may be alike."""
    return f"MP|{row['APP']}|{row[name]}" if row[name] and row["APP"] else str(row[name])


def day_after(moment: str) -> str:
    """A day after a moment, in the stored form."""
    return to_stored(datetime.fromisoformat(moment).replace(tzinfo=UTC) + timedelta(days=1))
