"""``imbot.v2.*``: chatbots of the second generation, what they are told, and what they do in chats."""

from typing import Any

import pytest
from sqlalchemy import select

from homeport.domain import integrity
from homeport.domain.app import applications
from homeport.domain.imbot.tables import BOT
from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import USER
from homeport.store import Query
from tests.apps import AppApi, app_of
from tests.conftest import Wire, api_of
from tests.contract.office import PICTURE
from tests.methods.im.bots import ECHO, TOKEN, URL, Bot, told
from tests.methods.im.conftest import ADA, CLARA, DMITRI, NOON

OWNERS = (
    *(
        "imbot.v2.Bot.unregister",
        "imbot.v2.Bot.update",
        "imbot.v2.Chat.InputAction.notify",
        "imbot.v2.Chat.Manager.add",
    ),
    *("imbot.v2.Chat.Manager.delete", "imbot.v2.Chat.Message.Reaction.add", "imbot.v2.Chat.Message.Reaction.delete"),
    *("imbot.v2.Chat.Message.delete", "imbot.v2.Chat.Message.get", "imbot.v2.Chat.Message.getContext"),
    *("imbot.v2.Chat.Message.read", "imbot.v2.Chat.Message.send", "imbot.v2.Chat.Message.update", "imbot.v2.Chat.add"),
    *("imbot.v2.Chat.TextField.enabled", "imbot.v2.Chat.User.add", "imbot.v2.Chat.User.delete", "imbot.v2.Chat.leave"),
    *("imbot.v2.Chat.User.list", "imbot.v2.Chat.get", "imbot.v2.Chat.setOwner", "imbot.v2.Chat.update"),
    *("imbot.v2.Command.answer", "imbot.v2.Command.list", "imbot.v2.Command.register", "imbot.v2.Command.unregister"),
    *("imbot.v2.Command.update", "imbot.v2.Event.get", "imbot.v2.File.download", "imbot.v2.File.upload"),
)
"""The methods that only the owner of a bot may call."""


def test_a_bot_is_registered_changed_listed_and_taken_away(wire: Wire, ada: AppApi, clara: AppApi) -> None:
    made = ada("imbot.v2.Bot.register", fields={**ECHO, "type": "personal", "backgroundId": "mint", "isHidden": "Y"})
    number = made["bot"]["id"]
    assert made["bot"] == {
        "id": number, "code": "echo", "type": "personal", "isHidden": True, "isSupportOpenline": False,
        "isReactionsEnabled": True, "backgroundId": "mint", "language": "en", "moduleId": "rest",
        "eventMode": "fetch", "countMessage": 0, "countCommand": 0, "countChat": 0, "countUser": 0,
    }  # fmt: skip
    [user] = made["users"]
    assert (user["name"], user["workPosition"], user["gender"], user["type"], user["externalAuthId"]) == (
        "Echo Bot", "Repeats", "F", "bot", "bot",
    )  # fmt: skip
    again = ada("imbot.v2.Bot.register", fields={**ECHO, "type": "bot", "properties": {"name": "Other"}})
    assert (again["bot"]["id"], again["bot"]["type"], again["users"][0]["name"]) == (number, "personal", "Echo Bot")
    of = {"botId": number}
    changed = ada("imbot.v2.Bot.update", **of, fields={
        "properties": {"name": "Loud", "avatar": PICTURE[1]}, "isReactionsEnabled": False, "backgroundId": "Mint",
        "isHidden": False, "isSupportOpenline": True, "botToken": "an application has none",
    })  # fmt: skip
    shown = changed["bot"]
    assert (shown["isReactionsEnabled"], shown["backgroundId"], shown["isHidden"], shown["isSupportOpenline"]) == (
        False, None, False, True,
    )  # fmt: skip
    assert (changed["users"][0]["name"], bool(changed["users"][0]["avatar"])) == ("Loud Bot", True)
    clara("im.message.add", DIALOG_ID=number, MESSAGE="Hello")
    ada("imbot.v2.Chat.Message.send", **of, dialogId=str(CLARA), fields={"message": "Hello"})
    counts = ada("imbot.v2.Bot.get", code="echo")["bot"]
    assert [counts[f"count{name}"] for name in ("Message", "Command", "Chat", "User")] == [1, 0, 1, 1]
    other = app_of(wire, ADA, "imbot")
    brief = other("imbot.v2.Bot.get", botId=number)["bot"]
    assert (brief["code"], "eventMode" in brief, "countChat" in brief) == ("echo", False, False)
    assert other.refused("imbot.v2.Bot.register", fields=ECHO) == (400, "BOT_CODE_ALREADY_TAKEN")
    assert other("imbot.v2.Bot.list") == {"bots": [], "users": [], "hasNextPage": False}
    second = ada("imbot.v2.Bot.register", fields={**ECHO, "code": "second"})["bot"]["id"]
    page = ada("imbot.v2.Bot.list", limit=1)
    assert ([each["id"] for each in page["bots"]], page["hasNextPage"]) == ([number], True)
    page = ada("imbot.v2.Bot.list", limit=1, offset=1)
    assert ([each["id"] for each in page["users"]], page["hasNextPage"]) == ([second], False)
    assert [each["id"] for each in ada("imbot.v2.Bot.list", filter={"type": "bot"})["bots"]] == [second]
    assert ada("imbot.v2.Bot.list", filter={"type": "none"})["bots"] == []
    for method, params, refusal in (
        ("get", {}, (400, "PARAMS_REQUIRED")), ("get", {"code": "none"}, (400, "BOT_NOT_FOUND")),
        ("get", {"botId": 999}, (400, "BOT_NOT_FOUND")), ("update", {"fields": {}}, (400, "BOT_ID_REQUIRED")),
        ("unregister", {"botId": 999}, (400, "BOT_NOT_FOUND")),
        ("update", {**of, "fields": {"eventMode": "none"}}, (400, "BOT_INVALID_EVENT_MODE")),
        ("update", {**of, "fields": {"eventMode": "webhook"}}, (400, "BOT_WEBHOOK_URL_REQUIRED")),
        ("update", {**of, "fields": {"webhookUrl": "ftp://a"}}, (400, "BOT_INVALID_CALLBACK")),
        ("update", {**of, "fields": {"properties": {"avatar": "YQ=="}}}, (400, "BOT_AVATAR_INCORRECT_TYPE")),
    ):  # fmt: skip
        assert ada.refused(f"imbot.v2.Bot.{method}", **params) == refusal
    assert other.refused("imbot.v2.Bot.unregister", **of) == (403, "BOT_OWNERSHIP_ERROR")
    assert ada("imbot.v2.Bot.unregister", **of) == {"result": True}
    assert ada.refused("imbot.v2.Event.get", **of) == (400, "BOT_NOT_FOUND")
    assert clara("im.recent.get") == []
    revision = other("imbot.v2.Revision.get")
    assert (revision["rest"], sorted(revision)) == (36, ["desktop", "mobile", "rest", "web"])


