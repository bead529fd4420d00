"""``imbot.v2.*``: chatbots of the second generation, what they are told, and what they do in chats."""

import json
from base64 import b64encode
from typing import Any

import pytest
from sqlalchemy import select

from homeport.domain import integrity
from homeport.domain.app import applications
from homeport.domain.events.outbox import OUTBOX
from homeport.domain.imbot.tables import BOT
from homeport.store import Query
from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire, api_of
from tests.contract.office import PICTURE
from tests.methods.im.conftest import ADA, CLARA, DMITRI, ELIF, NOON, texts

URL = "http://127.0.0.1:9/bot"
ECHO = {"code": "echo", "properties": {"name": "Echo", "lastName": "Bot", "workPosition": "Repeats", "gender": "F"}}
TOKEN = {"botToken": "a secret word"}


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


class Bot:
    """A bot, as its owner calls for it."""

    def __init__(self, api: Api, **fields: Any) -> None:
        self.api = api
        self.token = {"botToken": fields["botToken"]} if "botToken" in fields else {}
        self.id: int = api("imbot.v2.Bot.register", fields=ECHO | fields)["bot"]["id"]

    def __call__(self, verb: str, **params: Any) -> Any:
        return self.api(f"imbot.v2.{verb}", botId=self.id, **{**self.token, **params})

    def refused(self, verb: str, **params: Any) -> Any:
        return self.api.refused(f"imbot.v2.{verb}", botId=self.id, **{**self.token, **params})

    def events(self, **params: Any) -> list[tuple[str, dict[str, Any]]]:
        """What it has not fetched yet."""
        found = self("Event.get", **params)
        self("Event.get", offset=found["nextOffset"])
        return [(each["type"].removeprefix("ONIMBOTV2"), each["data"]) for each in found["events"]]


@pytest.fixture
def bot(ada: AppApi) -> Bot:
    return Bot(ada)


def told(wire: Wire) -> list[tuple[str, str, str, dict[str, Any]]]:
    """What addresses are to be told: of what, which, with whose word, and what."""
    query = Query(select(OUTBOX.c.EVENT, OUTBOX.c.URL, OUTBOX.c.CLIENT_ID, OUTBOX.c.DATA).order_by(OUTBOX.c.ID))
    with wire.portal.store.snapshot() as tx:
        found = tx.all(query)
    return [(event, url, client, json.loads(data)) for event, url, client, data in found]


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


