"""Parameters of bots: which one acts, and for which application."""

from typing import Any, Protocol

from homeport.core.ctx import Ctx
from homeport.domain.imbot import bots
from homeport.rpc import Underscored

OF_BOT = (bots.NOT_FOUND, bots.OTHERS, bots.WRONG_AUTH, bots.NO_CLIENT)
"""How whoever names no bot of an own application is refused."""


class Client(Underscored):
    client_id: Any = None


class AsBot(Client):
    bot_id: Any = None


class InChat(AsBot):
    chat_id: Any = None


class NamesBot(Protocol):
    """What names a bot, and an application."""

    bot_id: Any
    client_id: Any


def acting(ctx: Ctx, p: NamesBot) -> Ctx:
    """The call as the bot makes it.

    :raises CallError: one of :data:`OF_BOT`
    """
    return bots.acting(ctx, bots.of(ctx, p.bot_id, p.client_id))
