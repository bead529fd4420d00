"""``imbot.v2.Chat.*``: chats of chatbots, what people see of them, and who is in them."""

import re
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, number_or_none
from homeport.domain.im import access, avatars, chats, history, kinds, members, present
from homeport.domain.imbot import shown
from homeport.methods.im._params import limited, users, yes
from homeport.methods.imbot.v2._params import DENIED, OF_BOT, AsBot, InChat, acting, here, leads, refused_as, small
from homeport.rpc import method

NOBODY = ErrorKind("EMPTY_USER_IDS", "Empty user IDs")
IN_CHAT = (*OF_BOT, DENIED)
USUAL, MOST = 50, 200
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Add(AsBot):
    fields: Any = None


class Update(InChat):
    fields: Any = None


class OfUsers(InChat):
    user_ids: Any = None


class OfUser(InChat):
    user_id: Any = None


class Listed(InChat):
    order: Any = None
    limit: Any = None


class Notify(InChat):
    status_message_code: Any = None
    duration: Any = None


class TextField(InChat):
    enabled: Any = None


@method("imbot.v2.Chat.add", writes=True, errors=(*OF_BOT, avatars.WRONG, avatars.TOO_LARGE))
def add(ctx: Ctx, p: Add) -> dict[str, Any]:
    """Make a chat of a chatbot's with others in it, or of one of these."""
    bot, given = acting(ctx, p), small(p.fields)
    owner = number_or_none(given.get("ownerid"))
    texts = {name.upper(): _text(given.get(name)) for name in ("title", "description", "message")}
    made = {**texts, "COLOR": _color(given.get("color")), "AVATAR": given.get("avatar")}
    number = chats.add(bot, made, [*([owner] if owner else []), *users(given.get("userids"))])
    chat = access.seen(bot, number)
    assert chat is not None
    if owner and owner != bot.actor.user_id and owner in present.of(bot.tx, chat):
        members.hand_over(bot, chat, owner)
        chat = access.seen(bot, number)
        assert chat is not None
    shown_to = shown.persons(bot, list(present.of(bot.tx, chat)))
    return {"chat": shown.chat(bot, chat, is_new=True), "users": shown_to}


@method("imbot.v2.Chat.get", writes=True, errors=IN_CHAT)
def get(ctx: Ctx, p: InChat) -> dict[str, Any]:
    """Return what is known of a chat that a chatbot is in; a dialog with somebody is begun."""
    bot, chat = here(ctx, p, begins=True)
    return {"chat": shown.chat(bot, chat)}


@method("imbot.v2.Chat.update", writes=True, errors=(*IN_CHAT, avatars.WRONG, avatars.TOO_LARGE))
def update(ctx: Ctx, p: Update) -> dict[str, bool]:
    """Call a chat otherwise, describe it, give it another color or picture."""
    bot, chat = here(ctx, p)
    given = small(p.fields)
    color = _color(given.get("color"))
    with refused_as(DENIED, but=(avatars.WRONG,)):
        if _text(given.get("title")):
            chats.rename(bot, chat, given["title"])
        if "description" in given:
            chats.describe(bot, chat, _text(given["description"]))
        if color and color != kinds.color_of(chat):
            chats.recolor(bot, chat, color)
        if not is_empty(given.get("avatar")):
            chats.picture(bot, chat, given["avatar"])
    return {"result": True}


@method("imbot.v2.Chat.leave", writes=True, errors=IN_CHAT)
def leave(ctx: Ctx, p: InChat) -> dict[str, bool]:
    """Let a chatbot leave a chat; who owns it hands it over."""
    bot, chat = here(ctx, p)
    with refused_as(DENIED):
        members.leave(bot, chat)
    return {"result": True}