def test_only_its_owner_does_anything_with_a_bot(wire: Wire, ada: AppApi, bot: Bot) -> None:
    hook, other = api_of(wire, ADA, "imbot"), app_of(wire, ADA, "imbot")
    for name in OWNERS:
        assert ada.refused(name) == (400, "BOT_ID_REQUIRED")
        assert ada.refused(name, botId=999) == (400, "BOT_NOT_FOUND")
        assert other.refused(name, botId=bot.id) == (403, "BOT_OWNERSHIP_ERROR")
        assert hook.refused(name, botId=bot.id, botToken="guessed") == (403, "BOT_OWNERSHIP_ERROR")
        assert hook.refused(name, botId=bot.id) == (403, "BOT_TOKEN_NOT_SPECIFIED")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"code": " "}, "BOT_CODE_REQUIRED"),
        ({"properties": {"lastName": "Bot"}}, "BOT_PROPERTIES_REQUIRED"),
        ({"type": "B"}, "BOT_INVALID_TYPE"),
        ({"eventMode": "push"}, "BOT_INVALID_EVENT_MODE"),
        ({"eventMode": "webhook"}, "BOT_WEBHOOK_URL_REQUIRED"),
        ({"eventMode": "webhook", "webhookUrl": "bot"}, "BOT_INVALID_CALLBACK"),
        ({"properties": {"name": "A", "avatar": "YQ=="}}, "BOT_AVATAR_INCORRECT_TYPE"),
    ],
)
def test_a_bot_that_cannot_be_is_refused(ada: AppApi, given: dict[str, Any], code: str) -> None:
    assert ada.refused("imbot.v2.Bot.register", fields={**ECHO, **given}) == (400, code)
    assert ada("imbot.v2.Bot.list")["bots"] == []


