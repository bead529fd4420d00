"""What bots are told of what happens in chats: of what is said to them, and of their commands.

A bot is told of all that is said in a dialog of two, and among several of what names it; one that supervises, of all.
Source: ``api-reference/chat-bots/outdated/messages/events/``, ``commands/events/``.
"""

import re
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.im import kinds, listening
from homeport.domain.im.tables import MEMBER
from homeport.domain.imbot import bots, commands
from homeport.domain.imbot.tables import BOT
from homeport.domain.user import messenger as people
from homeport.store import Query

_PRESENT = Query(
    select(*BOT.c).join(MEMBER, MEMBER.c.USER_ID == BOT.c.USER_ID).where(MEMBER.c.CHAT_ID == bindparam("chat"))
)
_ANY = Query(select(BOT.c.USER_ID).limit(1))
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,50})(?:\s+(.*))?", re.DOTALL)
_NAMED = re.compile(r"\[USER=(\d+)[^\]]*\].*?\[/USER\]", re.IGNORECASE | re.DOTALL)

TEXTAREA, KEYBOARD = "TEXTAREA", "KEYBOARD"
_CHANGES = {listening.UPDATED: "EVENT_MESSAGE_UPDATE", listening.DELETED: "EVENT_MESSAGE_DELETE"}


def told(ctx: Ctx, event: str, chat: dict[str, Any], message: dict[str, Any] | None, **more: Any) -> None:
    """Tell the bots that are in a chat of what happens there."""
    if ctx.tx.value(_ANY) is None:
        return
    present = ctx.tx.dicts(_PRESENT, chat=chat["ID"])
    if event == listening.JOINED:
        for bot in (each for each in present if each["USER_ID"] == more["joining"]):
            _welcome(ctx, bot, chat)
    if message is None or message["AUTHOR_ID"] in (0, *(each["USER_ID"] for each in present)):
        return
    if event == listening.ADDED:
        _said(ctx, chat, message, present)
    for bot in present:
        if event in _CHANGES and (bot["TYPE"] in (bots.LINES, bots.SUPERVISOR) or bot["OPENLINE"] == "Y"):
            bots.tell(ctx, bot, _CHANGES[event], _data(ctx, bot, chat, message, message["MESSAGE"]))


def _said(ctx: Ctx, chat: dict[str, Any], message: dict[str, Any], present: list[dict[str, Any]]) -> None:
    private = chat["TYPE"] == kinds.PRIVATE
    if private and chat["MESSAGES"] == 0:
        for bot in present:
            _welcome(ctx, bot, chat)
    if _commanded(ctx, chat, message, present):
        return
    named = {int(number) for number in _NAMED.findall(message["MESSAGE"])}
    for bot in present:
        if private or bot["TYPE"] == bots.SUPERVISOR or bot["USER_ID"] in named:
            text = _NAMED.sub("", message["MESSAGE"]).strip() if bot["USER_ID"] in named else message["MESSAGE"]
            bots.tell(ctx, bot, "EVENT_MESSAGE_ADD", _data(ctx, bot, chat, message, text))


def _commanded(ctx: Ctx, chat: dict[str, Any], message: dict[str, Any], present: list[dict[str, Any]]) -> bool:
    """Tell bots of their commands; whether a message is one."""
    found = _COMMAND.fullmatch(message["MESSAGE"].strip())
    if found is None:
        return False
    fit = [each for each in commands.called(ctx, found[1]) if _is_for(ctx, each, present)]
    for each in fit:
        press(ctx, each, chat, message, found[2] or "", TEXTAREA)
    return bool(fit)


def _is_for(ctx: Ctx, command: dict[str, Any], present: list[dict[str, Any]]) -> bool:
    """Whether the caller may give a command where these bots are."""
    is_here = command["COMMON"] == "Y" or command["BOT_ID"] in {each["USER_ID"] for each in present}
    return is_here and (ctx.actor.is_employee or command["EXTRANET_SUPPORT"] == "Y")


def may_press(ctx: Ctx, command: dict[str, Any], chat: dict[str, Any]) -> bool:
    """Whether the caller may give a command by a keyboard in a chat that the caller reads."""
    return _is_for(ctx, command, ctx.tx.dicts(_PRESENT, chat=chat["ID"]))


def press(
    ctx: Ctx, command: dict[str, Any], chat: dict[str, Any], message: dict[str, Any], given: str, context: str
) -> None:
    """Tell a bot of a command.

    :param given: what is said after the word
    :param context: where it comes from: ``TEXTAREA``, or ``KEYBOARD``
    """
    bot = bots.find(ctx, command["BOT_ID"])
    assert bot is not None
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
    bots.put(ctx, bot["APP"], command["HANDLER"], commands.EVENT, data)


def _welcome(ctx: Ctx, bot: dict[str, Any], chat: dict[str, Any]) -> None:
    user = ctx.actor.user_id
    private = chat["TYPE"] == kinds.PRIVATE
    params: dict[str, Any] = {"CHAT_TYPE": chat["TYPE"], "MESSAGE_TYPE": chat["TYPE"], "BOT_ID": bot["USER_ID"]}
    params |= {"USER_ID": user, "DIALOG_ID": user if private else f"chat{chat['ID']}", "LANGUAGE": "en"}
    params |= {"TO_USER_ID": user, "FROM_USER_ID": bot["USER_ID"]} if private else _of_chat(chat)
    bots.tell(ctx, bot, "EVENT_WELCOME_MESSAGE", {"BOT": _who(bot), "PARAMS": params, "USER": _author(ctx, user)})


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