@method("imbot.v2.Chat.setOwner", writes=True, errors=IN_CHAT)
def set_owner(ctx: Ctx, p: OfUser) -> dict[str, bool]:
    """Hand a chat of a chatbot's over to somebody who is in it."""
    bot, chat = here(ctx, p)
    with refused_as(DENIED):
        members.hand_over(bot, chat, number_or_none(p.user_id) or 0)
    return {"result": True}


@method("imbot.v2.Chat.Manager.add", writes=True, errors=(*IN_CHAT, NOBODY))
def add_managers(ctx: Ctx, p: OfUsers) -> dict[str, bool]:
    """Let people who are in a chat of a chatbot's manage it."""
    return _managed(ctx, p, manages=True)


@method("imbot.v2.Chat.Manager.delete", writes=True, errors=(*IN_CHAT, NOBODY))
def delete_managers(ctx: Ctx, p: OfUsers) -> dict[str, bool]:
    """Let people manage a chat of a chatbot's no longer."""
    return _managed(ctx, p, manages=False)


def _managed(ctx: Ctx, p: OfUsers, *, manages: bool) -> dict[str, bool]:
    bot, chat = here(ctx, p)
    named = users(p.user_ids)
    if not named:
        raise NOBODY()
    if access.role(bot, chat) != kinds.OWNER:
        raise DENIED()
    for user in named:  # who is not in it is left out
        present.lead(bot, chat, user, manages)
    return {"result": True}


@method("imbot.v2.Chat.User.add", writes=True, errors=IN_CHAT)
def add_users(ctx: Ctx, p: OfUsers) -> dict[str, bool]:
    """Add people to a chat that a chatbot leads; those are left out who are not there."""
    bot, chat = here(ctx, p)
    if not (leads(bot, chat) and kinds.restrictions(chat).extend):
        raise DENIED()
    members.add_some(bot, chat, users(p.user_ids))
    return {"result": True}


@method("imbot.v2.Chat.User.delete", writes=True, errors=IN_CHAT)
def delete_user(ctx: Ctx, p: OfUser) -> dict[str, bool]:
    """Put somebody out of a chat that a chatbot leads; who is not in it stays so."""
    bot, chat = here(ctx, p)
    user = number_or_none(p.user_id)
    if not leads(bot, chat):
        raise DENIED()
    if user in present.of(bot.tx, chat):
        with refused_as(DENIED):
            members.remove(bot, chat, user)
    return {"result": True}


@method("imbot.v2.Chat.User.list", errors=IN_CHAT)
def list_users(ctx: Ctx, p: Listed) -> list[dict[str, Any]]:
    """List who is in a chat that a chatbot is in."""
    bot, chat = here(ctx, p)
    found = sorted(present.of(bot.tx, chat))
    for name, way in list(small(p.order).items())[:1]:
        if name == "lastsendmessageid":
            last = history.latest(bot, chat["ID"])
            found.sort(key=lambda user: last.get(user, 0))
        if str(way).upper() == "DESC":
            found.reverse()
    return shown.persons(bot, found[: limited(p.limit, USUAL, MOST)])


@method("imbot.v2.Chat.InputAction.notify", errors=IN_CHAT)
def notify(ctx: Ctx, p: Notify) -> dict[str, bool]:
    """Say what a chatbot is doing in a chat; nobody learns of it before something is said."""
    here(ctx, p)
    return {"result": True}


@method("imbot.v2.Chat.TextField.enabled", writes=True, errors=IN_CHAT)
def text_field(ctx: Ctx, p: TextField) -> dict[str, bool]:
    """Show people where to write in a chat that a chatbot is in, or no longer."""
    bot, chat = here(ctx, p, begins=True)
    chats.show_text_field(bot, chat, yes(p.enabled, usual=True))
    return {"result": True}


def _text(given: Any) -> str:
    return str(given) if isinstance(given, str | int | float) and not isinstance(given, bool) else ""


def _color(given: Any) -> str:
    """The code of a color as chats keep it; empty for what is none."""
    code = _HUMP.sub("_", _text(given)).upper()
    return code if code in kinds.COLORS else ""
