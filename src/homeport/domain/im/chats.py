"""Chats: made by people, found by what they are linked with, called and looking otherwise, muted.

Sources: ``im-chat-add.md``, ``im-chat-get.md``, ``chat-update/``, ``im-chat-mute.md``.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED, ErrorKind
from homeport.core.values import is_empty
from homeport.domain.im import access, avatars, dialogs, entities, kinds, listening, opening, present
from homeport.domain.im.saying import named, say, system
from homeport.domain.im.tables import CHAT, MEMBER
from homeport.domain.user import messenger as people
from homeport.store import Query, Transaction

NO_RENAMING = ErrorKind("ACCESS_ERROR", "This chat cannot be renamed", 403)
NO_AVATAR = ErrorKind("ACCESS_ERROR", "The avatar of this chat cannot be changed", 403)
MAY_NOT = ErrorKind("ACCESS_DENIED", "Access denied", 403)
TITLE_EMPTY = ErrorKind("TITLE_EMPTY", "Title can't be empty")
WRONG_COLOR = ErrorKind("WRONG_COLOR", "This color currently unavailable")
SAME_COLOR = ErrorKind("WRONG_REQUEST", "This color currently set or chat doesn't exist")
NO_CHAT = ErrorKind("WRONG_REQUEST", "Chat doesn't exist")
NOT_MUTED = ErrorKind("ACCESS_ERROR", "This chat cannot be muted", 403)

TITLE_LETTERS = 255
_BY_TYPE = {"OPEN": kinds.OPEN, "CHAT": kinds.CLOSED}

_GET = Query(select(*CHAT.c).where(CHAT.c.ID == bindparam("id")))
_LINKED = Query(
    select(CHAT.c.ID)
    .where(CHAT.c.ENTITY_TYPE == bindparam("kind"), CHAT.c.ENTITY_ID == bindparam("of"))
    .order_by(CHAT.c.ID)
)


def add(ctx: Ctx, given: dict[str, Any], guests: Iterable[int], *, kind: str = "CHAT") -> int:
    """Make a chat of the caller's with others in it; its number.

    What belongs to a group or a task has its one chat already: that is it, for whoever reads it.

    :param given: ``TITLE``, ``DESCRIPTION``, ``COLOR``, ``MESSAGE``, ``AVATAR``, ``ENTITY_TYPE``, ``ENTITY_ID``
    :param guests: whom the caller adds; those are left out who are not there, or whom the caller does not reach
    :param kind: ``OPEN`` or ``CHAT``
    :raises CallError: ``ACCESS_DENIED``, ``AVATAR_ERROR``
    """
    entity = given.get("ENTITY_TYPE")
    if entity and entities.is_owned(entity):
        found = linked(ctx, entity, given.get("ENTITY_ID") or "")
        if found is None:
            raise ACCESS_DENIED()
        return found
    me = ctx.actor.user_id
    fit = [each for each in dict.fromkeys(guests) if each != me and people.reaches(ctx, each)]
    color = given.get("COLOR")
    row = {"TYPE": _BY_TYPE.get(kind, kinds.CLOSED), "ENTITY_TYPE": entity or None}
    row |= {"ENTITY_ID": given.get("ENTITY_ID") if entity else None, "DESCRIPTION": given.get("DESCRIPTION") or ""}
    number = opening.insert(ctx, {**row, "COLOR": color if color in kinds.COLORS else ""})
    opening.enter(ctx, {"ID": number, "FOLDER_ID": None}, [me, *fit])
    title = _one_line(given.get("TITLE")) or _usual_title(ctx, number, fit)
    ctx.tx.update(CHAT, {"ID": number}, {"TITLE": title})
    chat = access.seen(ctx, number)
    assert chat is not None
    if not is_empty(given.get("AVATAR")):
        avatars.put(ctx, chat, given["AVATAR"])
    system(ctx, chat, f"{named(ctx, me)} created the chat")
    if fit:
        system(ctx, chat, f"{named(ctx, me)} invited {named(ctx, *fit)} to the chat", "CHAT_JOIN")
        listening.joined(ctx, chat, fit)
    if given.get("MESSAGE"):
        say(ctx, chat, given["MESSAGE"])
    return number


def open_of(ctx: Ctx, title: str, kind: str) -> int:
    """A chat of the caller's alone, for the floors above; its number.

    :param kind: :data:`kinds.CLOSED` or :data:`kinds.CHANNEL`
    """
    number = opening.insert(ctx, {"TYPE": kind, "TITLE": title})
    opening.enter(ctx, {"ID": number, "FOLDER_ID": None}, [ctx.actor.user_id])
    return number


def _usual_title(ctx: Ctx, number: int, guests: list[int]) -> str:
    """How a chat is called that was called nothing: by who is in it, or by its color."""
    names = [each["name"] for each in people.some(ctx, guests[:3])]
    if names:
        return f"Chat with {', '.join(names)}"[:TITLE_LETTERS]
    found = find(ctx.tx, number)
    assert found is not None
    return f"{kinds.color_of(found).replace('_', ' ').capitalize()} chat No. {number}"


def find(tx: Transaction, chat: int) -> dict[str, Any] | None:
    """A chat as it is stored, whoever reads it."""
    return next(iter(tx.dicts(_GET, id=chat)), None)


def linked(ctx: Ctx, kind: str, of: str) -> int | None:
    """The first of the chats linked with something that the caller reads; None when there is none."""
    found = (row[0] for row in ctx.tx.all(_LINKED, kind=kind, of=of))
    return next((number for number in found if access.seen(ctx, number) is not None), None)


def rename(ctx: Ctx, chat: dict[str, Any], given: Any) -> None:
    """Call a chat otherwise that the caller reads.

    :raises CallError: ``TITLE_EMPTY``, ``NO_RENAMING``, ``UNAVAILABLE``
    """
    title = _one_line(given)
    if not title:
        raise TITLE_EMPTY()
    if not kinds.restrictions(chat).rename:
        raise NO_RENAMING()
    _require_ui(ctx, chat, dialogs.UNAVAILABLE)
    ctx.tx.update(CHAT, {"ID": chat["ID"]}, {"TITLE": title})
    chat["TITLE"] = title
    system(ctx, chat, f'{named(ctx, ctx.actor.user_id)} changed the chat title to "{title}"')


def describe(ctx: Ctx, chat: dict[str, Any], text: str) -> None:
    """Describe a chat otherwise that the caller reads.

    :raises CallError: ``UNAVAILABLE``
    """
    _require_ui(ctx, chat, dialogs.UNAVAILABLE)
    ctx.tx.update(CHAT, {"ID": chat["ID"]}, {"DESCRIPTION": text})
    chat["DESCRIPTION"] = text


def recolor(ctx: Ctx, chat: dict[str, Any], color: Any) -> None:
    """Give a chat another color.

    :raises CallError: ``WRONG_COLOR``, ``SAME_COLOR``, ``UNAVAILABLE``
    """
    if not isinstance(color, str) or color not in kinds.COLORS:
        raise WRONG_COLOR()
    if not kinds.restrictions(chat).avatar:
        raise dialogs.UNAVAILABLE()
    _require_ui(ctx, chat, dialogs.UNAVAILABLE)
    if color == kinds.color_of(chat):
        raise SAME_COLOR()
    ctx.tx.update(CHAT, {"ID": chat["ID"]}, {"COLOR": color})
    chat["COLOR"] = color
    shown = color.replace("_", " ").capitalize()
    system(ctx, chat, f'{named(ctx, ctx.actor.user_id)} changed the chat color to "{shown}"')


def picture(ctx: Ctx, chat: dict[str, Any], given: Any) -> None:
    """Give a chat another picture.

    :raises CallError: ``NO_AVATAR``, ``MAY_NOT``, ``AVATAR_ERROR``
    """
    if not kinds.restrictions(chat).avatar:
        raise NO_AVATAR()
    _require_ui(ctx, chat, MAY_NOT)
    avatars.put(ctx, chat, given)
    system(ctx, chat, f"{named(ctx, ctx.actor.user_id)} changed the chat avatar")


def show_text_field(ctx: Ctx, chat: dict[str, Any], shows: bool) -> None:
    """Show people where to write in a chat, or no longer."""
    ctx.tx.update(CHAT, {"ID": chat["ID"]}, {"TEXT_FIELD": "Y" if shows else "N"})


def mute(ctx: Ctx, chat: dict[str, Any], mutes: bool) -> None:
    """Be told no more of a chat that the caller is in, or again.

    :raises CallError: ``NOT_MUTED``
    """
    if not kinds.restrictions(chat).mute:
        raise NOT_MUTED()
    if not be_in(ctx, chat):
        raise NOT_MUTED()
    ctx.tx.update(MEMBER, {"CHAT_ID": chat["ID"], "USER_ID": ctx.actor.user_id}, {"MUTED": "Y" if mutes else "N"})


def be_in(ctx: Ctx, chat: dict[str, Any]) -> bool:
    """Whether it can be noted how a chat stands with the caller: who is in it, once it is known that they are."""
    if chat["MY_MANAGER"] is None and ctx.actor.user_id in present.of(ctx.tx, chat):
        present.settle(ctx, chat)
        return True
    return chat["MY_MANAGER"] is not None


def _require_ui(ctx: Ctx, chat: dict[str, Any], refusal: ErrorKind) -> None:
    if not kinds.allows("manage_ui", access.role(ctx, chat)):
        raise refusal()


def _one_line(given: Any) -> str:
    return " ".join(str(given).split())[:TITLE_LETTERS] if isinstance(given, str | int | float) else ""