def test_bots_speak_in_chats_that_they_are_in(ada: AppApi, clara: AppApi, bot: Bot) -> None:
    to_clara = {"dialogId": str(CLARA)}
    long = bot("Chat.Message.send", **to_clara, fields={"message": "a" * 20_001})["id"]
    assert texts(clara, bot.id)[0].endswith(" (...)")
    assert bot("Chat.Message.delete", messageId=long, complete=True) == {"result": True}
    asked = clara("im.message.add", DIALOG_ID=bot.id, MESSAGE="How many?")
    keyboard = [{"TEXT": "Two", "COMMAND": "two"}]
    fields = {"message": "Two", "keyboard": keyboard, "attach": [{"MESSAGE": "Crates"}], "replyId": asked}
    answered = bot("Chat.Message.send", **to_clara, fields={**fields, "urlPreview": False})
    assert answered["uuidMap"] == {}
    shown = clara("im.dialog.messages.get", DIALOG_ID=bot.id)["messages"][0]
    assert (shown["text"], shown["params"]["REPLY_ID"], shown["params"]["URL_PREVIEW"]) == ("Two", asked, "N")
    assert shown["params"]["KEYBOARD"]["BUTTONS"][0]["COMMAND"] == "two"
    change = {"messageId": answered["id"], "fields": {"message": "Three", "keyboard": "N"}}
    assert bot("Chat.Message.update", **change) == {"result": True}
    shown = clara("im.dialog.messages.get", DIALOG_ID=bot.id)["messages"][0]
    assert (shown["text"], "KEYBOARD" in shown["params"]) == ("Three", False)
    system = bot("Chat.Message.send", **to_clara, fields={"message": "Noted", "system": "Y"})["id"]
    token = "3f0b6e0c-5d0e-4c6e-8a2d-0d7e5f1f2a3b"
    same = bot("Chat.Message.send", **to_clara, fields={"message": "Named", "templateId": token})["id"]
    named = clara("im.dialog.messages.get", DIALOG_ID=bot.id)["messages"][0]
    assert (named["id"], named["uuid"]) == (same, token)
    elsewhere = clara("im.chat.add", TITLE="Elsewhere", USERS=[DMITRI])
    hidden = clara("im.message.add", DIALOG_ID=f"chat{elsewhere}", MESSAGE="Not for bots")
    for verb, params, refusal in (
        ("send", {**to_clara, "fields": {}}, (400, "EMPTY_MESSAGE")),
        ("send", {"dialogId": f"chat{elsewhere}", "fields": {"message": "A"}}, (403, "ACCESS_DENIED")),
        ("send", {"dialogId": "none", "fields": {"message": "A"}}, (403, "ACCESS_DENIED")),
        ("send", {**to_clara, "fields": {"message": "A", "keyboard": [{}]}}, (400, "SENDING_FAILED")),
        ("send", {**to_clara, "fields": {"message": "A", "replyId": hidden}}, (400, "SENDING_FAILED")),
        ("send", {**to_clara, "fields": {"message": "A", "templateId": "1"}}, (400, "SENDING_FAILED")),
        ("send", {**to_clara, "fields": {"forwardIds": {"a": hidden}}}, (400, "SENDING_FAILED")),
        ("send", {**to_clara, "fields": {"forwardIds": dict.fromkeys(map(str, range(101)), asked)}}, (
            400, "SENDING_FAILED",
        )),
        ("update", {"messageId": asked, "fields": {"message": "A"}}, (403, "ACCESS_DENIED")),
        ("update", {"messageId": system, "fields": {"message": "A"}}, (403, "ACCESS_DENIED")),
        ("update", {"messageId": answered["id"], "fields": {"keyboard": [{}]}}, (400, "KEYBOARD_ERROR")),
        ("delete", {"messageId": asked}, (403, "ACCESS_DENIED")),
        ("delete", {"messageId": 999_999}, (403, "ACCESS_DENIED")),
    ):  # fmt: skip
        assert bot.refused(f"Chat.Message.{verb}", **params) == refusal
    dialog = f"chat{bot('Chat.add', fields={'title': 'News', 'userIds': [CLARA]})['chat']['id']}"
    sent = bot("Chat.Message.send", dialogId=dialog, fields={"message": "Look", "forwardIds": {"a": asked}})
    new = sent["uuidMap"]["a"]
    assert (texts(clara, dialog), sent["id"] < new) == (["Look", "How many?"], True)
    only = bot("Chat.Message.send", dialogId=dialog, fields={"forwardIds": {"b": new}})
    assert only["id"] == only["uuidMap"]["b"]
    guard = Bot(ada, code="guard", type="supervisor")
    bot("Chat.User.add", dialogId=dialog, userIds=[guard.id])
    forward = guard("Chat.Message.get", messageId=only["id"])["message"]["forward"]
    assert (forward["userId"], forward["id"].endswith(f"/{asked}")) == (CLARA, True)  # the first who said it
    said = clara("im.message.add", DIALOG_ID=dialog, MESSAGE="Away with it")
    assert bot("Chat.Message.delete", messageId=said) == {"result": True}  # it leads the chat
    assert guard.refused("Chat.Message.delete", messageId=only["id"]) == (403, "ACCESS_DENIED")


