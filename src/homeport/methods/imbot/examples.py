"""Examples of chatbots, their commands, messages and chats."""

from homeport.rpc.example import Call, Example, Made

_HANDLER = "https://bot.example.test/handler"
_BOT: Call = ("imbot.register", {"CODE": "crates", "EVENT_HANDLER": _HANDLER, "PROPERTIES": {"NAME": "Crates"}})
_OF_BOT = {"BOT_ID": Made(call=0)}
_TITLE = [{"LANGUAGE_ID": "en", "TITLE": "Count the crates", "PARAMS": "day"}]
_COMMAND: Call = (
    "imbot.command.register",
    {**_OF_BOT, "COMMAND": "crates", "EVENT_COMMAND_ADD": _HANDLER, "LANG": _TITLE},
)
_OF_COMMAND = {"COMMAND_ID": Made(call=1)}
_CHAT: Call = ("imbot.chat.add", {**_OF_BOT, "TITLE": "Crates", "USERS": [1, 3], "MESSAGE": "Two are sold"})
_IN_CHAT = {**_OF_BOT, "CHAT_ID": Made(call=1)}
_SAID: Call = ("imbot.message.add", {**_OF_BOT, "DIALOG_ID": 1, "MESSAGE": "Two crates are sold"})
_OF_MESSAGE = {**_OF_BOT, "MESSAGE_ID": Made(call=1)}
_OWN = (_BOT, _CHAT)
_PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

EXAMPLES = {
    "imbot.register": Example(_BOT[1]),
    "imbot.update": Example({**_OF_BOT, "FIELDS": {"PROPERTIES": {"NAME": "Crates and boxes"}}}, (_BOT,)),
    "imbot.unregister": Example(_OF_BOT, (_BOT,)),
    "imbot.bot.list": Example({}, (_BOT,)),
    "imbot.command.register": Example(_COMMAND[1], (_BOT,)),
    "imbot.command.update": Example({**_OF_COMMAND, "FIELDS": {"HIDDEN": "Y"}}, (_BOT, _COMMAND)),
    "imbot.command.unregister": Example(_OF_COMMAND, (_BOT, _COMMAND)),
    "imbot.command.answer": Example(
        {**_OF_COMMAND, "MESSAGE_ID": Made(call=2), "MESSAGE": "Two"},
        (_BOT, _COMMAND, ("im.message.add", {"DIALOG_ID": Made(call=0), "MESSAGE": "/crates today"})),
    ),
    "imbot.message.add": Example(_SAID[1], (_BOT,)),
    "imbot.message.update": Example({**_OF_MESSAGE, "MESSAGE": "Three crates are sold"}, (_BOT, _SAID)),
    "imbot.message.delete": Example({**_OF_MESSAGE, "COMPLETE": "Y"}, (_BOT, _SAID)),
    "imbot.message.like": Example({**_OF_MESSAGE, "ACTION": "plus"}, (_BOT, _SAID)),
    "imbot.chat.add": Example(_CHAT[1], (_BOT,)),
    "imbot.chat.get": Example(
        {"ENTITY_TYPE": "CRATE", "ENTITY_ID": "7"},
        (_BOT, ("imbot.chat.add", {**_OF_BOT, "USERS": [1], "ENTITY_TYPE": "CRATE", "ENTITY_ID": "7"})),
    ),
    "imbot.dialog.get": Example({"DIALOG_ID": Made(call=1, form="chat{}")}, _OWN),
    "imbot.chat.leave": Example(_IN_CHAT, (*_OWN, ("imbot.chat.setOwner", {**_IN_CHAT, "USER_ID": 1}))),
    "imbot.chat.sendTyping": Example({**_OF_BOT, "DIALOG_ID": 1}, (_BOT,)),
    "imbot.chat.setManager": Example({**_IN_CHAT, "USER_ID": 3}, _OWN),
    "imbot.chat.setOwner": Example({**_IN_CHAT, "USER_ID": 3}, _OWN),
    "imbot.chat.updateAvatar": Example({**_IN_CHAT, "AVATAR": _PICTURE}, _OWN),
    "imbot.chat.updateColor": Example({**_IN_CHAT, "COLOR": "MINT"}, _OWN),
    "imbot.chat.updateTitle": Example({**_IN_CHAT, "TITLE": "Crates and boxes"}, _OWN),
    "imbot.chat.user.add": Example({**_IN_CHAT, "USERS": [4], "HIDE_HISTORY": "N"}, _OWN),
    "imbot.chat.user.delete": Example({**_IN_CHAT, "USER_ID": 3}, _OWN),
    "imbot.chat.user.list": Example(_IN_CHAT, _OWN),
}
