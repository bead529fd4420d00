"""Chats, people and departments found by the beginnings of words, and what somebody has looked for lately.

Source: ``api-reference/chats/search/``.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.domain.im import access, dialogs, kinds, present, recent, showing, words
from homeport.domain.im.tables import CHAT, MEMBER, SOUGHT
from homeport.domain.portal.tables import DEPARTMENT, USER, USER_DEPARTMENT
from homeport.domain.sonet_group import members as groups
from homeport.domain.user import departments
from homeport.domain.user import messenger as people
from homeport.store import Query, constant, statements

TOO_SHORT = ErrorKind("FIND_SHORT", "Too short a search phrase.")

SHORTEST, USUAL, MOST = 2, 10, 50
REMEMBERED = 50
"""How many dialogs are kept of those that somebody has looked for."""

_SOUGHT = Query(
    select(SOUGHT.c.DIALOG)
    .where(SOUGHT.c.USER_ID == bindparam("user"))
    .order_by(SOUGHT.c.FOUND.desc(), SOUGHT.c.DIALOG)
)


@statements
def _chats(grant: access.Grant, count: int, lines: bool, page: bool) -> Query:
    def within(place: int) -> ColumnElement[bool]:
        member = MEMBER.alias()
        named = or_(words.begins(USER.c.NAME, place), words.begins(USER.c.LAST_NAME, place))
        joined = select(member.c.USER_ID).join(USER, USER.c.ID == member.c.USER_ID)
        return or_(words.begins(CHAT.c.TITLE, place), exists(joined.where(member.c.CHAT_ID == CHAT.c.ID, named)))

    of_lines = CHAT.c.ENTITY_TYPE == constant(recent.LINES)
    mine = MEMBER.alias()
    joined = CHAT.outerjoin(mine, and_(mine.c.CHAT_ID == CHAT.c.ID, mine.c.USER_ID == bindparam("actor")))
    wanted = (
        CHAT.c.TYPE.not_in([constant(kinds.PRIVATE), constant(kinds.NOTICES)]),
        of_lines if lines else or_(CHAT.c.ENTITY_TYPE.is_(None), ~of_lines),
        words.all_begin(count, within),
        access.covers(grant, CHAT, True),
    )
    return _paged(select(*CHAT.c, *access.standing(mine)).select_from(joined).where(*wanted), CHAT.c.ID.desc(), page)


@statements
def _people(count: int, employee: bool, page: bool) -> Query:
    def within(place: int) -> ColumnElement[bool]:
        works = select(USER_DEPARTMENT.c.USER_ID).join(DEPARTMENT, DEPARTMENT.c.ID == USER_DEPARTMENT.c.DEPARTMENT_ID)
        there = exists(works.where(USER_DEPARTMENT.c.USER_ID == USER.c.ID, words.begins(DEPARTMENT.c.NAME, place)))
        own = (words.begins(USER.c[name], place) for name in ("NAME", "LAST_NAME", "WORK_POSITION"))
        return or_(*own, there)

    known = [USER.c.ACTIVE == constant("Y"), USER.c.USER_TYPE.in_([constant("employee"), constant("extranet")])]
    if not employee:
        known.append(or_(USER.c.ID == bindparam("actor"), USER.c.ID.in_(groups.companions(bindparam("actor")))))
    return _paged(select(USER.c.ID).where(*known, words.all_begin(count, within)), USER.c.ID.asc(), page)


def _paged(found: Select[Any], order: Any, page: bool) -> Query:
    if not page:
        return Query(select(func.count()).select_from(found.subquery()))
    return Query(found.order_by(order).limit(bindparam("limit")).offset(bindparam("offset")))


def chats(ctx: Ctx, phrase: Any, *, lines: bool, offset: int, limit: int) -> Page:
    """Chats of several by their titles and who is in them, the newest first.

    :param lines: those of open channels, in place of all others
    :raises CallError: ``TOO_SHORT``
    """
    found = _words(phrase)
    grant, given = access.grant(ctx), {**words.parameters(found), "actor": ctx.actor.user_id}
    total = ctx.tx.total(_chats(grant, len(found), lines, False), **given)
    rows = ctx.tx.dicts(_chats(grant, len(found), lines, True), **given, limit=limit, offset=offset)
    known = present.rows(ctx.tx, [row["ID"] for row in rows])
    return _page([showing.found(ctx, row, known[row["ID"]]) for row in rows], total, offset, limit)


def users(ctx: Ctx, phrase: Any, *, offset: int, limit: int) -> Page:
    """People by their names, positions and departments, by their ids.

    :raises CallError: ``TOO_SHORT``
    """
    found = _words(phrase)
    given: dict[str, Any] = words.parameters(found)
    if not ctx.actor.is_employee:
        given["actor"] = ctx.actor.user_id
    total = ctx.tx.total(_people(len(found), ctx.actor.is_employee, False), **given)
    rows = ctx.tx.all(_people(len(found), ctx.actor.is_employee, True), **given, limit=limit, offset=offset)
    shown = {str(each["id"]): each for each in people.some(ctx, [row[0] for row in rows])}
    return _page(shown or [], total, offset, limit)


def offices(ctx: Ctx, phrase: Any, *, user_data: bool, offset: int, limit: int) -> Page:
    """Departments by their full names; all of them for a phrase that is too short, and none for a guest.

    :raises CallError: ``TOO_SHORT`` where there is no phrase at all
    """
    if not isinstance(phrase, str | int):
        raise TOO_SHORT()
    wanted = words.of(str(phrase)) if len(str(phrase).strip()) >= SHORTEST else []
    known = departments.every(ctx) if ctx.actor.is_employee else ()
    found = [each for each in known if _has(each["full_name"], wanted)]
    shown = found[offset : offset + limit]
    if user_data:
        for each in shown:
            heads = people.some(ctx, [each["manager_user_id"]])
            each["manager_user_data"] = heads[0] if heads else None
    return _page(shown, len(found), offset, limit)


def _has(name: str, wanted: list[str]) -> bool:
    present_words = words.of(name)
    return all(any(each.startswith(word) for each in present_words) for word in wanted)


def _page(shown: Any, total: int, offset: int, limit: int) -> Page:
    following = offset + limit
    return Page(shown, total, following if following < total else None)


def _words(phrase: Any) -> list[str]:
    text = str(phrase).strip() if isinstance(phrase, str | int) else ""
    if len(text) < SHORTEST:
        raise TOO_SHORT()
    return words.of(text)


def remember(ctx: Ctx, given: Any) -> bool:
    """Note that the caller has looked for a dialog; whether it is one that the caller may have.

    :raises CallError: ``DIALOG_ID_EMPTY``
    """
    dialog = dialogs.named(given)
    chat = dialogs.find(ctx, dialog)
    if chat is None and not dialogs.reaches(ctx, dialog):
        return False
    key = _key(ctx, dialog, chat)
    forget(ctx, given)
    ctx.tx.insert_many(SOUGHT, [{"USER_ID": ctx.actor.user_id, "DIALOG": key, "FOUND": ctx.clock.stamp()}])
    for (older,) in ctx.tx.all(_SOUGHT, user=ctx.actor.user_id)[REMEMBERED:]:
        ctx.tx.delete(SOUGHT, USER_ID=ctx.actor.user_id, DIALOG=older)
    return True


def forget(ctx: Ctx, given: Any) -> bool:
    """Note no longer that the caller has looked for a dialog; whether that was noted.

    :raises CallError: ``DIALOG_ID_EMPTY``
    """
    dialog = dialogs.named(given)
    key = _key(ctx, dialog, dialogs.find(ctx, dialog))
    return bool(ctx.tx.delete(SOUGHT, USER_ID=ctx.actor.user_id, DIALOG=key))


def _key(ctx: Ctx, dialog: dialogs.Dialog, chat: dict[str, Any] | None) -> str:
    return f"{dialog.kind}{dialog.number}" if chat is None else dialogs.id_of(ctx, chat)


def remembered(ctx: Ctx, wanted: recent.Wanted) -> list[dict[str, Any]]:
    """The dialogs that the caller has looked for, the last first, as far as the caller may have them still."""
    shown = []
    for (key,) in ctx.tx.all(_SOUGHT, user=ctx.actor.user_id):
        dialog = dialogs.named(key)
        if not dialog.kind:
            person = people.some(ctx, [dialog.number]) if wanted.dialogs else []
            shown += [_of_person(each) for each in person]
            continue
        chat = dialogs.find(ctx, dialog)
        if chat is not None and (wanted.lines if chat["ENTITY_TYPE"] == recent.LINES else wanted.chats):
            shown.append(_of_chat(ctx, chat))
    return shown


def _of_person(person: dict[str, Any]) -> dict[str, Any]:
    avatar = {"url": person["avatar"], "color": person["color"]}
    return {"id": person["id"], "type": "user", "avatar": avatar, "title": person["name"], "user": person}


def _of_chat(ctx: Ctx, chat: dict[str, Any]) -> dict[str, Any]:
    shown = showing.brief(ctx, chat, present.rows(ctx.tx, [chat["ID"]])[chat["ID"]])
    avatar = {"url": shown["avatar"], "color": shown["color"]}
    return {"id": f"chat{chat['ID']}", "type": "chat", "avatar": avatar, "title": shown["name"], "chat": shown}
