"""Examples of chatbots of the second generation, their commands, messages, chats and files."""

from homeport.rpc.example import Call, Example, Made

_FIELDS = {"code": "crates", "properties": {"name": "Crates"}, "type": "supervisor"}
_BOT: Call = ("imbot.v2.Bot.register", {"fields": _FIELDS})
_OF = {"botId": Made(call=0, path=("bot", "id"))}
_CHAT: Call = (
    "imbot.v2.Chat.add",
    {**_OF, "fields": {"title": "Crates", "userIds": [1, 3], "message": "Two are sold"}},
)
_IN = {**_OF, "dialogId": Made(call=1, path=("chat", "dialogId"))}
_SAID: Call = ("imbot.v2.Chat.Message.send", {**_OF, "dialogId": "1", "fields": {"message": "Two crates are sold"}})
_MESSAGE = {**_OF, "messageId": Made(call=1, path=("id",))}
_COMMAND: Call = (
    "imbot.v2.Command.register",
    {**_OF, "fields": {"command": "crates", "title": {"en": "Count the crates"}, "params": {"en": "day"}}},
)
_COMMANDED = {**_OF, "commandId": Made(call=1, path=("command", "id"))}
_FILE: Call = (
    "imbot.v2.File.upload",
    {**_OF, "dialogId": "1", "fields": {"name": "crates.txt", "content": "VHdv", "message": "The crates"}},
)

EXAMPLES = {
    "imbot.v2.Bot.register": Example(_BOT[1]),
    "imbot.v2.Bot.update": Example({**_OF, "fields": {"properties": {"name": "Crates and boxes"}}}, (_BOT,)),
    "imbot.v2.Bot.unregister": Example(_OF, (_BOT,)),
    "imbot.v2.Bot.get": Example({"code": "crates"}, (_BOT,)),
    "imbot.v2.Bot.list": Example({"filter": {"type": "supervisor"}, "limit": 10}, (_BOT,)),
    "imbot.v2.Chat.add": Example(_CHAT[1], (_BOT,)),
    "imbot.v2.Chat.get": Example(_IN, (_BOT, _CHAT)),
    "imbot.v2.Chat.update": Example({**_IN, "fields": {"title": "Crates and boxes", "color": "mint"}}, (_BOT, _CHAT)),
    "imbot.v2.Chat.leave": Example(_IN, (_BOT, _CHAT)),
    "imbot.v2.Chat.setOwner": Example({**_IN, "userId": 3}, (_BOT, _CHAT)),
    "imbot.v2.Chat.Manager.add": Example({**_IN, "userIds": [3]}, (_BOT, _CHAT)),
    "imbot.v2.Chat.Manager.delete": Example({**_IN, "userIds": [3]}, (_BOT, _CHAT)),
    "imbot.v2.Chat.User.add": Example({**_IN, "userIds": [4]}, (_BOT, _CHAT)),
    "imbot.v2.Chat.User.delete": Example({**_IN, "userId": 3}, (_BOT, _CHAT)),
    "imbot.v2.Chat.User.list": Example({**_IN, "order": {"id": "ASC"}}, (_BOT, _CHAT)),
    "imbot.v2.Chat.InputAction.notify": Example(
        {**_IN, "statusMessageCode": "IMBOT_AGENT_ACTION_THINKING", "duration": 30}, (_BOT, _CHAT)
    ),
    "imbot.v2.Chat.TextField.enabled": Example({**_IN, "enabled": False}, (_BOT, _CHAT)),
    "imbot.v2.Chat.Message.send": Example(_SAID[1], (_BOT,)),
    "imbot.v2.Chat.Message.update": Example({**_MESSAGE, "fields": {"message": "Three are sold"}}, (_BOT, _SAID)),
    "imbot.v2.Chat.Message.delete": Example({**_MESSAGE, "complete": True}, (_BOT, _SAID)),
    "imbot.v2.Chat.Message.read": Example({**_OF, "dialogId": "1"}, (_BOT, _SAID)),
    "imbot.v2.Chat.Message.get": Example(_MESSAGE, (_BOT, _SAID)),
    "imbot.v2.Chat.Message.getContext": Example({**_MESSAGE, "range": 10}, (_BOT, _SAID)),
    "imbot.v2.Chat.Message.Reaction.add": Example({**_MESSAGE, "reaction": "fire"}, (_BOT, _SAID)),
    "imbot.v2.Chat.Message.Reaction.delete": Example(
        {**_MESSAGE, "reaction": "fire"},
        (_BOT, _SAID, ("imbot.v2.Chat.Message.Reaction.add", {**_MESSAGE, "reaction": "fire"})),
    ),
    "imbot.v2.Command.register": Example(_COMMAND[1], (_BOT,)),
    "imbot.v2.Command.update": Example({**_COMMANDED, "fields": {"hidden": True}}, (_BOT, _COMMAND)),
    "imbot.v2.Command.unregister": Example(_COMMANDED, (_BOT, _COMMAND)),
    "imbot.v2.Command.list": Example(_OF, (_BOT, _COMMAND)),
    "imbot.v2.Command.answer": Example(
        {**_COMMANDED, "messageId": Made(call=2), "dialogId": "1", "fields": {"message": "Two"}},
        (
            _BOT, _COMMAND,
            ("im.message.add", {"DIALOG_ID": Made(call=0, path=("bot", "id")), "MESSAGE": "/crates today"}),
        ),
    ),
    "imbot.v2.Event.get": Example({**_OF, "limit": 10}, (_BOT,)),
    "imbot.v2.File.upload": Example(_FILE[1], (_BOT,)),
    "imbot.v2.File.download": Example({**_OF, "fileId": Made(call=1, path=("file", "id"))}, (_BOT, _FILE)),
}  # fmt: skip
