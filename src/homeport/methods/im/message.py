"""``im.message.*``: messages said, changed, taken back, liked, and made something of."""

from collections.abc import Sequence
from typing import Any, Protocol

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, number_or_none
from homeport.domain.im import blocks, dialogs, messages, saying
from homeport.domain.im.blocks import ATTACH, KEYBOARD, MENU, Part
from homeport.domain.im.dialogs import DIALOG_ID_EMPTY, UNAVAILABLE
from homeport.domain.im.messages import ID_EMPTY
from homeport.domain.imbot import bots, commands, telling
from homeport.methods.im._makers import MAKERS
from homeport.methods.im._params import USER_ID_EMPTY, OfDialog, OfMessage, yes
from homeport.rpc import method

EMPTY = ErrorKind("MESSAGE_EMPTY", "Message can't be empty")
USER_NOT_FOUND = ErrorKind("USER_NOT_FOUND", "User not found")
NOT_MADE = ErrorKind("CHAT_ID", "Error creating message")
BOT_ID_EMPTY = ErrorKind("BOT_ID_ERROR", "Bot ID can't be empty")
COMMAND_EMPTY = ErrorKind("COMMAND_ERROR", "Command can't be empty")
PARAMS_ERROR = ErrorKind("PARAMS_ERROR", "Incorrect params")
NO_REPLY = ErrorKind("REPLY_ACCESS_ERROR", "Action unavailable", 403)
OTHER_CHAT = ErrorKind("REPLY_FROM_OTHER_CHAT_ERROR", "You can only reply to a message within the same chat")
ADDED = (ATTACH, KEYBOARD._replace(too_long=blocks.KEYBOARD_ERROR), MENU._replace(too_long=blocks.MENU_ERROR))
"""How parts are refused of a message that is new."""
_CHANGED_MENU = MENU._replace(wrong=blocks.CHANGED_MENU_ERROR)


class Add(OfDialog):
    message: Any = None
    attach: Any = None
    keyboard: Any = None
    menu: Any = None
    system: Any = None
    url_preview: Any = None
    reply_id: Any = None


class Update(OfMessage):
    message: Any = msgspec.UNSET
    attach: Any = msgspec.UNSET
    keyboard: Any = msgspec.UNSET
    menu: Any = msgspec.UNSET
    url_preview: Any = msgspec.UNSET
    is_edited: Any = None


class Like(OfMessage):
    action: Any = None


class Command(OfMessage):
    bot_id: Any = None
    command: Any = None
    command_params: Any = None


class Share(OfMessage):
    dialog_id: Any = None
    type: Any = None


class Composed(Protocol):
    """What a message is made of."""

    message: Any
    attach: Any
    keyboard: Any
    menu: Any
    url_preview: Any


def composed(ctx: Ctx, p: Composed, parts: Sequence[Part]) -> tuple[str, dict[str, Any]]:
    """The text of a message that is to be said, and what comes with it.

    :raises CallError: ``EMPTY``, ``PARAMS_ERROR``, and the parts'
    """
    text = _text(p.message)
    found = {each.name: blocks.read(ctx, each, getattr(p, each.name.lower())) for each in parts}
    if not text.strip() and found["ATTACH"] is None:
        raise EMPTY()
    params = {name: value for name, value in found.items() if value is not None}
    return text, params | ({} if yes(p.url_preview, usual=True) else {"URL_PREVIEW": "N"})


def changed(
    ctx: Ctx, message: dict[str, Any], chat: dict[str, Any], p: Composed, parts: Sequence[Part], *, marks: bool = True
) -> None:
    """Change a message by what a client says of it; without a text it is taken back.

    :param marks: whether also a change of what comes with the text is marked
    :raises CallError: ``PARAMS_ERROR``, and the parts'
    """
    values: dict[str, Any] = {
        each.name: blocks.read(ctx, each, getattr(p, each.name.lower()))
        for each in parts
        if getattr(p, each.name.lower()) is not msgspec.UNSET
    }
    if p.url_preview is not msgspec.UNSET:
        values["URL_PREVIEW"] = None if yes(p.url_preview, usual=True) else "N"
    if p.message is not msgspec.UNSET:
        values["MESSAGE"] = _text(p.message)
        if not values["MESSAGE"].strip():
            saying.delete(ctx, message, chat)
            return
    if "MESSAGE" in values or marks:
        values["IS_EDITED"] = "Y"
    saying.change(ctx, message, chat, values)


@method(
    "im.message.add",
    writes=True,
    errors=(
        EMPTY, USER_ID_EMPTY, USER_NOT_FOUND, NOT_MADE, UNAVAILABLE, PARAMS_ERROR, blocks.ATTACH_ERROR,
        blocks.ATTACH_OVERSIZE, blocks.KEYBOARD_ERROR, blocks.MENU_ERROR, NO_REPLY, OTHER_CHAT,
    ),
)  # fmt: skip
def add(ctx: Ctx, p: Add) -> int:
    """Say something in a dialog."""
    dialog = dialogs.read(p.dialog_id)
    if dialog is None:
        raise USER_ID_EMPTY()
    text, params = composed(ctx, p, ADDED)
    chat = dialogs.find(ctx, dialog)
    if chat is None and not dialogs.reaches(ctx, dialog):
        raise NOT_MADE() if dialog.kind else USER_NOT_FOUND()
    if chat is None:
        chat = dialogs.begun(ctx, dialog.number)
    if not saying.may_post(ctx, chat):
        raise UNAVAILABLE()
    params |= replied(ctx, p.reply_id, chat["ID"])
    return saying.say(ctx, chat, text, author=0 if yes(p.system) else None, params=params)


