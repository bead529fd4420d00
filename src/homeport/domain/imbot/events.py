"""What bots of the second generation are told: kept for them to fetch, or sent to their address.

Whoever fetches is told of the whole bot, as values of JSON have it; an address, of its id and code, with the
authorization beside them, as a form has it.

Source: ``chat-bots-v2/imbot.v2/events/events.md``.
"""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.im import dialogs, listening, messages, showing
from homeport.domain.imbot import bots, shown

FETCH, WEBHOOK = "fetch", "webhook"
_CODES = {
    listening.ADDED: "ONIMBOTV2MESSAGEADD",
    listening.UPDATED: "ONIMBOTV2MESSAGEUPDATE",
    listening.DELETED: "ONIMBOTV2MESSAGEDELETE",
}

Row = dict[str, Any]


def hears_changes(bot: Row, *, addressed: bool) -> bool:
    """Whether a bot is told of messages that are changed and taken back: of those that it was told of."""
    return addressed


def welcomed(ctx: Ctx, bot: Row, chat: Row) -> None:
    """A bot has come into a chat."""
    _tell(ctx, bot, "ONIMBOTV2JOINCHAT", chat, ctx.actor.user_id, {"dialogId": _dialog(ctx, bot, chat)})


def said(ctx: Ctx, bot: Row, chat: Row, message: Row) -> None:
    """Something was said to a bot."""
    changed(ctx, bot, listening.ADDED, chat, message)


def changed(ctx: Ctx, bot: Row, event: str, chat: Row, message: Row) -> None:
    """A message was said, changed, or taken back."""
    gone = event == listening.DELETED
    about = {"messageId": message["ID"]} if gone else {"message": messages.of_event(ctx, message)}
    _tell(ctx, bot, _CODES[event], chat, message["AUTHOR_ID"], about)


def reacted(ctx: Ctx, bot: Row, chat: Row, message: Row, reaction: str, action: str) -> None:
    """Somebody likes a message, or no longer."""
    seen = shown.is_viewed(ctx, chat, message)
    about = {"reaction": reaction, "action": action, "message": messages.of_event(ctx, message, viewed=seen)}
    _tell(ctx, bot, "ONIMBOTV2REACTIONCHANGE", chat, ctx.actor.user_id, about)


def commanded(ctx: Ctx, bot: Row, command: Row, chat: Row, message: Row, given: str, context: str) -> None:
    """A command was given."""
    about = {"id": command["ID"], "command": f"/{command['COMMAND']}", "params": given, "context": context.lower()}
    told = {"command": about, "message": messages.of_event(ctx, message)}
    _tell(ctx, bot, "ONIMBOTV2COMMANDADD", chat, ctx.actor.user_id, told)


def opened(ctx: Ctx, bot: Row, chat: Row, context: Any) -> None:
    """Somebody has opened a chat, and says with what."""
    told = {"dialogId": _dialog(ctx, bot, chat), "context": context}
    _tell(ctx, bot, "ONIMBOTV2CONTEXTGET", chat, ctx.actor.user_id, told)


def removed(ctx: Ctx, bot: Row) -> None:
    """A bot is taken away: its address is told; nobody can fetch for it any more."""
    if bot["MODE"] == WEBHOOK:
        _send(ctx, bot, "ONIMBOTV2DELETE", {})


def _dialog(ctx: Ctx, bot: Row, chat: Row) -> str:
    return dialogs.id_of(shown.eyes(ctx, bot), chat)


def _tell(ctx: Ctx, bot: Row, event: str, chat: Row, user: int, about: dict[str, Any]) -> None:
    to = shown.eyes(ctx, bot)
    told = {**about, "chat": shown.chat_of_event(to, chat), "user": showing.person_of_event(to, user), "language": "en"}
    if bot["MODE"] == FETCH:
        listening.keep(ctx, bot["USER_ID"], event, {"bot": shown.whole(ctx, bot), **told})
    else:
        _send(ctx, bot, event, told)


def _send(ctx: Ctx, bot: Row, event: str, told: dict[str, Any]) -> None:
    bots.put(ctx, bot, bot["URL"], event, {"bot": {"id": bot["USER_ID"], "code": bot["CODE"]}, **_form(told)})


def _form(value: Any) -> Any:
    """Values as a form has them: an empty text for none."""
    if isinstance(value, dict):
        return {name: _form(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_form(each) for each in value]
    return "" if value is None else value
