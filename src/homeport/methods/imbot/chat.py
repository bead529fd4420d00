"""``imbot.chat.*`` and ``imbot.dialog.get``: chats of chatbots."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.core.values import is_empty
from homeport.domain.im import access, avatars, chats, dialogs, kinds, members, present, showing
from homeport.domain.im.dialogs import CHAT_ID_EMPTY, DENIED, DIALOG_ID_EMPTY, UNAVAILABLE
from homeport.methods.im._params import USER_ID_EMPTY, OfDialog, user_of, users, yes
from homeport.methods.im.chat import Linked, texts_of
from homeport.methods.imbot._params import OF_BOT, AsBot, InChat, acting
from homeport.rpc import method

WRONG_USERS = ErrorKind("INVALID_FORMAT", "Parameter USERS has wrong type")
NOT_MADE = ErrorKind("WRONG_REQUEST", "Chat can't be created")
NOT_A_LIST = ErrorKind("WRONG_REQUEST", "User IDs must be passed in array format")
NOT_ADDED = ErrorKind("WRONG_REQUEST", "You don't have access or user already member in chat")
NOT_IN_IT = ErrorKind("WRONG_REQUEST", "You don't have access or user isn't member in chat")
NOT_LEADING = ErrorKind("WRONG_REQUEST", "Change manager can only owner and user must be member in chat")
OWNER_STAYS = ErrorKind("ACCESS_ERROR", "LEAVE_OWNER_FORBIDDEN", 403)
GUEST = ErrorKind("AUTHORIZE_ERROR", "Method not available for guest session.", 403)
NO_ACCESS = ErrorKind("ACCESS_ERROR", "You don't have access to this chat", 403)


class Add(AsBot):
    type: Any = None
    title: Any = None
    description: Any = None
    color: Any = None
    message: Any = None
    users: Any = None
    avatar: Any = None
    entity_type: Any = None
    entity_id: Any = None


class Titled(InChat):
    title: Any = None


class Colored(InChat):
    color: Any = None


class Pictured(InChat):
    avatar: Any = None


class OfUser(InChat):
    user_id: Any = None


class Managed(OfUser):
    is_manager: Any = None


class Invited(InChat):
    users: Any = None
    hide_history: Any = None


class Typing(AsBot):
    dialog_id: Any = None


@method(
    "imbot.chat.add",
    writes=True,
    errors=(WRONG_USERS, *OF_BOT, NOT_MADE, avatars.WRONG, avatars.TOO_LARGE),
)
def add(ctx: Ctx, p: Add) -> int:
    """Make a chat of a chatbot's, with others in it."""
    bot = acting(ctx, p)
    if not (is_empty(p.users) or isinstance(p.users, list | dict)):
        raise WRONG_USERS()
    given = texts_of(p)
    try:
        return chats.add(bot, {**given, "AVATAR": p.avatar}, users(p.users), kind=str(p.type))
    except CallError as error:
        if error.code == avatars.WRONG.code:
            raise
        raise NOT_MADE() from None


@method("imbot.chat.get", errors=(GUEST, NO_ACCESS))
def get(ctx: Ctx, p: Linked) -> dict[str, int] | None:
    """Return the id of the chat that is linked with something."""
    given = texts_of(p)
    kind, of = given.get("ENTITY_TYPE"), given.get("ENTITY_ID")
    found = chats.linked(ctx, kind, of) if kind and of else None
    return None if found is None else {"ID": found}


@method("imbot.dialog.get", errors=(DIALOG_ID_EMPTY, DENIED))
def dialog(ctx: Ctx, p: OfDialog) -> dict[str, Any]:
    """Return what is known of a dialog."""
    return showing.whole(ctx, dialogs.require(ctx, p.dialog_id))


@method(
    "imbot.chat.updateTitle",
    writes=True,
    errors=(CHAT_ID_EMPTY, chats.TITLE_EMPTY, UNAVAILABLE, chats.NO_RENAMING, *OF_BOT),
)
def rename(ctx: Ctx, p: Titled) -> bool:
    """Call a chat otherwise."""
    bot = acting(ctx, p)
    chats.rename(bot, dialogs.of_chat(bot, p.chat_id, None), p.title)
    return True


@method(
    "imbot.chat.updateColor",
    writes=True,
    errors=(CHAT_ID_EMPTY, UNAVAILABLE, chats.WRONG_COLOR, chats.SAME_COLOR, *OF_BOT),
)
def recolor(ctx: Ctx, p: Colored) -> bool:
    """Give a chat another color."""
    bot = acting(ctx, p)
    chats.recolor(bot, dialogs.of_chat(bot, p.chat_id, None, chats.SAME_COLOR), p.color)
    return True


