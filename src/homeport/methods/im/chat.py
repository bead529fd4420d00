"""``im.chat.*``: chats, what they are called and look like, and who is in them."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.values import number_or_none, read_string
from homeport.domain.im import avatars, chats, dialogs, members, messages, present
from homeport.domain.im.dialogs import CHAT_ID_EMPTY, DIALOG_ID_EMPTY, UNAVAILABLE
from homeport.methods.im._params import USER_ID_EMPTY, OfChat, user_of, users, yes
from homeport.rpc import Params, Underscored, method

_TEXTS = ("title", "description", "message", "color", "entity_type", "entity_id")


class Add(Underscored):
    users: Any = None
    type: Any = None
    title: Any = None
    description: Any = None
    color: Any = None
    message: Any = None
    avatar: Any = None
    entity_type: Any = None
    entity_id: Any = None
    copilot_main_role: Any = None


class Linked(Underscored):
    entity_type: Any = None
    entity_id: Any = None


class Either(OfChat):
    dialog_id: Any = None


class OfUser(OfChat):
    user_id: Any = None


class Owned(Either):
    user_id: Any = None


class Titled(Either):
    title: Any = None


class Colored(Either):
    color: Any = None


class Pictured(Either):
    avatar: Any = None


class Muted(Either):
    mute: Any = None


class Invited(OfChat):
    users: Any = None
    hide_history: Any = None


@method("im.chat.add", writes=True, errors=(avatars.WRONG, avatars.TOO_LARGE))
def add(ctx: Ctx, p: Add) -> int:
    """Make a chat of the caller's, with others in it."""
    given = texts_of(p)
    return chats.add(ctx, {**given, "AVATAR": p.avatar}, users(p.users), kind=str(p.type))


def texts_of(p: Params) -> dict[str, Any]:
    """What is said of a chat in words, by the documented names."""
    given = {name.upper(): _text(getattr(p, name, None)) for name in _TEXTS}
    return given | {"MESSAGE": messages.text_of(given["MESSAGE"]) if given["MESSAGE"] else None}


def _text(given: Any) -> str | None:
    try:
        return read_string(given, None)  # type: ignore[arg-type]
    except ValueError:
        return None


@method("im.chat.get")
def get(ctx: Ctx, p: Linked) -> dict[str, int] | None:
    """Return the id of the chat that is linked with something."""
    kind, of = _text(p.entity_type), _text(p.entity_id)
    found = chats.linked(ctx, kind, of) if kind and of else None
    return None if found is None else {"ID": found}


@method(
    "im.chat.setOwner",
    writes=True,
    errors=(CHAT_ID_EMPTY, DIALOG_ID_EMPTY, USER_ID_EMPTY, UNAVAILABLE, members.NOT_OWNER),
)
def set_owner(ctx: Ctx, p: Owned) -> bool:
    """Hand a chat over to somebody who is in it, as its owner."""
    chat = dialogs.of_chat(ctx, p.chat_id, p.dialog_id)
    members.hand_over(ctx, chat, user_of(p.user_id))
    return True


@method(
    "im.chat.updateTitle",
    writes=True,
    errors=(CHAT_ID_EMPTY, DIALOG_ID_EMPTY, chats.TITLE_EMPTY, UNAVAILABLE, chats.NO_RENAMING),
)
def rename(ctx: Ctx, p: Titled) -> bool:
    """Call a chat otherwise."""
    chats.rename(ctx, dialogs.of_chat(ctx, p.chat_id, p.dialog_id), p.title)
    return True


@method(
    "im.chat.updateColor",
    writes=True,
    errors=(CHAT_ID_EMPTY, DIALOG_ID_EMPTY, chats.WRONG_COLOR, chats.SAME_COLOR, UNAVAILABLE),
)
def recolor(ctx: Ctx, p: Colored) -> bool:
    """Give a chat another color."""
    chats.recolor(ctx, dialogs.of_chat(ctx, p.chat_id, p.dialog_id, chats.SAME_COLOR), p.color)
    return True


@method(
    "im.chat.updateAvatar",
    writes=True,
    errors=(
        CHAT_ID_EMPTY, DIALOG_ID_EMPTY, chats.MAY_NOT, UNAVAILABLE, chats.NO_AVATAR, avatars.WRONG, avatars.TOO_LARGE,
        chats.NO_CHAT,
    ),
)  # fmt: skip
def picture(ctx: Ctx, p: Pictured) -> bool:
    """Give a chat another picture."""
    chats.picture(ctx, dialogs.of_chat(ctx, p.chat_id, p.dialog_id, chats.NO_CHAT), p.avatar)
    return True


@method("im.chat.mute", writes=True, errors=(CHAT_ID_EMPTY, DIALOG_ID_EMPTY, chats.NOT_MUTED))
def mute(ctx: Ctx, p: Muted) -> bool:
    """Be told no more of a chat, or again."""
    chats.mute(ctx, dialogs.either(ctx, p.chat_id, p.dialog_id, chats.NOT_MUTED), yes(p.mute, usual=True))
    return True


@method("im.chat.leave", writes=True, errors=(CHAT_ID_EMPTY, UNAVAILABLE, members.NO_DELETING, members.MAY_NOT_KICK))
def leave(ctx: Ctx, p: OfChat) -> bool:
    """Leave a chat."""
    members.leave(ctx, dialogs.of_chat(ctx, p.chat_id, None))
    return True


@method("im.chat.user.add", writes=True, errors=(CHAT_ID_EMPTY, UNAVAILABLE, members.NO_ADDING, members.MAY_NOT_ADD))
def add_users(ctx: Ctx, p: Invited) -> bool:
    """Add people to a chat."""
    hide = yes(p.hide_history, usual=True)
    members.add(ctx, dialogs.of_chat(ctx, p.chat_id, None), users(p.users), hide=hide)
    return True


@method(
    "im.chat.user.delete",
    writes=True,
    errors=(CHAT_ID_EMPTY, USER_ID_EMPTY, UNAVAILABLE, members.NO_DELETING, members.MAY_NOT_KICK, members.NOT_IN_IT),
)
def delete_user(ctx: Ctx, p: OfUser) -> bool:
    """Put somebody out of a chat."""
    chat = dialogs.of_chat(ctx, p.chat_id, None)
    members.remove(ctx, chat, user_of(p.user_id))
    return True


@method("im.chat.user.list", errors=(CHAT_ID_EMPTY, UNAVAILABLE))
def list_users(ctx: Ctx, p: OfChat) -> list[int]:
    """List who is in a chat; nobody for who does not read it."""
    number = number_or_none(p.chat_id)
    if not number:
        raise CHAT_ID_EMPTY()
    chat = dialogs.find(ctx, dialogs.Dialog("chat", number))
    return [] if chat is None else list(present.of(ctx.tx, chat))
