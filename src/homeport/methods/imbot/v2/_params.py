"""Which bot acts, and where."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.domain.im import access, dialogs, kinds, messages, present
from homeport.domain.imbot import bots, owned
from homeport.domain.records.filters import as_map
from homeport.rpc import Params

DENIED = ErrorKind("ACCESS_DENIED", "Access denied", 403)
OF_BOT = (owned.NO_TOKEN, owned.NO_ID, owned.NOT_FOUND, owned.OTHERS)
"""How whoever names no bot of an own application is refused."""

Row = dict[str, Any]


class AsBot(Params):
    bot_id: Any = None
    bot_token: Any = None


class InChat(AsBot):
    dialog_id: Any = None


class OfMessage(AsBot):
    message_id: Any = None


class NamesBot(Protocol):
    bot_id: Any
    bot_token: Any


class NamesChat(NamesBot, Protocol):
    dialog_id: Any


def bot_of(ctx: Ctx, p: NamesBot) -> Row:
    """The bot that a call names, as it is stored.

    :raises CallError: one of :data:`OF_BOT`
    """
    return owned.require(ctx, p.bot_id, p.bot_token)


def acting(ctx: Ctx, p: NamesBot) -> Ctx:
    """The call as the bot makes it.

    :raises CallError: one of :data:`OF_BOT`
    """
    return bots.acting(ctx, bot_of(ctx, p))


def chat_of(bot: Ctx, given: Any, *, begins: bool = False) -> Row:
    """A chat that a bot is in.

    :param begins: whether a dialog with somebody is begun where there is none
    :raises CallError: ``DENIED``
    """
    dialog = dialogs.read(given)
    found = None if dialog is None else dialogs.find(bot, dialog)
    if found is None and dialog is not None and begins and dialogs.reaches(bot, dialog):
        return dialogs.begun(bot, dialog.number)
    if found is None or bot.actor.user_id not in present.of(bot.tx, found):
        raise DENIED()
    return found


def here(ctx: Ctx, p: NamesChat, *, begins: bool = False) -> tuple[Ctx, Row]:
    """The call as the bot makes it, and the chat that the bot is in.

    :raises CallError: one of :data:`OF_BOT`, ``DENIED``
    """
    bot = acting(ctx, p)
    return bot, chat_of(bot, p.dialog_id, begins=begins)


def message_of(bot: Ctx, number: int | None, refusal: ErrorKind = DENIED) -> tuple[Row, Row]:
    """A message that a bot reads in a chat that it is in, and the chat.

    :raises CallError: ``refusal``
    """
    found = messages.read(bot, number)
    if found is None or bot.actor.user_id not in present.of(bot.tx, found[1]):
        raise refusal()
    return found


def leads(bot: Ctx, chat: Row) -> bool:
    """Whether a bot owns a chat, or manages it."""
    return access.role(bot, chat) in (kinds.OWNER, kinds.MANAGER)


def small(given: Any) -> dict[str, Any]:
    """What a client says by names, by these in small letters."""
    return {str(name).lower(): value for name, value in as_map(given).items()}


@contextmanager
def refused_as(kind: ErrorKind, *, but: Sequence[ErrorKind] = (), only: Sequence[ErrorKind] = ()) -> Iterator[None]:
    """Refuse with one error whatever a rule of chats refuses.

    :param but: what is refused as it is
    :param only: what is refused so, and nothing else; empty for all
    :raises CallError: ``kind``
    """
    try:
        yield
    except CallError as error:
        if error.code in {each.code for each in but} or (only and error.code not in {each.code for each in only}):
            raise
        raise kind() from None