def test_webhooks_say_a_token_that_can_be_changed(wire: Wire, ada: AppApi) -> None:
    hook = api_of(wire, ADA, "imbot,im")
    assert hook.refused("imbot.v2.Bot.register", fields=ECHO) == (403, "BOT_TOKEN_NOT_SPECIFIED")
    assert hook.refused("imbot.v2.Bot.list") == (403, "BOT_TOKEN_NOT_SPECIFIED")
    assert hook.refused("imbot.v2.Bot.register", fields={**ECHO, "botToken": "a" * 41}) == (
        400, "BOT_TOKEN_INVALID_LENGTH",
    )  # fmt: skip
    bot = Bot(hook, **TOKEN, eventMode="webhook", webhookUrl=URL)
    with wire.portal.store.snapshot() as tx:
        [(kept,)] = tx.all(Query(select(BOT.c.APP)))
    assert TOKEN["botToken"] not in kept
    assert bot("Chat.Message.send", dialogId=str(CLARA), fields={"message": "Hello"})["id"] > 0
    assert bot.refused("Event.get", botToken="another") == (403, "BOT_OWNERSHIP_ERROR")
    assert ada.refused("imbot.v2.Event.get", botId=bot.id) == (403, "BOT_OWNERSHIP_ERROR")
    # a webhook of the first generation calls itself by the same word
    assert hook("imbot.message.add", CLIENT_ID=TOKEN["botToken"], DIALOG_ID=CLARA, MESSAGE="Hello") > 0
    clara = ada.as_user(CLARA)
    clara("im.message.add", DIALOG_ID=bot.id, MESSAGE="Hello")
    event, url, client, data = told(wire)[-1]
    assert (event, url, data["bot"]) == ("ONIMBOTV2MESSAGEADD", URL, {"id": bot.id, "code": "echo"})
    assert (data["message"]["text"], data["message"]["forward"], data["user"]["idle"]) == ("Hello", "", False)
    Bot(hook, code="neighbour", botToken="neighbour")
    taken = {"fields": {"botToken": "neighbour"}}
    assert bot.refused("Bot.update", **taken) == (400, "BOT_TOKEN_ROTATION_FAILED")
    assert bot.refused("Bot.update", fields={"botToken": "a" * 41}) == (400, "BOT_TOKEN_ROTATION_FAILED")
    assert bot("Bot.update", fields={"botToken": " "})["bot"]["id"] == bot.id
    bot("Bot.update", fields={"botToken": "a new word"})
    assert bot.refused("Event.get") == (403, "BOT_OWNERSHIP_ERROR")
    bot.token = {"botToken": "a new word"}
    clara("im.message.add", DIALOG_ID=bot.id, MESSAGE="Still there?")
    assert told(wire)[-1][2] not in ("", client)  # by which its address recognises the portal
    bot("Bot.update", fields={"webhookUrl": f"{URL}/2"})
    clara("im.message.add", DIALOG_ID=bot.id, MESSAGE="Here")
    assert told(wire)[-1][1] == f"{URL}/2"
    bot("Bot.update", fields={"eventMode": "fetch"})
    count = len(told(wire))
    clara("im.message.add", DIALOG_ID=bot.id, MESSAGE="And there")
    assert (len(told(wire)), [event for event, _ in bot.events()]) == (count, ["MESSAGEADD"])
    bot("Bot.update", fields={"eventMode": "webhook"})
    bot("Bot.unregister")
    event, url, _, data = told(wire)[-1]
    assert (event, url, data) == ("ONIMBOTV2DELETE", f"{URL}/2", {"bot": {"id": bot.id, "code": "echo"}})


def test_bots_of_both_generations_are_the_same_bots(wire: Wire, ada: AppApi, clara: AppApi, bot: Bot) -> None:
    older = ada("imbot.register", CODE="older", EVENT_HANDLER=URL, PROPERTIES={"NAME": "Older"})
    assert {each["id"]: each["eventMode"] for each in ada("imbot.v2.Bot.list")["bots"]} == {
        bot.id: "fetch", older: "webhook",
    }  # fmt: skip
    assert set(ada("imbot.bot.list")) == {str(bot.id), str(older)}
    of = {"botId": older}
    ada("imbot.v2.Bot.update", **of, fields={"webhookUrl": f"{URL}/moved"})
    assert ada.refused("imbot.v2.Bot.update", **of, fields={"eventMode": "fetch"}) == (400, "BOT_INVALID_EVENT_MODE")
    ada("imbot.v2.Command.register", **of, fields={"command": "count", "hidden": True})
    clara("im.message.add", DIALOG_ID=older, MESSAGE="/count it")
    assert [(event, url) for event, url, *_ in told(wire)] == [
        ("ONIMBOTJOINCHAT", f"{URL}/moved"), ("ONIMCOMMANDADD", f"{URL}/moved"),
    ]  # fmt: skip
    assert ada("imbot.message.add", BOT_ID=bot.id, DIALOG_ID=CLARA, MESSAGE="Hello") > 0
    lang = [{"LANGUAGE_ID": "en", "TITLE": "Repeat"}]
    ada("imbot.command.register", BOT_ID=bot.id, COMMAND="echo", EVENT_COMMAND_ADD=URL, LANG=lang)
    clara("im.message.add", DIALOG_ID=bot.id, MESSAGE="/echo it")
    assert [event for event, _ in bot.events()] == ["COMMANDADD"]
    assert ada("imbot.unregister", BOT_ID=bot.id) is True


