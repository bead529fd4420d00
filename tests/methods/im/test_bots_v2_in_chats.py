"""``imbot.v2.*``: bots in chats: what they say, read, lead, answer and send."""

from base64 import b64encode

from tests.apps import AppApi
from tests.conftest import Wire, api_of
from tests.contract.office import PICTURE
from tests.methods.im.bots import TOKEN, Bot
from tests.methods.im.conftest import CLARA, DMITRI, ELIF, NOON, texts


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