def replied(ctx: Ctx, given: Any, chat: int) -> dict[str, int]:
    """What comes with a message that answers another of the same chat; nothing where none is named.

    :raises CallError: ``NO_REPLY``, ``OTHER_CHAT``
    """
    if given in (None, "", 0, "0"):
        return {}
    found = messages.read(ctx, number_or_none(given))
    if found is None:
        raise NO_REPLY()
    if found[1]["ID"] != chat:
        raise OTHER_CHAT()
    return {"REPLY_ID": found[0]["ID"]}


def _text(given: Any) -> str:
    try:
        return messages.text_of(given)
    except ValueError:
        raise PARAMS_ERROR() from None


@method(
    "im.message.update",
    writes=True,
    errors=(
        ID_EMPTY, saying.CANNOT_EDIT, blocks.ATTACH_ERROR, blocks.ATTACH_OVERSIZE, blocks.KEYBOARD_ERROR,
        blocks.KEYBOARD_OVERSIZE, blocks.CHANGED_MENU_ERROR, blocks.MENU_OVERSIZE,
    ),
)  # fmt: skip
def update(ctx: Ctx, p: Update) -> bool:
    """Change a message of the caller's; without a text it is taken back."""
    message, chat = message_of(ctx, p.message_id)
    if not saying.may_edit(ctx, message):
        raise saying.CANNOT_EDIT()
    changed(ctx, message, chat, p, (ATTACH, KEYBOARD, _CHANGED_MENU), marks=yes(p.is_edited, usual=True))
    return True


@method("im.message.delete", writes=True, errors=(ID_EMPTY, saying.CANNOT_EDIT))
def delete(ctx: Ctx, p: OfMessage) -> bool:
    """Take a message back, as its author or who leads the chat."""
    message, chat = message_of(ctx, p.message_id)
    if not saying.may_delete(ctx, message, chat):
        raise saying.CANNOT_EDIT()
    saying.delete(ctx, message, chat)
    return True


@method("im.message.like", writes=True, errors=(ID_EMPTY, saying.UNCHANGED))
def like(ctx: Ctx, p: Like) -> bool:
    """Like a message, or no longer."""
    message, chat = message_of(ctx, p.message_id, ID_EMPTY)
    if not bots.takes_reactions(ctx, message["AUTHOR_ID"]):
        raise saying.UNCHANGED()
    saying.react(ctx, message, chat, likes={"plus": True, "minus": False}.get(str(p.action)))
    return True


@method("im.message.share", writes=True, errors=(ID_EMPTY, DIALOG_ID_EMPTY, dialogs.DENIED, PARAMS_ERROR))
def share(ctx: Ctx, p: Share) -> bool:
    """Make a chat, a task, a post or an event of a message."""
    number = number_or_none(p.message_id)
    if not number:
        raise ID_EMPTY()
    chat = dialogs.require(ctx, p.dialog_id)
    found = messages.read(ctx, number)
    if found is None or found[1]["ID"] != chat["ID"] or str(p.type) not in MAKERS:
        raise PARAMS_ERROR()
    MAKERS[str(p.type)](ctx, found[0], chat)
    return True


@method("im.message.command", writes=True, errors=(ID_EMPTY, BOT_ID_EMPTY, COMMAND_EMPTY, PARAMS_ERROR))
def command(ctx: Ctx, p: Command) -> bool:
    """Let a bot do what a button of a message says."""
    number, bot = number_or_none(p.message_id), number_or_none(p.bot_id)
    if not number:
        raise ID_EMPTY()
    if not bot:
        raise BOT_ID_EMPTY()
    if is_empty(p.command):
        raise COMMAND_EMPTY()
    found = messages.read(ctx, number)
    asked = commands.of_bot(ctx, bot, str(p.command).strip().removeprefix("/"))
    if found is None or asked is None or not telling.may_press(ctx, asked, found[1]):
        raise PARAMS_ERROR()
    telling.press(ctx, asked, found[1], found[0], _text(p.command_params), telling.KEYBOARD)
    return True


def message_of(ctx: Ctx, given: Any, refusal: ErrorKind = saying.CANNOT_EDIT) -> tuple[dict[str, Any], dict[str, Any]]:
    """A message that a client names by its number, and its chat.

    :raises CallError: ``ID_EMPTY``; ``refusal`` for one that the caller does not read
    """
    number = number_or_none(given)
    if not number:
        raise ID_EMPTY()
    found = messages.read(ctx, number)
    if found is None:
        raise refusal()
    return found