def test_what_a_bot_hears_depends_on_its_type(ada: AppApi, clara: AppApi, dmitri: AppApi, bot: Bot) -> None:
    guard = Bot(ada, code="guard", type="supervisor")
    mine = Bot(ada, code="mine", type="personal")
    dialog = f"chat{clara('im.chat.add', TITLE='Quay', USERS=[DMITRI, bot.id, guard.id, mine.id])}"
    for each in (bot, guard, mine):
        [(event, data)] = each.events()
        assert (event, data["dialogId"], data["user"]["id"], data["bot"]["id"]) == ("JOINCHAT", dialog, CLARA, each.id)
        assert (data["chat"]["name"], data["language"]) == ("Quay", "en")
        assert not {"role", "muteList"} & data["chat"].keys()
    quiet = clara("im.message.add", DIALOG_ID=dialog, MESSAGE="To all")
    text = f"[USER={bot.id}]Echo[/USER] say it"
    named = clara("im.message.add", DIALOG_ID=dialog, MESSAGE=text)
    for number in (quiet, named):
        clara("im.message.update", MESSAGE_ID=number, MESSAGE=f"{text if number == named else 'To all'}!")
        clara("im.message.like", MESSAGE_ID=number)
    clara("im.message.delete", MESSAGE_ID=named)
    heard = bot.events()
    assert [event for event, _ in heard] == ["MESSAGEADD", "MESSAGEUPDATE", "MESSAGEDELETE"]
    assert heard[0][1]["message"] == {
        "id": named, "chatId": int(dialog[4:]), "authorId": CLARA, "date": "2026-04-15T12:00:00+00:00", "text": text,
        "isSystem": False, "uuid": heard[0][1]["message"]["uuid"], "forward": None, "params": {},
        "viewedByOthers": False,
    }  # fmt: skip
    assert heard[0][1]["user"]["name"] == "Clara Mast"
    assert (heard[1][1]["message"]["text"], heard[2][1]["messageId"]) == (f"{text}!", named)
    for each in (guard, mine):
        assert [event for event, _ in each.events()] == [
            *("MESSAGEADD", "MESSAGEADD", "MESSAGEUPDATE", "REACTIONCHANGE", "MESSAGEUPDATE", "REACTIONCHANGE"),
            "MESSAGEDELETE",
        ]
    own = bot("Chat.Message.send", dialogId=dialog, fields={"message": "Repeated"})["id"]
    dmitri("im.message.like", MESSAGE_ID=own)
    dmitri("im.message.like", MESSAGE_ID=own)
    assert [(event, data["reaction"], data["action"], data["user"]["id"]) for event, data in bot.events()] == [
        ("REACTIONCHANGE", "like", "add", DMITRI), ("REACTIONCHANGE", "like", "delete", DMITRI),
    ]  # fmt: skip
    bot("Bot.update", fields={"isReactionsEnabled": False})
    assert dmitri.refused("im.message.like", MESSAGE_ID=own) == (400, "WITHOUT_CHANGES")
    clara("im.message.add", DIALOG_ID=bot.id, MESSAGE="Alone")
    (welcome, first), (event, data) = bot.events()
    assert (welcome, first["dialogId"], event) == ("JOINCHAT", str(CLARA), "MESSAGEADD")
    assert (data["chat"]["dialogId"], data["chat"]["type"]) == (str(CLARA), "private")


def test_bots_are_told_with_what_a_dialog_is_opened(clara: AppApi, bot: Bot) -> None:
    context = {"action": "openTask", "taskId": 456}
    assert clara("im.v2.Chat.Bot.sendContext", dialogId=str(bot.id), context=context) == {"result": True}
    [(event, data)] = bot.events()
    assert (event, data["dialogId"], data["context"]) == ("CONTEXTGET", str(CLARA), context)
    assert (data["chat"]["type"], data["user"]["id"], data["bot"]["code"]) == ("private", CLARA, "echo")
    for wrong in ({"dialogId": "chat999"}, {"context": "a"}, {"dialogId": ""}):
        given = {"dialogId": str(bot.id), "context": context, **wrong}
        assert clara.refused("im.v2.Chat.Bot.sendContext", **given) == (403, "ACCESS_DENIED")
    assert bot.events() == []