def test_bots_read_chats_and_those_that_may_others_messages(ada: AppApi, clara: AppApi, bot: Bot) -> None:
    guard = Bot(ada, code="guard", type="supervisor")
    dialog = f"chat{clara('im.chat.add', TITLE='Quay', USERS=[bot.id, guard.id])}"
    said = [clara("im.message.add", DIALOG_ID=dialog, MESSAGE=f"No. {number}") for number in range(4)]
    found = bot("Chat.Message.read", dialogId=dialog, messageId=said[1])
    assert found == {"chatId": int(dialog[4:]), "lastId": said[1], "counter": 2, "viewedMessages": said[:2]}
    assert bot("Chat.Message.read", dialogId=dialog)["viewedMessages"] == said[2:]
    assert bot("Chat.Message.read", dialogId=dialog)["viewedMessages"] == []
    assert bot.refused("Chat.Message.read", dialogId=dialog, messageId=999_999) == (400, "MESSAGE_NOT_FOUND")
    assert bot.refused("Chat.Message.read", dialogId="chat999") == (403, "ACCESS_DENIED")
    one = guard("Chat.Message.get", messageId=said[1])
    assert (one["message"]["text"], one["message"]["viewedByOthers"], one["message"]["unread"]) == ("No. 1", True, True)
    assert (one["user"]["id"], one["user"]["type"]) == (CLARA, "employee")
    around = guard("Chat.Message.getContext", messageId=said[2], range=1)
    assert [each["id"] for each in around["messages"]] == said[1:4]
    assert (around["hasPrevPage"], around["hasNextPage"]) == (True, False)
    assert [each["id"] for each in around["users"]] == [CLARA]
    whole = guard("Chat.Message.getContext", messageId=said[0])
    assert (whole["hasPrevPage"], whole["hasNextPage"], whole["messages"][-1]["id"]) == (False, False, said[-1])
    elsewhere = clara("im.message.add", DIALOG_ID=DMITRI, MESSAGE="Between us")
    for verb in ("get", "getContext"):
        assert bot.refused(f"Chat.Message.{verb}", messageId=said[0]) == (403, "BOT_TYPE_NOT_ALLOWED")
        assert guard.refused(f"Chat.Message.{verb}", messageId=999_999) == (400, "MESSAGE_NOT_FOUND")
        assert guard.refused(f"Chat.Message.{verb}", messageId=elsewhere) == (403, "MESSAGE_ACCESS_DENIED")
    fire = {"messageId": said[0], "reaction": "fire"}
    assert bot("Chat.Message.Reaction.add", **fire) == {"result": True}
    reactions = clara("im.dialog.messages.search", CHAT_ID=int(dialog[4:]), SEARCH_MESSAGE="No. 0")["reactions"]
    assert reactions[0]["reactionUsers"] == {"fire": [bot.id]}
    assert bot.refused("Chat.Message.Reaction.add", **fire) == (400, "REACTION_ALREADY_SET")
    assert bot.refused("Chat.Message.Reaction.add", **{**fire, "reaction": "ice"}) == (400, "REACTION_NOT_FOUND")
    assert bot.refused("Chat.Message.Reaction.add", **{**fire, "messageId": elsewhere}) == (403, "ACCESS_DENIED")
    assert bot("Chat.Message.Reaction.delete", **fire) == {"result": True}
    assert bot.refused("Chat.Message.Reaction.delete", **fire) == (400, "REACTION_NOT_FOUND")
    assert [data["action"] for event, data in guard.events() if event == "REACTIONCHANGE"] == ["add", "delete"]


