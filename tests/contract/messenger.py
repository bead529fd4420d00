"""What the documentation's examples of the messenger need of the demo portal: chats in which something was said."""

from typing import Any

from homeport.domain.portal.tables import USER
from tests.apps import AppApi
from tests.contract.office import PICTURE
from tests.contract.shown import DETAILS

NOW = 1_772_600_000.0
"""4 March 2026."""
EARLIER, LATER = "2020-01-01T00:00:00+00:00", "2038-01-01T00:00:00+00:00"
FIND = {"im.search.chat.list": "Proj", "im.search.department.list": "", "im.search.user.list": "Cla"}


def is_about(name: str) -> bool:
    """Whether a method is one of the messenger's."""
    return name.startswith(("im.", "imbot.")) and not name.startswith(("im.user.", "im.department."))


def parameters(caller: AppApi, name: str) -> dict[str, Any]:
    """The parameters of an example that must name what is there, in small letters."""
    if name.startswith("imbot.v2."):
        return {key.lower(): value for key, value in _second(caller, name).items()}
    if name.startswith("imbot.") or name == "im.message.command":
        found = _bot(caller, name)
    else:
        found = _notice(caller, name) if name.startswith("im.notify") else _chat(caller, name)
    return {key.lower(): value for key, value in found.items() if key in DETAILS[name]["request_example"]}


def _known(caller: AppApi, *, phones: bool = True) -> None:
    """People of whom all is known."""
    caller.wire.freeze(NOW)
    said: dict[str, Any] = {"LAST_ACTIVITY_DATE": "2026-03-01 09:00:00"}
    said |= dict.fromkeys(("WORK_PHONE", "PERSONAL_MOBILE", "UF_PHONE_INNER"), "5550100" if phones else None)
    store = caller.wire.portal.store
    store.write_now(lambda tx: [tx.update(USER, {"ID": user}, said) for user in range(1, 8)])


def _chat(caller: AppApi, name: str) -> dict[str, Any]:
    """A chat of three in which the administrator and another have spoken, and a dialog of these two."""
    _known(caller, phones=name not in ("im.dialog.messages.get", "im.recent.list"))
    other = caller if name == "im.message.update" else caller.as_user(3)
    deal = {"ENTITY_TYPE": "CRM", "ENTITY_ID": "DEAL|1663"} if name == "im.chat.get" else {}
    chat = caller("im.chat.add", TITLE="Project chat", USERS=[3, 4], MESSAGE="A test message", **deal)
    dialog = {"DIALOG_ID": f"chat{chat}"}
    if name == "im.v2.Event.get":
        caller("im.v2.Event.subscribe")
    if name == "im.counters.get":
        caller("im.chat.mute", CHAT_ID=chat)
    said = other("im.message.add", **dialog, MESSAGE="A test")
    caller("im.message.add", DIALOG_ID=3, MESSAGE="Hello?")
    sent = caller("im.v2.File.upload", dialogId=f"chat{chat}", fields={"name": PICTURE[0], "content": PICTURE[1]})
    file = sent["file"]["id"]
    caller.wire.freeze(NOW + 1)
    last = other("im.message.add", **dialog, MESSAGE="Another test")
    if name != "im.dialog.messages.search":
        caller("im.message.like", MESSAGE_ID=last)
    if name in ("im.recent.list", "im.counters.get"):
        other("im.message.add", DIALOG_ID=1, MESSAGE="Hello")
    caller("im.search.last.add", DIALOG_ID=f"chat{chat}")
    return {
        **dialog, "CHAT_ID": chat, "MESSAGE_ID": said, "REPLY_ID": said, "FIRST_ID": said, "USER_ID": 3, "USERS": [5],
        "FILE_ID": [file] if name.endswith("commit") else file, "AVATAR": PICTURE[1], "fileId": file, "offset": 0,
        "dialogId": f"chat{chat}", "LAST_MESSAGE_DATE": LATER, "LAST_UPDATE": EARLIER, "CAN_MANAGE_MESSAGES": "N",
        "FIND": FIND.get(name),
    }  # fmt: skip


