"""``imbot.register``, ``.update``, ``.unregister`` and ``imbot.bot.list``: bots of applications."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.imbot import bots, leaving
from homeport.domain.records.filters import as_map
from homeport.methods.imbot._params import OF_BOT, AsBot, Client
from homeport.rpc import NoParams, method

_HANDLERS = tuple(bots.WRONG.values())


class Register(Client):
    code: Any = None
    type: Any = None
    openline: Any = None
    event_handler: Any = None
    event_message_add: Any = None
    event_message_update: Any = None
    event_message_delete: Any = None
    event_welcome_message: Any = None
    event_bot_delete: Any = None
    properties: Any = None


class Update(AsBot):
    fields: Any = None


@method(
    "imbot.register",
    writes=True,
    errors=(
        bots.WRONG_AUTH, bots.NO_CLIENT, *bots.MISSING.values(), *_HANDLERS, bots.NO_CODE, bots.NO_NAME, bots.TOO_MANY,
        bots.NOT_MADE,
    ),
)  # fmt: skip
def register(ctx: Ctx, p: Register) -> int:
    """Register a chatbot of the application that calls."""
    return bots.register(ctx, p.said(), p.client_id)


@method("imbot.update", writes=True, errors=(*OF_BOT, *_HANDLERS, bots.NO_NAME, bots.NOTHING, bots.NOT_CHANGED))
def update(ctx: Ctx, p: Update) -> bool:
    """Change a chatbot."""
    given = {str(name).upper(): value for name, value in as_map(p.fields).items()}
    bots.change(ctx, p.bot_id or 0, given, p.client_id)
    return True


@method("imbot.unregister", writes=True, errors=(*OF_BOT, bots.NOT_DELETED))
def unregister(ctx: Ctx, p: AsBot) -> bool:
    """Take a chatbot away, with its commands and its dialogs with people."""
    leaving.take_away(ctx, bots.of(ctx, p.bot_id or 0, p.client_id))
    return True


@method("imbot.bot.list", errors=(bots.WRONG_AUTH,))
def list_(ctx: Ctx, p: NoParams) -> dict[str, dict[str, Any]]:
    """List the chatbots of the portal."""
    return bots.listed(ctx)