def test_bots_lead_chats(clara: AppApi, dmitri: AppApi, bot: Bot) -> None:
    made = bot("Chat.add", fields={"title": "News", "userIds": [CLARA], "color": "lightBlue", "message": "Hello"})
    chat, dialog = made["chat"], {"dialogId": made["chat"]["dialogId"]}
    assert (chat["name"], chat["owner"], chat["role"], chat["isNew"], chat["color"]) == (
        "News", bot.id, "owner", True, "#4ba5c3",
    )  # fmt: skip
    assert ([each["id"] for each in made["users"]], chat["userCounter"], chat["messageType"]) == (
        sorted([CLARA, bot.id]), 2, "C",
    )  # fmt: skip
    assert texts(clara, dialog["dialogId"]) == ["Hello"]
    assert bot("Chat.User.add", **dialog, userIds=[DMITRI, 999]) == {"result": True}
    assert [each["id"] for each in bot("Chat.User.list", **dialog)] == sorted([CLARA, DMITRI, bot.id])
    dmitri("im.message.add", DIALOG_ID=dialog["dialogId"], MESSAGE="Here")
    latest = bot("Chat.User.list", **dialog, order={"lastSendMessageId": "DESC"}, limit=2)
    assert [each["id"] for each in latest] == [DMITRI, bot.id]
    assert bot("Chat.User.list", **dialog, order={"id": "DESC"})[0]["id"] == bot.id
    assert bot("Chat.Manager.add", **dialog, userIds=[CLARA, ELIF]) == {"result": True}
    shown = bot("Chat.get", **dialog)["chat"]
    assert (shown["managerList"], shown["isNew"], shown["messageCount"]) == (sorted([CLARA, bot.id]), False, 5)
    assert bot("Chat.Manager.delete", **dialog, userIds=[CLARA]) == {"result": True}
    assert bot.refused("Chat.Manager.add", **dialog, userIds=[]) == (400, "EMPTY_USER_IDS")
    assert bot.refused("Chat.Manager.delete", **dialog) == (400, "EMPTY_USER_IDS")
    fields = {"title": "Old news", "description": "What was", "color": "pink", "avatar": PICTURE[1]}
    assert bot("Chat.update", **dialog, fields=fields) == {"result": True}
    assert bot("Chat.update", **dialog, fields={"color": "none"}) == {"result": True}
    shown = bot("Chat.get", **dialog)["chat"]
    assert (shown["name"], shown["description"], shown["color"], bool(shown["avatar"])) == (
        "Old news", "What was", "#f76187", True,
    )  # fmt: skip
    assert bot.refused("Chat.update", **dialog, fields={"avatar": "YQ=="}) == (400, "AVATAR_ERROR")
    assert bot("Chat.User.delete", **dialog, userId=DMITRI) == {"result": True}
    assert bot("Chat.User.delete", **dialog, userId=DMITRI) == {"result": True}
    assert bot("Chat.InputAction.notify", **dialog, statusMessageCode="IMBOT_AGENT_ACTION_THINKING") == {"result": True}
    assert bot("Chat.TextField.enabled", **dialog, enabled="N") == {"result": True}
    assert clara("im.dialog.get", DIALOG_ID=dialog["dialogId"])["text_field_enabled"] is False
    assert bot("Chat.TextField.enabled", **dialog) == {"result": True}
    assert bot("Chat.get", **dialog)["chat"]["textFieldEnabled"] == "Y"
    assert bot.refused("Chat.setOwner", **dialog, userId=DMITRI) == (403, "ACCESS_DENIED")
    assert bot("Chat.setOwner", **dialog, userId=CLARA) == {"result": True}
    for verb, params in (
        ("Manager.add", {"userIds": [CLARA]}), ("Manager.delete", {"userIds": [CLARA]}), ("User.add", {"userIds": [4]}),
        ("User.delete", {"userId": CLARA}), ("setOwner", {"userId": bot.id}),
    ):  # fmt: skip
        assert bot.refused(f"Chat.{verb}", **dialog, **params) == (403, "ACCESS_DENIED")
    assert bot("Chat.leave", **dialog) == {"result": True}
    for verb in ("get", "leave", "update", "User.list", "InputAction.notify", "TextField.enabled"):
        assert bot.refused(f"Chat.{verb}", **dialog, fields={}) == (403, "ACCESS_DENIED")
    theirs = bot("Chat.add", fields={"ownerId": CLARA})["chat"]
    assert (theirs["owner"], theirs["role"]) == (CLARA, "member")
    bot("Bot.update", fields={"backgroundId": "teal"})
    assert bot("Chat.get", dialogId=str(CLARA))["chat"]["type"] == "private"
    assert bot("Chat.TextField.enabled", dialogId=str(CLARA), enabled=False) == {"result": True}
    bot("Chat.Message.send", dialogId=str(CLARA), fields={"message": "Press"})
    alone = clara("im.dialog.get", DIALOG_ID=bot.id)
    assert (alone["text_field_enabled"], alone["background_id"]) == (False, "teal")
    bot("Bot.update", fields={"backgroundId": None})
    assert clara("im.dialog.get", DIALOG_ID=bot.id)["background_id"] is None
    assert bot.refused("Chat.leave", dialogId=str(CLARA)) == (403, "ACCESS_DENIED")


