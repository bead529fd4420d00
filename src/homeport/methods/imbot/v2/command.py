"""``imbot.v2.Command.*``: commands of chatbots, and answers to them."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import number_or_none
from homeport.domain.im import chats, dialogs, messages, present, saying
from homeport.domain.im.blocks import ATTACH, KEYBOARD
from homeport.domain.imbot import bots, commanding, commands, given, shown
from homeport.domain.user import messenger as people
from homeport.methods.im._params import yes
from homeport.methods.im.message import composed
from homeport.methods.imbot.v2._params import OF_BOT, AsBot, bot_of, refused_as, small
from homeport.methods.imbot.v2.message import said
from homeport.rpc import method

NOT_ANSWERED = ErrorKind("COMMAND_ANSWER_FAILED", "Command answer failed")


class Register(AsBot):
    fields: Any = None
    command: Any = None
    title: Any = None
    params: Any = None
    common: Any = None
    hidden: Any = None
    extranet_support: Any = None


class OfCommand(AsBot):
    command_id: Any = None


class Update(OfCommand):
    fields: Any = None


class Answer(OfCommand):
    message_id: Any = None
    dialog_id: Any = None
    fields: Any = None


@method(
    "imbot.v2.Command.register",
    writes=True,
    errors=(
        *OF_BOT, commanding.WRONG_NAME, commanding.REQUIRED, commanding.NO_TITLE,
    ),
)  # fmt: skip
def register(ctx: Ctx, p: Register) -> dict[str, Any]:
    """Register a command of a chatbot; one that there is already is answered as it is."""
    flat = {
        "command": p.command, "title": p.title, "params": p.params, "common": p.common, "hidden": p.hidden,
        "extranetsupport": p.extranet_support,
    }  # fmt: skip
    said_of = flat if p.fields is None else small(p.fields)
    return {"command": shown.command(commanding.register(ctx, bot_of(ctx, p), said_of))}


@method(
    "imbot.v2.Command.update",
    writes=True,
    errors=(*OF_BOT, commanding.NOT_FOUND, commanding.NO_NAME, commanding.WRONG_NAME, commanding.TAKEN),
)
def update(ctx: Ctx, p: Update) -> dict[str, Any]:
    """Change a command of a chatbot."""
    return {"command": shown.command(commanding.change(ctx, bot_of(ctx, p), p.command_id, small(p.fields)))}


@method("imbot.v2.Command.unregister", writes=True, errors=(*OF_BOT, commanding.NOT_FOUND))
def unregister(ctx: Ctx, p: OfCommand) -> dict[str, bool]:
    """Take a command away."""
    commands.forget(ctx.tx, commanding.of(ctx, bot_of(ctx, p), p.command_id)["ID"])
    return {"result": True}


@method("imbot.v2.Command.list", errors=OF_BOT)
def list_(ctx: Ctx, p: AsBot) -> dict[str, Any]:
    """List the commands of a chatbot."""
    rows = commanding.of_bot(ctx, bot_of(ctx, p)["USER_ID"])
    return {"commands": [shown.listed_command(ctx, each) for each in rows]}


@method("imbot.v2.Command.answer", writes=True, errors=(*OF_BOT, NOT_ANSWERED))
def answer(ctx: Ctx, p: Answer) -> dict[str, bool]:
    """Answer a command where it was given, also where the chatbot is not."""
    bot = bot_of(ctx, p)
    with refused_as(NOT_ANSWERED):
        command = commanding.of(ctx, bot, p.command_id)
        text, params = composed(ctx, said(small(p.fields)), (ATTACH, KEYBOARD))
    number = number_or_none(p.message_id) or 0
    message = messages.find(ctx.tx, number)
    chat = None if message is None else chats.find(ctx.tx, message["CHAT_ID"])
    if chat is None or not given.is_answerable(ctx, number, command["ID"]):
        raise NOT_ANSWERED()
    speaker = bots.acting(ctx, bot)
    if str(p.dialog_id) != dialogs.id_of(shown.eyes(ctx, bot), chat):
        raise NOT_ANSWERED()
    author = 0 if yes(small(p.fields).get("system")) else bot["USER_ID"]
    if bot["USER_ID"] not in present.of(ctx.tx, chat):
        author, text = 0, f"[b]{people.get(shown.eyes(ctx, bot), bot['USER_ID'])['name']}[/b]\n{text}"
    saying.say(speaker, chat, text.strip(), author=author, params=params)
    return {"result": True}
