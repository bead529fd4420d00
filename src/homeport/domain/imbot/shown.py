"""Bots, and what is theirs, as methods of the second generation answer it.

Source: ``chat-bots-v2/entities.md``.
"""

from typing import Any

import msgspec
from sqlalchemy import bindparam, func, select

from homeport.core.ctx import Actor, Ctx
from homeport.core.rights import Rights
from homeport.domain.im import messages, present, showing
from homeport.domain.im.tables import MEMBER
from homeport.domain.imbot.tables import BOT, COMMAND
from homeport.domain.user import messenger as people
from homeport.store import Query

TYPES = {"bot": "B", "network": "N", "openline": "O", "supervisor": "S", "personal": "P"}
"""Types of bots as they are said, and as they are stored."""
_SAID = {stored: said for said, stored in TYPES.items()} | {"H": "human"}
LANGUAGE = "en"
"""The portal's, in which titles are shown that are there in several."""

_COMMANDS = Query(select(func.count()).select_from(COMMAND).where(COMMAND.c.BOT_ID == bindparam("bot")))
_CHATS = Query(select(func.count()).select_from(MEMBER).where(MEMBER.c.USER_ID == bindparam("bot")))
_WITH = MEMBER.alias()
_PEOPLE = Query(
    select(func.count(_WITH.c.USER_ID.distinct()))
    .select_from(MEMBER.join(_WITH, _WITH.c.CHAT_ID == MEMBER.c.CHAT_ID))
    .where(MEMBER.c.USER_ID == bindparam("bot"), _WITH.c.USER_ID.not_in(select(BOT.c.USER_ID)))
)

Row = dict[str, Any]


def eyes(ctx: Ctx, bot: Row) -> Ctx:
    """The call as a bot sees what it is told of, whoever has caused it."""
    return ctx.acting_as(Actor(bot["USER_ID"], Rights({}), is_employee=bot["OF_GUEST"] == "N"))


def brief(bot: Row) -> dict[str, Any]:
    """A bot as everybody is shown it."""
    return {
        "id": bot["USER_ID"],
        "code": bot["CODE"],
        "type": _SAID[bot["TYPE"]],
        "isHidden": bot["HIDDEN"] == "Y",
        "isSupportOpenline": bot["OPENLINE"] == "Y",
        "isReactionsEnabled": bot["REACTIONS"] == "Y",
        "backgroundId": bot["BACKGROUND"],
        "language": LANGUAGE,
    }


def whole(ctx: Ctx, bot: Row) -> dict[str, Any]:
    """A bot as its owner is shown it; one of the first generation is told by addresses."""
    who = bot["USER_ID"]
    counts = {name: ctx.tx.value(query, bot=who) for name, query in _COUNTS.items()}
    return {
        **brief(bot),
        "moduleId": "rest",
        "eventMode": bot["MODE"] or "webhook",
        "countMessage": bot["SAID"],
        **counts,
    }


_COUNTS = {"countCommand": _COMMANDS, "countChat": _CHATS, "countUser": _PEOPLE}


def persons(ctx: Ctx, users: list[int]) -> list[dict[str, Any]]:
    """Those of some people whom the caller is shown, once each."""
    return [showing.person(each) for each in showing.somebody(ctx, users)]


def chat_of_event(to: Ctx, chat: Row) -> dict[str, Any]:
    """A chat as its bot is told of it."""
    found = showing.of_event(to, chat)
    return found | {"parentChatId": None, "parentMessageId": None, "diskFolderId": chat["FOLDER_ID"]}


def chat(bot: Ctx, row: Row, *, is_new: bool = False) -> dict[str, Any]:
    """A chat that a bot reads, with all that is known of it."""
    known = showing.whole(bot, row)
    views = known["last_message_views"]
    return chat_of_event(bot, row) | {
        "role": known["role"],
        "muteList": [int(user) for user in known["mute_list"]],
        "isNew": is_new,
        "dateCreate": known["date_create"],
        "lastMessageId": row["LAST_MESSAGE_ID"] or None,
        "lastMessageViews": msgspec.json.encode(showing.camel(views)).decode(),
        "lastId": row["MY_LAST_ID"] or None,
        "managerList": known["manager_list"],
        "markedId": None,
        "messageCount": row["MESSAGES"],
        "public": "",
        "unreadId": known["unread_id"] or None,
        "userCounter": known["user_counter"],
    }


def is_viewed(ctx: Ctx, chat: Row, message: Row) -> bool:
    """Whether others than its author have read a message."""
    others = (
        each for each in present.rows(ctx.tx, [chat["ID"]])[chat["ID"]] if each["USER_ID"] != message["AUTHOR_ID"]
    )
    return any(each["READ"] and each["LAST_ID"] >= message["ID"] for each in others)


def message(bot: Ctx, chat: Row, row: Row) -> dict[str, Any]:
    """A message that a bot reads."""
    unread = row["AUTHOR_ID"] not in (0, bot.actor.user_id) and row["ID"] > (chat["MY_LAST_ID"] or 0)
    found = messages.of_event(bot, row, viewed=is_viewed(bot, chat, row))
    return found | {"unread": unread, "viewed": not unread}


def command(row: Row) -> dict[str, Any]:
    """A command as it is answered when it is registered and changed."""
    flags = {"common": "COMMON", "hidden": "HIDDEN", "extranetSupport": "EXTRANET_SUPPORT"}
    return {
        "id": row["ID"],
        "botId": row["BOT_ID"],
        "command": f"/{row['COMMAND']}",
        **{name: row[stored] == "Y" for name, stored in flags.items()},
    }


def listed_command(ctx: Ctx, row: Row) -> dict[str, Any]:
    """A command as lists have it: in the portal's language, or the first that there is."""
    known: dict[str, dict[str, str]] = msgspec.json.decode(row["LANG"] or "{}")
    title: dict[str, str] = known.get(LANGUAGE) or next(iter(known.values()), {})
    bot = people.some(ctx, [row["BOT_ID"]])
    return {
        **command(row),
        "title": title.get("TITLE", ""),
        "params": title.get("PARAMS", ""),
        "category": bot[0]["name"] if bot else "",
        "context": "",
    }
