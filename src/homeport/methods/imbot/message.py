"""``imbot.message.*``: messages of chatbots."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import number_or_none
from homeport.domain.im import blocks, dialogs, saying
from homeport.domain.im.blocks import ATTACH, KEYBOARD, MENU
from homeport.domain.im.dialogs import DIALOG_ID_EMPTY
from homeport.domain.im.messages import ID_EMPTY
from homeport.methods.im._params import yes
from homeport.methods.im.message import EMPTY, changed, composed, message_of
from homeport.methods.imbot._params import OF_BOT, AsBot, acting
from homeport.rpc import method

NOT_ADDED = ErrorKind("WRONG_REQUEST", "Message isn't added")
PARTS = (ATTACH, KEYBOARD, MENU)
_PARTS = (
    blocks.ATTACH_ERROR, blocks.ATTACH_OVERSIZE, blocks.KEYBOARD_ERROR, blocks.KEYBOARD_OVERSIZE, blocks.MENU_ERROR,
    blocks.MENU_OVERSIZE,
)  # fmt: skip


class Add(AsBot):
    dialog_id: Any = None
    from_user_id: Any = None
    to_user_id: Any = None
    message: Any = None
    attach: Any = None
    keyboard: Any = None
    menu: Any = None
    system: Any = None
    url_preview: Any = None
    skip_connector: Any = None


class Update(AsBot):
    message_id: Any = None
    message: Any = msgspec.UNSET
    attach: Any = msgspec.UNSET
    keyboard: Any = msgspec.UNSET
    menu: Any = msgspec.UNSET
    url_preview: Any = msgspec.UNSET
    skip_connector: Any = None


class OfMessage(AsBot):
    message_id: Any = None


class Delete(OfMessage):
    complete: Any = None


class Like(OfMessage):
    action: Any = None


@method("imbot.message.add", writes=True, errors=(*OF_BOT, DIALOG_ID_EMPTY, EMPTY, *_PARTS, NOT_ADDED))
def add(ctx: Ctx, p: Add) -> int:
    """Say something in the name of a chatbot."""
    bot = acting(ctx, p)
    between = number_or_none(p.from_user_id), number_or_none(p.to_user_id)
    dialog = dialogs.Dialog("", between[1]) if between[0] and between[1] else dialogs.named(p.dialog_id)
    text, params = composed(ctx, p, PARTS)
    speaker = bot if not (between[0] and between[1]) else _between(ctx, bot, between[0])
    chat = dialogs.find(speaker, dialog)
    if chat is None and dialogs.reaches(speaker, dialog):
        chat = dialogs.begun(speaker, dialog.number)
    if chat is None or not saying.may_post(speaker, chat):
        raise NOT_ADDED()
    quiet = yes(p.system) or speaker is not bot
    return saying.say(bot, chat, text.strip(), author=0 if quiet else None, params=params)


def _between(ctx: Ctx, bot: Ctx, sender: int) -> Ctx:
    """The call as it is made between two: of whom one is the caller, or the bot."""
    if sender == bot.actor.user_id:
        return bot
    if sender != ctx.actor.user_id:
        raise NOT_ADDED()
    return ctx


@method("imbot.message.update", writes=True, errors=(*OF_BOT, ID_EMPTY, *_PARTS, saying.CANNOT_EDIT))
def update(ctx: Ctx, p: Update) -> bool:
    """Change a message of a chatbot."""
    bot = acting(ctx, p)
    message, chat = message_of(bot, p.message_id)
    if not saying.may_edit(bot, message):
        raise saying.CANNOT_EDIT()
    changed(bot, message, chat, p, PARTS)
    return True


@method("imbot.message.delete", writes=True, errors=(*OF_BOT, ID_EMPTY, saying.CANNOT_EDIT))
def delete(ctx: Ctx, p: Delete) -> bool:
    """Take a message of a chatbot back, so that it is seen that there was one, or that it is not."""
    bot = acting(ctx, p)
    message, chat = message_of(bot, p.message_id)
    if not saying.may_delete(bot, message, chat):
        raise saying.CANNOT_EDIT()
    (saying.remove if yes(p.complete) else saying.delete)(bot, message, chat)
    return True


@method("imbot.message.like", writes=True, errors=(*OF_BOT, ID_EMPTY, saying.UNCHANGED))
def like(ctx: Ctx, p: Like) -> bool:
    """Like a message in the name of a chatbot, or no longer."""
    bot = acting(ctx, p)
    message, chat = message_of(bot, p.message_id, ID_EMPTY)
    saying.react(bot, message, chat, likes={"plus": True, "minus": False}.get(str(p.action)))
    return True
