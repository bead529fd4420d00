"""``imbot.v2.Chat.Message.*``: messages of chatbots, and those of others that they read."""

import uuid
from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import number_or_none
from homeport.domain.im import blocks, history, messages, saying, unread
from homeport.domain.im.blocks import ATTACH, KEYBOARD
from homeport.domain.imbot import bots, forwarding, shown
from homeport.domain.imbot.reactions import REACTIONS
from homeport.domain.records.filters import as_map
from homeport.methods.im._params import limited, yes
from homeport.methods.im.message import EMPTY, changed, composed, replied
from homeport.methods.imbot.v2._params import (
    DENIED,
    OF_BOT,
    InChat,
    OfMessage,
    acting,
    bot_of,
    here,
    message_of,
    refused_as,
    small,
)  # fmt: skip
from homeport.rpc import method

NOTHING = ErrorKind("EMPTY_MESSAGE", "Message is empty")
NOT_SENT = ErrorKind("SENDING_FAILED", "Sending failed")
NOT_FOUND = ErrorKind("MESSAGE_NOT_FOUND", "Message not found")
NOT_READ = ErrorKind("MESSAGE_ACCESS_DENIED", "Message access denied", 403)
WRONG_TYPE = ErrorKind("BOT_TYPE_NOT_ALLOWED", "Bot type not allowed", 403)
NO_REACTION = ErrorKind("REACTION_NOT_FOUND", "Reaction not found")
HAS_REACTION = ErrorKind("REACTION_ALREADY_SET", "Reaction already set")
IN_CHAT = (*OF_BOT, DENIED)
READING = (*OF_BOT, WRONG_TYPE, NOT_FOUND, NOT_READ)
PARTS = (ATTACH, KEYBOARD)
OF_PARTS = (blocks.ATTACH_ERROR, blocks.ATTACH_OVERSIZE, blocks.KEYBOARD_ERROR, blocks.KEYBOARD_OVERSIZE)
AROUND = 50
"""Messages on each side of one."""


class Send(InChat):
    fields: Any = None


class Update(OfMessage):
    fields: Any = None


class Delete(OfMessage):
    complete: Any = None


class Read(InChat):
    message_id: Any = None


class Around(OfMessage):
    range: Any = None


class Reaction(OfMessage):
    reaction: Any = None


class Said(msgspec.Struct):
    """What a client says of a message."""

    message: Any = None
    attach: Any = None
    keyboard: Any = None
    url_preview: Any = None
    menu: Any = None


def said(given: dict[str, Any]) -> Said:
    """What is said of a message that is new.

    :param given: by names in small letters
    """
    return Said(given.get("message"), given.get("attach"), given.get("keyboard"), given.get("urlpreview"))


@method("imbot.v2.Chat.Message.send", writes=True, errors=(*IN_CHAT, NOTHING, NOT_SENT))
def send(ctx: Ctx, p: Send) -> dict[str, Any]:
    """Say something in the name of a chatbot, or forward what others have said."""
    bot, chat = here(ctx, p, begins=True)
    if not saying.may_post(bot, chat):
        raise DENIED()
    given = small(p.fields)
    wanted = as_map(given.get("forwardids"))
    forwarded = forwarding.named(bot, wanted)
    if forwarded is None:
        raise NOT_SENT()
    number = 0
    with refused_as(NOT_SENT, but=(NOTHING,)):
        if not (forwarded and not str(given.get("message") or "").strip() and not given.get("attach")):
            number = _say(ctx, bot, chat, given)
    found = forwarding.forward(bot, chat, forwarded)
    return {"id": number or next(iter(found.values())), "uuidMap": found}


def _say(ctx: Ctx, bot: Ctx, chat: dict[str, Any], given: dict[str, Any]) -> int:
    with refused_as(NOTHING, only=(EMPTY,)):
        text, params = composed(ctx, said(given), PARTS)
    params |= replied(bot, given.get("replyid"), chat["ID"])
    author = 0 if yes(given.get("system")) else None
    return saying.say(bot, chat, text.strip(), author=author, params=params, token=_token(given.get("templateid")))


def _token(given: Any) -> str | None:
    try:
        return str(uuid.UUID(given)) if isinstance(given, str) and given else None
    except ValueError:
        raise NOT_SENT() from None


@method("imbot.v2.Chat.Message.update", writes=True, errors=(*IN_CHAT, *OF_PARTS))
def update(ctx: Ctx, p: Update) -> dict[str, bool]:
    """Change a message of a chatbot."""
    bot = acting(ctx, p)
    message, chat = message_of(bot, number_or_none(p.message_id))
    if not saying.may_edit(bot, message):
        raise DENIED()
    given = small(p.fields)
    unset = msgspec.UNSET
    change = Said(*(given.get(name, unset) for name in ("message", "attach", "keyboard", "urlpreview")))
    changed(bot, message, chat, change, PARTS)
    return {"result": True}