def test_events_wait_until_they_are_confirmed_for_a_day(wire: Wire, ada: AppApi, clara: AppApi, bot: Bot) -> None:
    for number in range(3):
        clara("im.message.add", DIALOG_ID=bot.id, MESSAGE=f"No. {number}")
    page = bot("Event.get", limit=2)
    assert ([each["type"] for each in page["events"]], page["hasMore"]) == (
        ["ONIMBOTV2JOINCHAT", "ONIMBOTV2MESSAGEADD"], True,
    )  # fmt: skip
    assert page["nextOffset"] == page["events"][-1]["eventId"] + 1
    assert bot("Event.get", limit=2)["events"] == page["events"]
    rest = bot("Event.get", offset=page["nextOffset"])
    assert [each["data"]["message"]["text"] for each in rest["events"]] == ["No. 1", "No. 2"]
    assert rest["hasMore"] is False
    done = bot("Event.get", offset=rest["nextOffset"])
    assert done == {"events": [], "nextOffset": rest["nextOffset"], "hasMore": False}
    assert bot.refused("Event.get", withUserEvents=True) == (400, "USER_NOT_SUBSCRIBED")
    ada("im.v2.Event.subscribe")
    clara("im.message.add", DIALOG_ID=ADA, MESSAGE="To Ada")
    clara("im.message.add", DIALOG_ID=bot.id, MESSAGE="To the bot")
    both = bot("Event.get", withUserEvents="Y")
    assert [each["type"] for each in both["events"]] == ["ONIMV2MESSAGEADD", "ONIMBOTV2MESSAGEADD"]
    assert bot("Event.get", withUserEvents=True, offset=both["nextOffset"])["events"] == []
    assert ada("im.v2.Event.get")["events"] == []
    alone = api_of(wire, ADA, "imbot")
    lone = Bot(alone, code="lone", **TOKEN)
    assert lone.refused("Event.get", withUserEvents=True) == (403, "SCOPE_ERROR")
    clara("im.message.add", DIALOG_ID=bot.id, MESSAGE="Old")
    wire.freeze(NOON + 25 * 3600)
    assert bot("Event.get")["events"] == []


def test_a_guests_bot_is_shown_no_more_of_people_than_the_guest(wire: Wire, ada: AppApi, clara: AppApi) -> None:
    wire.portal.store.write_now(lambda tx: (tx.update(USER, {"ID": 6}, {"USER_TYPE": "extranet"}), changed(tx)))
    group = ada("sonet_group.create", NAME="Garden")
    ada("sonet_group.user.add", GROUP_ID=group, USER_ID=[CLARA, 6])
    known = []
    for user in (6, ADA):
        bot = Bot(api_of(wire, user, "im,imbot"), code=f"of{user}", botToken=f"word of {user}", eventMode="fetch")
        clara("im.message.add", DIALOG_ID=bot.id, MESSAGE="Hello")
        (_, data) = bot.events()[-1]
        known.append(data["user"])
    assert known[1]["departments"] != []
    assert known[0].get("departments") in (None, [])
    assert not known[0].get("email")


@pytest.mark.parametrize("reaction", [[], {}, 5, None, "shrug"])
def test_what_is_no_reaction_is_refused(clara: AppApi, bot: Bot, reaction: Any) -> None:
    message = clara("im.message.add", DIALOG_ID=bot.id, MESSAGE="Hello")
    refused = bot.refused("Chat.Message.Reaction.add", messageId=message, reaction=reaction)
    assert refused[0] == 400


def test_bots_go_with_their_application(wire: Wire, ada: AppApi, clara: AppApi) -> None:
    other = app_of(wire, ADA, "imbot,im")
    bot = Bot(other)
    bot("Command.register", fields={"command": "help", "hidden": True})
    clara("im.message.add", DIALOG_ID=bot.id, MESSAGE="/help")
    wire.portal.store.write_now(lambda tx: applications.uninstall(tx, wire.portal.clock, other.app))
    assert ada.refused("imbot.v2.Bot.get", botId=bot.id) == (400, "BOT_NOT_FOUND")
    assert clara("im.recent.get") == []
    assert wire.portal.store.write_now(lambda tx: list(integrity.broken(tx))) == []