def test_bots_do_what_commands_say(wire: Wire, ada: AppApi, clara: AppApi, bot: Bot) -> None:
    fields = {"command": "help", "title": {"en": "Show help", "de": "Hilfe"}, "params": {"en": "[topic]"}}
    made = bot("Command.register", fields=fields)["command"]
    number = made["id"]
    assert made == {
        "id": number, "botId": bot.id, "command": "/help", "common": False, "hidden": False, "extranetSupport": False,
    }  # fmt: skip
    assert bot("Command.register", fields={**fields, "common": True})["command"] == made
    other = bot("Command.register", command="who", title={"de": "Wer"}, common="Y")["command"]  # as it was said once
    assert bot("Command.list")["commands"] == [
        {**made, "title": "Show help", "params": "[topic]", "category": "Echo Bot", "context": ""},
        {**other, "title": "Wer", "params": "", "category": "Echo Bot", "context": ""},
    ]
    assert (other["common"], bot("Bot.get")["bot"]["countCommand"]) == (True, 2)
    for given, code in (
        ({"command": ""}, "COMMAND_REQUIRED"), ({"command": ["a"]}, "COMMAND_NAME_INVALID"),
        ({"command": "a b"}, "COMMAND_NAME_INVALID"), ({"command": "new", "title": {}}, "COMMAND_TITLE_REQUIRED"),
    ):  # fmt: skip
        assert bot.refused("Command.register", fields={**fields, **given}) == (400, code)
    of = {"commandId": number}
    for given, code in (
        ({"command": " "}, "COMMAND_NAME_EMPTY"), ({"command": 5}, "COMMAND_NAME_INVALID"),
        ({"command": "who"}, "COMMAND_ALREADY_EXISTS"),
    ):  # fmt: skip
        assert bot.refused("Command.update", **of, fields=given) == (400, code)
    renamed = {"title": {"de": "Neu", "en": None}, "hidden": True}
    assert bot("Command.update", **of, fields=renamed)["command"]["hidden"] is True
    assert bot("Command.list")["commands"][0]["title"] == "Neu"
    said = clara("im.message.add", DIALOG_ID=bot.id, MESSAGE="/help the topic /etc /who is it")
    (_, _), (event, first), (_, second) = bot.events()
    assert event == "COMMANDADD"
    assert first["command"] == {"id": number, "command": "/help", "params": "the topic /etc", "context": "textarea"}
    assert (second["command"]["command"], second["command"]["params"]) == ("/who", "is it")
    assert (first["message"]["id"], first["chat"]["dialogId"], first["user"]["id"]) == (said, str(CLARA), CLARA)
    answer = {**of, "messageId": said, "dialogId": str(CLARA), "fields": {"message": "It is so"}}
    assert bot("Command.answer", **answer) == {"result": True}
    assert texts(clara, bot.id)[-1] == "It is so"
    clara("im.message.command", MESSAGE_ID=said, BOT_ID=bot.id, COMMAND="help", COMMAND_PARAMS="pressed")
    [(_, pressed)] = bot.events()
    assert (pressed["command"]["params"], pressed["command"]["context"]) == ("pressed", "keyboard")
    dialog = f"chat{clara('im.chat.add', TITLE='Quay', USERS=[DMITRI])}"
    clara("im.message.add", DIALOG_ID=dialog, MESSAGE="/help")
    assert bot.events() == []  # it is not there
    asked = clara("im.message.add", DIALOG_ID=dialog, MESSAGE="/who")
    assert [data["chat"]["dialogId"] for _, data in bot.events()] == [dialog]
    assert bot.refused("Chat.Message.send", dialogId=dialog, fields={"message": "A"}) == (403, "ACCESS_DENIED")
    common = {"commandId": other["id"], "messageId": asked, "dialogId": dialog, "fields": {"message": "Ada"}}
    assert bot("Command.answer", **common) == {"result": True}
    shown = clara("im.dialog.messages.get", DIALOG_ID=dialog)["messages"][0]
    assert (shown["author_id"], shown["text"]) == (0, "[b]Echo Bot[/b]\nAda")
    for given in (
        {**of}, {"messageId": said}, {"messageId": 999_999}, {"dialogId": str(CLARA)}, {"fields": {}},
        {"commandId": 999}, {"fields": {"message": "A", "keyboard": [{}]}},
    ):  # fmt: skip
        assert bot.refused("Command.answer", **{**common, **given}) == (400, "COMMAND_ANSWER_FAILED")
    wire.freeze(NOON + 25 * 3600)
    assert bot.refused("Command.answer", **common) == (400, "COMMAND_ANSWER_FAILED")
    stranger = Bot(ada, code="stranger")
    for verb in ("update", "unregister"):
        assert stranger.refused(f"Command.{verb}", **of, fields={}) == (400, "COMMAND_NOT_FOUND")
    assert bot("Command.unregister", **of) == {"result": True}
    assert [each["id"] for each in bot("Command.list")["commands"]] == [other["id"]]
    hook = api_of(wire, CLARA, "imbot")
    mine = Bot(hook, code="mine", **TOKEN)
    command = mine("Command.register", fields={"command": "all", "hidden": True, "common": True})["command"]
    assert command["common"] is False  # it would be told of what others say to each other