@method("imbot.v2.Chat.Message.delete", writes=True, errors=IN_CHAT)
def delete(ctx: Ctx, p: Delete) -> dict[str, bool]:
    """Take a message back: of the chatbot's, or of anybody's where it leads the chat."""
    bot = acting(ctx, p)
    message, chat = message_of(bot, number_or_none(p.message_id))
    if not saying.may_delete(bot, message, chat):
        raise DENIED()
    (saying.remove if yes(p.complete) else saying.delete)(bot, message, chat)
    return {"result": True}


@method("imbot.v2.Chat.Message.read", writes=True, errors=(*IN_CHAT, NOT_FOUND))
def read(ctx: Ctx, p: Read) -> dict[str, Any]:
    """Note that a chatbot has read a chat, up to a message or all of it."""
    bot, chat = here(ctx, p)
    until = None
    if p.message_id not in (None, ""):
        message, its = message_of(bot, number_or_none(p.message_id), NOT_FOUND)
        if its["ID"] != chat["ID"]:
            raise NOT_FOUND()
        until = message["ID"]
    before = chat["MY_LAST_ID"] or 0
    found = unread.read(bot, chat, until)
    viewed = unread.between(bot, chat, before, found["lastId"])
    return {"chatId": chat["ID"], "lastId": found["lastId"], "counter": found["counter"], "viewedMessages": viewed}


def _reading(ctx: Ctx, p: OfMessage) -> tuple[Ctx, dict[str, Any], dict[str, Any]]:
    """The call as a bot makes it that may read others' messages; the one it means, and its chat."""
    row = bot_of(ctx, p)
    if row["TYPE"] not in (bots.SUPERVISOR, bots.PERSONAL):
        raise WRONG_TYPE()
    bot, number = bots.acting(ctx, row), number_or_none(p.message_id)
    if not number or messages.find(bot.tx, number) is None:
        raise NOT_FOUND()
    return bot, *message_of(bot, number, NOT_READ)


@method("imbot.v2.Chat.Message.get", errors=READING)
def get(ctx: Ctx, p: OfMessage) -> dict[str, Any]:
    """Return a message to a chatbot that supervises, or is somebody's own."""
    bot, message, chat = _reading(ctx, p)
    authors = shown.persons(bot, [message["AUTHOR_ID"]])
    return {"message": shown.message(bot, chat, message), "user": authors[0] if authors else None}


@method("imbot.v2.Chat.Message.getContext", errors=READING)
def get_context(ctx: Ctx, p: Around) -> dict[str, Any]:
    """Return what was said before a message and after it, to a chatbot that may read all."""
    bot, message, chat = _reading(ctx, p)
    size = limited(p.range, AROUND, AROUND)
    older = history.rows(bot, chat, last=message["ID"], limit=size + 1)
    newer = history.rows(bot, chat, first=message["ID"], limit=size + 1)
    found = [*older[:size][::-1], message, *newer[:size]]
    return {
        "messages": [shown.message(bot, chat, each) for each in found],
        "users": shown.persons(bot, [each["AUTHOR_ID"] for each in found]),
        "hasPrevPage": len(older) > size,
        "hasNextPage": len(newer) > size,
    }


@method("imbot.v2.Chat.Message.Reaction.add", writes=True, errors=(*IN_CHAT, NO_REACTION, HAS_REACTION))
def add_reaction(ctx: Ctx, p: Reaction) -> dict[str, bool]:
    """Say what a chatbot thinks of a message."""
    return _react(ctx, p, adds=True)


@method("imbot.v2.Chat.Message.Reaction.delete", writes=True, errors=(*IN_CHAT, NO_REACTION))
def delete_reaction(ctx: Ctx, p: Reaction) -> dict[str, bool]:
    """Take back what a chatbot thinks of a message."""
    return _react(ctx, p, adds=False)


def _react(ctx: Ctx, p: Reaction, *, adds: bool) -> dict[str, bool]:
    bot = acting(ctx, p)
    message, chat = message_of(bot, number_or_none(p.message_id))
    if not isinstance(p.reaction, str) or p.reaction not in REACTIONS or message["DELETED"] == "Y":
        raise NO_REACTION()
    with refused_as(HAS_REACTION if adds else NO_REACTION):
        saying.react(bot, message, chat, likes=adds, reaction=p.reaction)
    return {"result": True}