def _bot(caller: AppApi, name: str) -> dict[str, Any]:
    """A chatbot with a command and a chat, to which something was said."""
    if name == "imbot.register":
        return {"PROPERTIES": {"NAME": "NewBot"}}
    handler = "https://bot.example.test/"
    bot = caller("imbot.register", CODE="newbot", EVENT_HANDLER=handler, PROPERTIES={"NAME": "NewBot"})
    of = {"BOT_ID": bot}
    command = {**of, "COMMAND": "task", "EVENT_COMMAND_ADD": handler, "LANG": [{"LANGUAGE_ID": "en", "TITLE": "A"}]}
    number = 0 if name == "imbot.command.register" else caller("imbot.command.register", **command)
    linked = {"ENTITY_TYPE": "CHAT", "ENTITY_ID": "13"}
    chat = caller("imbot.chat.add", **of, **linked, TITLE="New Chat Name", USERS=[1, 3], AVATAR=PICTURE[1])
    if name == "imbot.chat.leave":
        caller("imbot.chat.setOwner", **of, CHAT_ID=chat, USER_ID=1)
    said = caller("im.message.add", DIALOG_ID=bot, MESSAGE="/task 1")
    own = caller("imbot.message.add", **of, DIALOG_ID=f"chat{chat}", MESSAGE="Hello")
    caller.as_user(3)("im.dialog.read", DIALOG_ID=f"chat{chat}")
    is_own = name in ("imbot.message.update", "imbot.message.delete")
    return {
        **of, **linked, "COMMAND_ID": number, "CHAT_ID": chat, "DIALOG_ID": f"chat{chat}", "CLIENT_ID": None,
        "USER_ID": 3, "USERS": [5], "MESSAGE_ID": own if is_own else said, "AVATAR": PICTURE[1],
        "EVENT_COMMAND_ADD": handler, "COLOR": "SAND", "FROM_USER_ID": None, "TO_USER_ID": None,
    }  # fmt: skip


def _second(caller: AppApi, name: str) -> dict[str, Any]:
    """A chatbot of the second generation that reads all, with a command, a chat and a file; and what it was told."""
    _known(caller, phones=False)
    fields = {"code": "support_bot", "type": "supervisor", "properties": {"name": "Support", "lastName": "Bot"}}
    if name == "imbot.v2.Bot.register":
        return {"fields": {**DETAILS[name]["request_example"]["fields"], "code": "another_bot"}}
    bot = caller("imbot.v2.Bot.register", fields=fields)["bot"]["id"]
    of = {"botId": bot}
    made = {"title": "Support chat", "userIds": [1, 3], "message": "Hello", "avatar": PICTURE[1]}
    dialog = {**of, "dialogId": caller("imbot.v2.Chat.add", **of, fields=made)["chat"]["dialogId"]}
    titled = {"command": "help", "title": {"en": "Show help"}}
    command = {"id": 0}
    if name != "imbot.v2.Command.register":
        command = caller("imbot.v2.Command.register", **of, fields=titled)["command"]
    own = caller("imbot.v2.Chat.Message.send", **dialog, fields={"message": "Hi!"})["id"]
    sent = {"name": "report.txt", "content": "VHdv", "message": "The report"}
    file = caller("imbot.v2.File.upload", **dialog, fields=sent)["file"]["id"]
    given = caller("im.message.add", DIALOG_ID=dialog["dialogId"], MESSAGE="/help me")
    said = caller("im.message.add", DIALOG_ID=dialog["dialogId"], MESSAGE="Hello! How are you?")
    if name == "imbot.v2.Chat.Message.Reaction.delete":
        caller("imbot.v2.Chat.Message.Reaction.add", **of, messageId=said, reaction="like")
    if name == "imbot.v2.Event.get":
        caller("im.v2.Event.subscribe")
    messages = {"imbot.v2.Chat.Message.update": own, "imbot.v2.Command.answer": given}
    found = {
        **dialog, "commandId": command["id"], "messageId": messages.get(name, said), "fileId": file, "userId": 3,
        "userIds": [4], "offset": 0, "limit": None, "filter": {}, "botToken": None, "fields": None,
    }  # fmt: skip
    example = DETAILS[name]["request_example"]
    whole = {key: value for key, value in found.items() if key in example}
    whole.pop("fields", None)
    if name == "imbot.v2.Chat.add":
        whole["fields"] = {**example["fields"], **{key: made[key] for key in ("userIds",) if key in example["fields"]}}
    return whole


def _notice(caller: AppApi, name: str) -> dict[str, Any]:
    """An invitation to a group, and a notice from somebody."""
    _known(caller)
    other = caller.as_user(3)
    group = other("sonet_group.create", NAME="Garden")
    other("sonet_group.user.invite", GROUP_ID=group, USER_ID=[1], MESSAGE="Do come")
    invitation = caller("im.notify.get")["notifications"][0]["id"]
    number = other("im.notify", USER_ID=1, MESSAGE="The invoice", SUB_TAG="TASK|42")
    found = {"ID": number, "IDS": [number], "USER_ID": 5, "NOTIFY_ID": invitation, "LAST_ID": number + 1}
    if name == "im.notify.history.search":
        return {"SEARCH_TYPE": "rest|rest_notify", "SEARCH_DATE": None, "LAST_ID": None}
    return found | ({"NOTIFY_ID": number} if name == "im.notify.answer" else {})