def test_bots_send_files_and_take_those_of_their_chats(clara: AppApi, dmitri: AppApi, bot: Bot, ada: AppApi) -> None:
    fields = {"name": "report.txt", "content": b64encode(b"two crates").decode(), "message": "The report"}
    sent = bot("File.upload", dialogId=str(CLARA), fields=fields)
    file = sent["file"]
    assert (file["name"], file["extension"], file["size"], file["authorId"]) == ("report.txt", "txt", 10, bot.id)
    assert (sent["dialogId"], sent["chatId"], texts(clara, bot.id)) == (str(CLARA), file["chatId"], ["The report"])
    assert "download" in bot("File.download", fileId=file["id"])["downloadUrl"]
    for given, code in (
        ({"name": ""}, "FILE_EMPTY"), ({"content": ""}, "FILE_EMPTY"), ({"content": "***"}, "FILE_INVALID_CONTENT"),
        ({"message": ["a"]}, "FILE_SEND_FAILED"),
    ):  # fmt: skip
        assert bot.refused("File.upload", dialogId=str(CLARA), fields={**fields, **given}) == (400, code)
    theirs = clara("im.v2.File.upload", dialogId=str(DMITRI), fields=fields)["file"]["id"]
    assert bot.refused("File.download", fileId=theirs) == (403, "FILE_ACCESS_ERROR")
    assert bot.refused("File.download", fileId=999_999) == (400, "FILE_NOT_FOUND")
    assert bot.refused("File.upload", dialogId="chat999", fields=fields) == (403, "ACCESS_DENIED")
    chat = bot("Chat.add", fields={"userIds": [DMITRI]})["chat"]["dialogId"]
    again = bot("Chat.Message.send", dialogId=chat, fields={"forwardIds": {"a": sent["messageId"]}})["id"]
    [shown] = dmitri("im.dialog.messages.get", DIALOG_ID=chat, LIMIT=1)["files"]
    assert (shown["name"], again > sent["messageId"]) == ("report.txt", True)


def test_bots_go_with_their_application(wire: Wire, ada: AppApi, clara: AppApi) -> None:
    other = app_of(wire, ADA, "imbot,im")
    bot = Bot(other)
    bot("Command.register", fields={"command": "help", "hidden": True})
    clara("im.message.add", DIALOG_ID=bot.id, MESSAGE="/help")
    wire.portal.store.write_now(lambda tx: applications.uninstall(tx, wire.portal.clock, other.app))
    assert ada.refused("imbot.v2.Bot.get", botId=bot.id) == (400, "BOT_NOT_FOUND")
    assert clara("im.recent.get") == []
    assert wire.portal.store.write_now(lambda tx: list(integrity.broken(tx))) == []