@method(
    "imbot.chat.updateAvatar",
    writes=True,
    errors=(
        CHAT_ID_EMPTY, chats.MAY_NOT, UNAVAILABLE, chats.NO_AVATAR, avatars.WRONG, avatars.TOO_LARGE, chats.NO_CHAT,
        *OF_BOT,
    ),
)  # fmt: skip
def picture(ctx: Ctx, p: Pictured) -> bool:
    """Give a chat another picture."""
    bot = acting(ctx, p)
    chats.picture(bot, dialogs.of_chat(bot, p.chat_id, None, chats.NO_CHAT), p.avatar)
    return True


@method(
    "imbot.chat.setOwner",
    writes=True,
    errors=(CHAT_ID_EMPTY, USER_ID_EMPTY, UNAVAILABLE, members.NOT_OWNER, *OF_BOT),
)
def set_owner(ctx: Ctx, p: OfUser) -> bool:
    """Hand a chat of a chatbot's over to somebody who is in it."""
    bot = acting(ctx, p)
    members.hand_over(bot, dialogs.of_chat(bot, p.chat_id, None), user_of(p.user_id))
    return True


@method("imbot.chat.setManager", writes=True, errors=(CHAT_ID_EMPTY, USER_ID_EMPTY, NOT_LEADING, *OF_BOT))
def set_manager(ctx: Ctx, p: Managed) -> bool:
    """Let somebody manage a chat of a chatbot's, or no longer."""
    bot = acting(ctx, p)
    chat = dialogs.of_chat(bot, p.chat_id, None, NOT_LEADING)
    user = user_of(p.user_id)
    if access.role(bot, chat) != kinds.OWNER or not present.lead(bot, chat, user, yes(p.is_manager, usual=True)):
        raise NOT_LEADING()
    return True


@method(
    "imbot.chat.user.add",
    writes=True,
    errors=(CHAT_ID_EMPTY, UNAVAILABLE, members.NO_ADDING, NOT_A_LIST, NOT_ADDED, *OF_BOT),
)
def add_users(ctx: Ctx, p: Invited) -> bool:
    """Add people to a chat that a chatbot is in."""
    bot = acting(ctx, p)
    chat = dialogs.of_chat(bot, p.chat_id, None)
    if not isinstance(p.users, list | dict):
        raise NOT_A_LIST()
    named_so = users(p.users)
    if set(named_so) <= present.of(bot.tx, chat).keys():
        raise NOT_ADDED()
    try:
        members.add(bot, chat, named_so, hide=yes(p.hide_history, usual=True))
    except CallError as error:
        if error.code == members.MAY_NOT_ADD.code:
            raise NOT_ADDED() from None
        raise
    return True


@method(
    "imbot.chat.user.delete",
    writes=True,
    errors=(CHAT_ID_EMPTY, USER_ID_EMPTY, UNAVAILABLE, members.NO_DELETING, OWNER_STAYS, NOT_IN_IT, *OF_BOT),
)
def delete_user(ctx: Ctx, p: OfUser) -> bool:
    """Put somebody out of a chat that a chatbot leads."""
    bot = acting(ctx, p)
    _remove(bot, dialogs.of_chat(bot, p.chat_id, None), user_of(p.user_id))
    return True


@method(
    "imbot.chat.leave",
    writes=True,
    errors=(CHAT_ID_EMPTY, UNAVAILABLE, members.NO_DELETING, OWNER_STAYS, NOT_IN_IT, *OF_BOT),
)
def leave(ctx: Ctx, p: InChat) -> bool:
    """Let a chatbot leave a chat."""
    bot = acting(ctx, p)
    _remove(bot, dialogs.of_chat(bot, p.chat_id, None), bot.actor.user_id)
    return True


def _remove(bot: Ctx, chat: dict[str, Any], user: int) -> None:
    if user == chat["AUTHOR_ID"] and chat["ENTITY_NUMBER"] is None:
        raise OWNER_STAYS()
    try:
        members.remove(bot, chat, user)
    except CallError as error:
        if error.code in (members.MAY_NOT_KICK.code, members.NOT_IN_IT.code):
            raise NOT_IN_IT() from None
        raise


@method("imbot.chat.user.list", errors=(CHAT_ID_EMPTY, UNAVAILABLE, *OF_BOT))
def list_users(ctx: Ctx, p: InChat) -> list[int]:
    """List who is in a chat that a chatbot is in."""
    bot = acting(ctx, p)
    return list(present.of(bot.tx, dialogs.of_chat(bot, p.chat_id, None)))


@method("imbot.chat.sendTyping", errors=(*OF_BOT, DIALOG_ID_EMPTY))
def typing(ctx: Ctx, p: Typing) -> bool:
    """Say that a chatbot is writing in a dialog; nobody learns of it before it is said."""
    acting(ctx, p)
    dialogs.named(p.dialog_id)
    return True
