"""``imbot.command.*``: commands of chatbots, and answers to them."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import number_or_none
from homeport.domain.im import blocks, messages, saying
from homeport.domain.im.blocks import ATTACH, KEYBOARD, MENU
from homeport.domain.imbot import bots, commands
from homeport.domain.records.filters import as_map
from homeport.methods.im._params import yes
from homeport.methods.im.message import EMPTY, composed
from homeport.methods.imbot._params import OF_BOT, Client
from homeport.rpc import method

NO_MESSAGE = ErrorKind("MESSAGE_ID_EMPTY", "Message ID can't be empty")
NOT_ADDED = ErrorKind("WRONG_REQUEST", "Message isn't added")
_OWN = (commands.NOT_FOUND, commands.OTHERS, bots.WRONG_AUTH, bots.NO_CLIENT)


class Register(Client):
    bot_id: Any = None
    command: Any = None
    event_command_add: Any = None
    lang: Any = None
    common: Any = None
    hidden: Any = None
    extranet_support: Any = None


class OfCommand(Client):
    command_id: Any = None


class Update(OfCommand):
    fields: Any = None


class Answer(OfCommand):
    command: Any = None
    message_id: Any = None
    message: Any = None
    attach: Any = None
    keyboard: Any = None
    menu: Any = None
    system: Any = None
    url_preview: Any = None


@method(
    "imbot.command.register",
    writes=True,
    errors=(
        commands.NO_HANDLER, commands.WRONG_HANDLER, commands.NO_COMMAND, *OF_BOT, commands.NO_LANG, commands.NOT_MADE,
    ),
)  # fmt: skip
def register(ctx: Ctx, p: Register) -> int:
    """Register a command of a chatbot."""
    return commands.register(ctx, p.said(), p.client_id)


@method("imbot.command.update", writes=True, errors=(*_OWN, commands.WRONG_HANDLER, commands.NOTHING))
def update(ctx: Ctx, p: Update) -> bool:
    """Change a command."""
    given = {str(name).upper(): value for name, value in as_map(p.fields).items()}
    commands.change(ctx, p.command_id, given, p.client_id)
    return True


@method("imbot.command.unregister", writes=True, errors=(*_OWN, commands.NOT_DELETED))
def unregister(ctx: Ctx, p: OfCommand) -> bool:
    """Take a command away."""
    commands.unregister(ctx, p.command_id, p.client_id)
    return True


@method(
    "imbot.command.answer",
    writes=True,
    errors=(
        *_OWN, NO_MESSAGE, EMPTY, blocks.ATTACH_ERROR, blocks.ATTACH_OVERSIZE, blocks.KEYBOARD_ERROR,
        blocks.KEYBOARD_OVERSIZE, blocks.MENU_ERROR, blocks.MENU_OVERSIZE, NOT_ADDED,
    ),
)  # fmt: skip
def answer(ctx: Ctx, p: Answer) -> int:
    """Answer a command where it was given, in the name of the chatbot."""
    command = commands.of(ctx, p.command_id, p.command, p.client_id)
    number = number_or_none(p.message_id)
    if not number:
        raise NO_MESSAGE()
    text, params = composed(ctx, p, (ATTACH, KEYBOARD, MENU))
    bot = bots.find(ctx, command["BOT_ID"])
    assert bot is not None
    speaker = bots.acting(ctx, bot)
    chat = _where(speaker, number) or (_where(ctx, number) if command["COMMON"] == "Y" else None)
    if chat is None:
        raise NOT_ADDED()
    author = 0 if yes(p.system) else bot["USER_ID"]
    return saying.say(speaker, chat, text.strip(), author=author, params=params)


def _where(ctx: Ctx, message: int) -> dict[str, Any] | None:
    """The chat of a message that the caller reads, where the caller may speak."""
    found = messages.read(ctx, message)
    return found[1] if found is not None and saying.may_post(ctx, found[1]) else None
