"""``imbot.*``: chatbots, what they are told, and what they do in chats."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from homeport.domain.events.outbox import OUTBOX
from homeport.store import Query
from tests.apps import AppApi, app_of
from tests.conftest import Wire, api_of
from tests.contract.office import PICTURE
from tests.methods.im.conftest import ADA, CLARA, DMITRI, texts

URL = "http://127.0.0.1:9/bot"
HANDLERS = {"EVENT_HANDLER": URL}
NAMED = {"PROPERTIES": {"NAME": "Echo", "LAST_NAME": "Bot", "COLOR": "AQUA", "WORK_POSITION": "Repeats"}}
LANG = [{"LANGUAGE_ID": "en", "TITLE": "Repeat", "PARAMS": "text"}]


@pytest.fixture
def bot(ada: AppApi) -> int:
    number: int = ada("imbot.register", CODE="echo", **HANDLERS, **NAMED)
    return number


def told(wire: Wire) -> list[tuple[str, dict[str, Any]]]:
    """What handlers are to be told."""
    with wire.portal.store.snapshot() as tx:
        found = tx.all(Query(select(OUTBOX.c.EVENT, OUTBOX.c.DATA).order_by(OUTBOX.c.ID)))
    return [(event, json.loads(data)) for event, data in found]


def test_a_bot_is_registered_changed_and_taken_away(wire: Wire, ada: AppApi, clara: AppApi, bot: int) -> None:
    shown = clara("im.user.get", ID=bot)
    assert (shown["name"], shown["bot"], shown["type"], shown["work_position"]) == ("Echo Bot", True, "bot", "Repeats")
    assert ada("imbot.bot.list")[str(bot)] == {"ID": bot, "NAME": "Echo Bot", "CODE": "echo", "OPENLINE": "N"}
    assert ada("imbot.register", CODE="echo", **HANDLERS, **NAMED) == bot
    assert str(bot) not in clara("im.search.user.list", FIND="echo")
    assert ada("imbot.update", BOT_ID=bot, FIELDS={"CODE": "loud", "PROPERTIES": {"NAME": "Loud"}}) is True
    assert ada("imbot.bot.list")[str(bot)]["NAME"] == "Loud Bot"
    assert ada.refused("imbot.update", BOT_ID=bot, FIELDS={}) == (400, "WRONG_REQUEST")
    empty = {"PROPERTIES": {"NAME": "", "LAST_NAME": ""}}
    assert ada.refused("imbot.update", BOT_ID=bot, FIELDS=empty) == (400, "NAME_ERROR")
    other = app_of(wire, ADA, "imbot")
    assert other.refused("imbot.update", BOT_ID=bot, FIELDS={"CODE": "a"}) == (400, "APP_ID_ERROR")
    assert other.refused("imbot.unregister", BOT_ID=bot) == (400, "APP_ID_ERROR")
    assert other.refused("imbot.message.add", DIALOG_ID=CLARA, MESSAGE="A") == (400, "BOT_ID_ERROR")
    clara("im.message.add", DIALOG_ID=bot, MESSAGE="Hello")
    assert ada("imbot.unregister", BOT_ID=bot) is True
    assert told(wire)[-1] == ("ONIMBOTDELETE", {"BOT_ID": bot, "BOT_CODE": "loud"})
    assert ada.refused("imbot.unregister", BOT_ID=bot) == (400, "BOT_ID_ERROR")
    assert (ada("imbot.bot.list"), clara("im.recent.get")) == ({}, [])
    assert clara.refused("im.message.add", DIALOG_ID=bot, MESSAGE="A") == (400, "USER_NOT_FOUND")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"CODE": ""}, "CODE_ERROR"),
        ({"PROPERTIES": {"COLOR": "RED"}}, "NAME_ERROR"),
        ({"EVENT_HANDLER": None}, "EVENT_MESSAGE_ADD_ERROR"),
        ({"EVENT_HANDLER": "ftp://a"}, "EVENT_MESSAGE_ADD_ERROR"),
        ({"EVENT_HANDLER": None, "EVENT_MESSAGE_ADD": URL}, "EVENT_WELCOME_MESSAGE_ERROR"),
        ({"EVENT_HANDLER": None, "EVENT_MESSAGE_UPDATE": "a"}, "EVENT_MESSAGE_UPDATE_ERROR"),
        ({"PROPERTIES": {"NAME": "A", "EMAIL": "clara.mast@example.test"}}, "WRONG_REQUEST"),
    ],
)
def test_a_bot_that_cannot_be_is_refused(ada: AppApi, given: dict[str, Any], code: str) -> None:
    assert ada.refused("imbot.register", **{"CODE": "echo", **HANDLERS, **NAMED, **given}) == (400, code)
    assert ada("imbot.bot.list") == {}


def test_an_application_has_few_bots_and_a_webhook_names_its_own(wire: Wire, ada: AppApi) -> None:
    for number in range(5):
        ada("imbot.register", CODE=f"bot{number}", **HANDLERS, **NAMED)
    assert ada.refused("imbot.register", CODE="more", **HANDLERS, **NAMED) == (400, "MAX_COUNT_ERROR")
    hook = api_of(wire, ADA, "imbot,im")
    assert hook.refused("imbot.register", CODE="more", **HANDLERS, **NAMED) == (403, "ACCESS_DENIED")
    mine = hook("imbot.register", CODE="more", CLIENT_ID="shop", **HANDLERS, **NAMED)
    assert hook("imbot.message.add", CLIENT_ID="shop", DIALOG_ID=CLARA, MESSAGE="Hello") > 0
    assert hook.refused("imbot.message.add", CLIENT_ID="other", BOT_ID=mine, DIALOG_ID=CLARA, MESSAGE="A") == (
        400, "APP_ID_ERROR",
    )  # fmt: skip


def test_a_bot_is_told_of_what_is_said_to_it(wire: Wire, ada: AppApi, clara: AppApi, bot: int) -> None:
    said = clara("im.message.add", DIALOG_ID=bot, MESSAGE="Hello")
    (welcome, first), (event, data) = told(wire)
    assert (welcome, first["PARAMS"]["DIALOG_ID"], first["USER"]["NAME"]) == ("ONIMBOTJOINCHAT", CLARA, "Clara Mast")
    assert event == "ONIMBOTMESSAGEADD"
    assert data["BOT"][str(bot)]["BOT_CODE"] == "echo"
    names = ("MESSAGE", "MESSAGE_ID", "DIALOG_ID", "FROM_USER_ID", "TO_USER_ID")
    assert {name: data["PARAMS"][name] for name in names} == {
        "MESSAGE": "Hello", "MESSAGE_ID": said, "DIALOG_ID": CLARA, "FROM_USER_ID": CLARA, "TO_USER_ID": bot,
    }  # fmt: skip
    assert (data["USER"]["ID"], data["USER"]["IS_BOT"]) == (CLARA, "N")
    answer = ada(
        "imbot.message.add", DIALOG_ID=CLARA, MESSAGE=" Hello, [b]Clara[/b] ", KEYBOARD=[{"TEXT": "A", "LINK": "/"}]
    )
    assert texts(clara, bot) == ["Hello", "Hello, [b]Clara[/b]"]
    assert len(told(wire)) == 2  # not of its own
    chat = clara("im.chat.add", TITLE="Quay", USERS=[bot, DMITRI])
    assert told(wire)[-1][1]["PARAMS"]["CHAT_TITLE"] == "Quay"
    clara("im.message.add", DIALOG_ID=f"chat{chat}", MESSAGE="To all")
    assert len(told(wire)) == 3
    clara("im.message.add", DIALOG_ID=f"chat{chat}", MESSAGE=f"[USER={bot}]Echo[/USER] say it")
    params = told(wire)[-1][1]["PARAMS"]
    assert (params["MESSAGE"], params["DIALOG_ID"], params["CHAT_ID"]) == ("say it", f"chat{chat}", chat)
    guard = ada("imbot.register", CODE="guard", TYPE="S", **HANDLERS, **NAMED)
    clara("im.chat.user.add", CHAT_ID=chat, USERS=[guard])
    number = clara("im.message.add", DIALOG_ID=f"chat{chat}", MESSAGE="Seen")
    clara("im.message.update", MESSAGE_ID=number, MESSAGE="Changed")
    clara("im.message.delete", MESSAGE_ID=number)
    assert [event for event, _ in told(wire)[-3:]] == [
        "ONIMBOTMESSAGEADD", "ONIMBOTMESSAGEUPDATE", "ONIMBOTMESSAGEDELETE",
    ]  # fmt: skip
    assert ada("imbot.message.update", BOT_ID=bot, MESSAGE_ID=answer, MESSAGE="Good day", KEYBOARD="N") is True
    assert texts(clara, bot) == ["Hello", "Good day"]
    assert ada("imbot.message.like", BOT_ID=bot, MESSAGE_ID=said, ACTION="plus") is True
    assert ada.refused("imbot.message.like", BOT_ID=bot, MESSAGE_ID=said, ACTION="plus") == (400, "WITHOUT_CHANGES")
    assert ada.refused("imbot.message.update", BOT_ID=bot, MESSAGE_ID=said, MESSAGE="A") == (403, "CANT_EDIT_MESSAGE")
    assert ada("imbot.message.delete", BOT_ID=bot, MESSAGE_ID=answer, COMPLETE="Y") is True
    assert texts(clara, bot) == ["Hello"]
    for given, code in (
        ({"MESSAGE": "A"}, "DIALOG_ID_EMPTY"), ({"DIALOG_ID": CLARA}, "MESSAGE_EMPTY"),
        ({"DIALOG_ID": "chat999", "MESSAGE": "A"}, "WRONG_REQUEST"),
        ({"DIALOG_ID": CLARA, "MESSAGE": "A", "KEYBOARD": [{}]}, "KEYBOARD_ERROR"),
    ):  # fmt: skip
        assert ada.refused("imbot.message.add", BOT_ID=bot, **given) == (400, code)


def test_bots_do_what_commands_say(wire: Wire, ada: AppApi, clara: AppApi, dmitri: AppApi, bot: int) -> None:
    given = {"BOT_ID": bot, "COMMAND": "echo", "EVENT_COMMAND_ADD": URL, "LANG": LANG}
    number = ada("imbot.command.register", **given)
    assert ada("imbot.command.register", **given) == number
    for wrong, code in (
        ({"EVENT_COMMAND_ADD": ""}, "EVENT_COMMAND_ADD_ERROR"), ({"COMMAND": "a b"}, "COMMAND_ERROR"),
        ({"BOT_ID": 999}, "BOT_ID_ERROR"), ({"LANG": []}, "LANG_ERROR"),
    ):  # fmt: skip
        assert ada.refused("imbot.command.register", **{**given, **wrong}) == (400, code)
    said = clara("im.message.add", DIALOG_ID=bot, MESSAGE="/echo once more")
    event, data = told(wire)[-1]
    [command] = data["COMMAND"].values()
    assert event == "ONIMCOMMANDADD"
    names = ("COMMAND", "COMMAND_ID", "COMMAND_PARAMS", "COMMAND_CONTEXT", "BOT_ID")
    assert {name: command[name] for name in names} == {
        "COMMAND": "echo", "COMMAND_ID": number, "COMMAND_PARAMS": "once more", "COMMAND_CONTEXT": "TEXTAREA",
        "BOT_ID": bot,
    }  # fmt: skip
    assert ada("imbot.command.answer", COMMAND="echo", MESSAGE_ID=said, MESSAGE="Once more") > said
    assert texts(clara, bot) == ["/echo once more", "Once more"]
    press = {"MESSAGE_ID": said, "BOT_ID": bot, "COMMAND": "echo", "COMMAND_PARAMS": "pressed"}
    assert clara("im.message.command", **press) is True
    [command] = told(wire)[-1][1]["COMMAND"].values()
    assert (command["COMMAND_PARAMS"], command["COMMAND_CONTEXT"]) == ("pressed", "KEYBOARD")
    assert dmitri.refused("im.message.command", **press) == (400, "PARAMS_ERROR")
    for name, code in (("MESSAGE_ID", "MESSAGE_ID_ERROR"), ("BOT_ID", "BOT_ID_ERROR"), ("COMMAND", "COMMAND_ERROR")):
        assert clara.refused("im.message.command", **{**press, name: ""}) == (400, code)
    before = len(told(wire))
    chat = clara("im.chat.add", TITLE="Quay", USERS=[DMITRI])
    clara("im.message.add", DIALOG_ID=f"chat{chat}", MESSAGE="/echo here")
    assert len(told(wire)) == before
    assert ada("imbot.command.register", **given, COMMON="Y") == number
    elsewhere = clara("im.message.add", DIALOG_ID=f"chat{chat}", MESSAGE="/echo here")
    assert told(wire)[-1][0] == "ONIMCOMMANDADD"
    assert ada.refused("imbot.command.answer", COMMAND_ID=number, MESSAGE_ID=elsewhere, MESSAGE="A") == (
        400, "WRONG_REQUEST",
    )  # fmt: skip
    assert ada("imbot.command.update", COMMAND_ID=number, FIELDS={"COMMAND": "say", "HIDDEN": "Y"}) is True
    assert ada.refused("imbot.command.update", COMMAND_ID=number, FIELDS={}) == (400, "WRONG_REQUEST")
    other = app_of(wire, ADA, "imbot")
    assert other.refused("imbot.command.unregister", COMMAND_ID=number) == (400, "APP_ID_ERROR")
    assert ada.refused("imbot.command.answer", COMMAND_ID=number, MESSAGE="A") == (400, "MESSAGE_ID_EMPTY")
    assert ada("imbot.command.unregister", COMMAND_ID=number) is True
    assert ada.refused("imbot.command.unregister", COMMAND_ID=number) == (400, "COMMAND_ID_ERROR")


def test_bots_have_chats(ada: AppApi, clara: AppApi, dmitri: AppApi, bot: int) -> None:
    given = {"TITLE": "News", "USERS": [CLARA], "MESSAGE": "Hello", "ENTITY_TYPE": "CHAT", "ENTITY_ID": "13"}
    chat = ada("imbot.chat.add", **given)
    one = {"CHAT_ID": chat}
    assert texts(clara, f"chat{chat}") == ["Hello"]
    assert clara("imbot.chat.get", ENTITY_TYPE="CHAT", ENTITY_ID="13") == {"ID": chat}
    assert clara("imbot.dialog.get", DIALOG_ID=f"chat{chat}")["owner"] == bot
    assert ada("imbot.chat.user.list", **one) == sorted([bot, CLARA])
    assert ada("imbot.chat.user.add", **one, USERS=[DMITRI]) is True
    assert ada.refused("imbot.chat.user.add", **one, USERS=[DMITRI]) == (400, "WRONG_REQUEST")
    assert ada.refused("imbot.chat.user.add", **one, USERS=DMITRI) == (400, "WRONG_REQUEST")
    assert ada("imbot.chat.updateTitle", **one, TITLE="Old news") is True
    assert ada("imbot.chat.updateColor", **one, COLOR="PINK") is True
    assert ada("imbot.chat.updateAvatar", **one, AVATAR=PICTURE[1]) is True
    shown = dmitri("im.dialog.get", DIALOG_ID=f"chat{chat}")
    assert (shown["name"], shown["color"], bool(shown["avatar"])) == ("Old news", "#f76187", True)
    assert ada("imbot.chat.setManager", **one, USER_ID=CLARA) is True
    assert clara("im.dialog.get", DIALOG_ID=f"chat{chat}")["role"] == "manager"
    assert ada("imbot.chat.setManager", **one, USER_ID=CLARA, IS_MANAGER="N") is True
    assert ada.refused("imbot.chat.setManager", **one, USER_ID=999) == (400, "WRONG_REQUEST")
    assert ada("imbot.chat.sendTyping", DIALOG_ID=f"chat{chat}") is True
    assert ada("imbot.chat.user.delete", **one, USER_ID=DMITRI) is True
    assert ada.refused("imbot.chat.user.delete", **one, USER_ID=DMITRI) == (400, "WRONG_REQUEST")
    assert ada.refused("imbot.chat.user.delete", **one) == (400, "USER_ID_EMPTY")
    assert ada.send("imbot.chat.leave", **one).error == (403, "ACCESS_ERROR", "LEAVE_OWNER_FORBIDDEN")
    assert ada("imbot.chat.setOwner", **one, USER_ID=CLARA) is True
    assert ada("imbot.chat.leave", **one) is True
    assert ada.refused("imbot.chat.user.list", **one) == (403, "ACCESS_ERROR")
    assert ada.refused("imbot.chat.add", USERS="5") == (400, "INVALID_FORMAT")
