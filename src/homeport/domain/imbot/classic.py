"""What handlers of bots of the first generation are told, and how.

Source: ``api-reference/chat-bots/outdated/messages/events/``, ``commands/events/``.
"""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.domain.im import kinds, listening
from homeport.domain.imbot import bots
from homeport.domain.imbot.naming import without_name
from homeport.domain.user import messenger as people

_COMMAND = "ONIMCOMMANDADD"
_SAID = "EVENT_MESSAGE_ADD"
_CHANGES = {listening.UPDATED: "EVENT_MESSAGE_UPDATE", listening.DELETED: "EVENT_MESSAGE_DELETE"}
TEXTAREA = "TEXTAREA"


def hears_changes(bot: dict[str, Any], *, addressed: bool) -> bool:
    """Whether a bot is told of messages that are changed and taken back."""
    return bot["TYPE"] in (bots.LINES, bots.SUPERVISOR) or bot["OPENLINE"] == "Y"


def welcomed(ctx: Ctx, bot: dict[str, Any], chat: dict[str, Any]) -> None:
    """A bot has come into a chat."""
    user = ctx.actor.user_id
    private = chat["TYPE"] == kinds.PRIVATE
    params: dict[str, Any] = {"CHAT_TYPE": chat["TYPE"], "MESSAGE_TYPE": chat["TYPE"], "BOT_ID": bot["USER_ID"]}
    params |= {"USER_ID": user, "DIALOG_ID": user if private else f"chat{chat['ID']}", "LANGUAGE": "en"}
    params |= {"TO_USER_ID": user, "FROM_USER_ID": bot["USER_ID"]} if private else _of_chat(chat)
    _tell(ctx, bot, "EVENT_WELCOME_MESSAGE", {"BOT": _who(bot), "PARAMS": params, "USER": _author(ctx, user)})


def said(ctx: Ctx, bot: dict[str, Any], chat: dict[str, Any], message: dict[str, Any]) -> None:
    """Something was said to a bot: it is told without its own name."""
    _tell(ctx, bot, _SAID, _data(ctx, bot, chat, message, without_name(bot["USER_ID"], message["MESSAGE"])))


def changed(ctx: Ctx, bot: dict[str, Any], event: str, chat: dict[str, Any], message: dict[str, Any]) -> None:
    """A message was changed, or taken back."""
    _tell(ctx, bot, _CHANGES[event], _data(ctx, bot, chat, message, message["MESSAGE"]))


def reacted(
    ctx: Ctx, bot: dict[str, Any], chat: dict[str, Any], message: dict[str, Any], reaction: str, action: str
) -> None:
    """What somebody thinks of a message: the first generation has no event for that."""


def commanded(
    ctx: Ctx, bot: dict[str, Any], command: dict[str, Any], chat: dict[str, Any], message: dict[str, Any], given: str,
    context: str,
) -> None:  # fmt: skip
    """A command was given. One without an address of its own is told where messages are."""
    data = _data(ctx, bot, chat, message, message["MESSAGE"])
    data["COMMAND"] = {
        str(command["ID"]): {
            **data.pop("BOT")[str(bot["USER_ID"])],
            "COMMAND": command["COMMAND"],
            "COMMAND_ID": command["ID"],
            "COMMAND_PARAMS": given,
            "COMMAND_CONTEXT": context,
            "MESSAGE_ID": message["ID"],
        }
    }
    bots.put(ctx, bot, command["HANDLER"] or msgspec.json.decode(bot["HANDLERS"])[_SAID], _COMMAND, data)


def removed(ctx: Ctx, bot: dict[str, Any]) -> None:
    """A bot is taken away."""
    _tell(ctx, bot, "EVENT_BOT_DELETE", {"BOT_ID": bot["USER_ID"], "BOT_CODE": bot["CODE"]})


def _tell(ctx: Ctx, bot: dict[str, Any], parameter: str, data: dict[str, Any]) -> None:
    """Tell the handler of a bot, where it has one for that.

    :param parameter: of :data:`bots.HANDLERS`
    """
    url = msgspec.json.decode(bot["HANDLERS"]).get(parameter)
    if url:
        bots.put(ctx, bot, url, bots.HANDLERS[parameter][0], data)


def _data(ctx: Ctx, bot: dict[str, Any], chat: dict[str, Any], message: dict[str, Any], text: str) -> dict[str, Any]:
    author, private = message["AUTHOR_ID"], chat["TYPE"] == kinds.PRIVATE
    params: dict[str, Any] = {
        "MESSAGE": text,
        "TEMPLATE_ID": message["UUID"] or "",
        "MESSAGE_TYPE": chat["TYPE"],
        "CHAT_TYPE": chat["TYPE"],
        "FROM_USER_ID": author,
        "DIALOG_ID": author if private else f"chat{chat['ID']}",
        "TO_CHAT_ID": chat["ID"],
        "AUTHOR_ID": author,
        "SYSTEM": "N",
        "TO_USER_ID": bot["USER_ID"],
        "COMMAND_CONTEXT": TEXTAREA,
        "MESSAGE_ID": message["ID"],
        "LANGUAGE": "en",
    }
    if not private:
        params |= {**_of_chat(chat), "MESSAGE_ORIGINAL": message["MESSAGE"]}
    return {"BOT": _who(bot), "PARAMS": params, "USER": _author(ctx, author)}


def _of_chat(chat: dict[str, Any]) -> dict[str, Any]:
    return {
        "CHAT_ID": chat["ID"],
        "CHAT_TITLE": chat["TITLE"],
        "CHAT_AUTHOR_ID": chat["AUTHOR_ID"],
        "CHAT_COLOR": kinds.color_of(chat),
        "CHAT_ENTITY_TYPE": chat["ENTITY_TYPE"] or "",
        "CHAT_ENTITY_ID": chat["ENTITY_ID"] or "",
    }


def _who(bot: dict[str, Any]) -> dict[str, Any]:
    """A bot as its handler is told of it; the tokens of the call stand beside what is told."""
    told_of = {"user_id": bot["USER_ID"], "client_id": bot["APP"], "BOT_ID": bot["USER_ID"], "BOT_CODE": bot["CODE"]}
    return {str(bot["USER_ID"]): told_of}


def _author(ctx: Ctx, user: int) -> dict[str, Any]:
    found = people.some(ctx, [user])
    if not found:
        return {}
    known = found[0]
    flags = {"IS_BOT": "bot", "IS_CONNECTOR": "connector", "IS_NETWORK": "network", "IS_EXTRANET": "extranet"}
    return {
        "ID": user,
        "NAME": known["name"],
        "FIRST_NAME": known["first_name"],
        "LAST_NAME": known["last_name"],
        "WORK_POSITION": known["work_position"],
        "GENDER": known["gender"],
        **{name: "Y" if known[key] else "N" for name, key in flags.items()},
    }
