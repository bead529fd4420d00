"""Examples of the messenger: chats, messages, notices, files, and people as it shows them."""

from homeport.rpc.example import Call, Example, Made

_DEPARTMENTS = {"ID": [1, 2], "USER_DATA": "Y"}

_PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
_CHAT: Call = ("im.chat.add", {"TITLE": "Pears", "USERS": [3, 4], "MESSAGE": "Who buys pears?"})
_OF_CHAT = {"CHAT_ID": Made(call=0)}
_DIALOG = {"DIALOG_ID": Made(call=0, form="chat{}")}
_SAID: Call = ("im.message.add", {**_DIALOG, "MESSAGE": "Two crates are sold"})
_BOTH = (_CHAT, _SAID)
_OF_MESSAGE = {"MESSAGE_ID": Made(call=1)}
_FILE = {"name": "prices.txt", "content": "UGVhcnM6IDE0", "message": "As asked"}
_SENT: Call = ("im.v2.File.upload", {"dialogId": Made(call=0, form="chat{}"), "fields": _FILE})
_SHOWN = (_CHAT, _SENT)
_OF_FILE = Made(("file", "id"), call=1)
_NOTICE: Call = ("im.notify", {"USER_ID": 1, "MESSAGE": "The crane is free", "TAG": "CRANE"})
_LOOKED: Call = ("im.search.last.add", _DIALOG)
_HANDLER = "https://bot.example.test/handler"
_BOT: Call = ("imbot.register", {"CODE": "crates", "EVENT_HANDLER": _HANDLER, "PROPERTIES": {"NAME": "Crates"}})
_WORD = {"BOT_ID": Made(call=0), "COMMAND": "crates", "LANG": [{"LANGUAGE_ID": "en", "TITLE": "Count the crates"}]}
_COMMAND: Call = ("imbot.command.register", {**_WORD, "EVENT_COMMAND_ADD": _HANDLER})

EXAMPLES = {
    "im.chat.add": Example(_CHAT[1]),
    "im.chat.get": Example(
        {"ENTITY_TYPE": "CRM", "ENTITY_ID": "DEAL|1"},
        (("im.chat.add", {"TITLE": "The deal", "ENTITY_TYPE": "CRM", "ENTITY_ID": "DEAL|1"}),),
    ),
    "im.chat.setOwner": Example({**_OF_CHAT, "USER_ID": 3}, (_CHAT,)),
    "im.chat.updateTitle": Example({**_OF_CHAT, "TITLE": "Pears and apples"}, (_CHAT,)),
    "im.chat.updateColor": Example({**_OF_CHAT, "COLOR": "MINT"}, (_CHAT,)),
    "im.chat.updateAvatar": Example({**_OF_CHAT, "AVATAR": _PICTURE}, (_CHAT,)),
    "im.chat.mute": Example({**_DIALOG, "MUTE": "Y"}, (_CHAT,)),
    "im.chat.leave": Example(_OF_CHAT, (_CHAT,)),
    "im.chat.user.add": Example({**_OF_CHAT, "USERS": [5], "HIDE_HISTORY": "N"}, (_CHAT,)),
    "im.chat.user.delete": Example({**_OF_CHAT, "USER_ID": 4}, (_CHAT,)),
    "im.chat.user.list": Example(_OF_CHAT, (_CHAT,)),
    "im.dialog.get": Example(_DIALOG, (_CHAT,)),
    "im.dialog.users.list": Example({**_DIALOG, "LIMIT": 2}, (_CHAT,)),
    "im.dialog.messages.get": Example({**_DIALOG, "LIMIT": 2}, _BOTH),
    "im.dialog.messages.search": Example({**_OF_CHAT, "SEARCH_MESSAGE": "crates"}, _BOTH),
    "im.dialog.read": Example(_DIALOG, _BOTH),
    "im.dialog.read.all": Example({}, _BOTH),
    "im.dialog.unread": Example({**_DIALOG, **_OF_MESSAGE}, _BOTH),
    "im.dialog.writing": Example(_DIALOG, (_CHAT,)),
    "im.message.add": Example(
        {**_DIALOG, "MESSAGE": "[b]Pears[/b]", "KEYBOARD": [{"TEXT": "Order", "LINK": "https://shop.example.test/"}]},
        (_CHAT,),
    ),
    "im.message.update": Example({**_OF_MESSAGE, "MESSAGE": "Three crates are sold"}, _BOTH),
    "im.message.delete": Example(_OF_MESSAGE, _BOTH),
    "im.message.like": Example({**_OF_MESSAGE, "ACTION": "plus"}, _BOTH),
    "im.message.share": Example({**_OF_MESSAGE, **_DIALOG, "TYPE": "TASK"}, _BOTH),
    "im.message.command": Example(
        {"MESSAGE_ID": Made(call=2), "BOT_ID": Made(call=0), "COMMAND": "crates", "COMMAND_PARAMS": "today"},
        (_BOT, _COMMAND, ("im.message.add", {"DIALOG_ID": Made(call=0), "MESSAGE": "Hello"})),
    ),
    "im.recent.get": Example({"SKIP_OPENLINES": "Y"}, _BOTH),
    "im.recent.list": Example({"LIMIT": 2}, _BOTH),
    "im.recent.pin": Example(_DIALOG, (_CHAT,)),
    "im.recent.unread": Example(_DIALOG, (_CHAT,)),
    "im.recent.hide": Example(_DIALOG, (_CHAT,)),
    "im.counters.get": Example(),
    "im.revision.get": Example(),
    "im.search.chat.list": Example({"FIND": "pea"}, (_CHAT,)),
    "im.search.user.list": Example({"FIND": "cla"}),
    "im.search.department.list": Example({"FIND": "sal"}),
    "im.search.last.add": Example(_DIALOG, (_CHAT,)),
    "im.search.last.get": Example({}, (_CHAT, _LOOKED)),
    "im.search.last.delete": Example(_DIALOG, (_CHAT, _LOOKED)),
    "im.disk.folder.get": Example(_DIALOG, (_CHAT,)),
    "im.disk.file.commit": Example({**_DIALOG, "FILE_ID": _OF_FILE, "MESSAGE": "Once more"}, _SHOWN),
    "im.disk.file.save": Example({"FILE_ID": _OF_FILE}, _SHOWN),
    "im.disk.file.delete": Example({**_OF_CHAT, "FILE_ID": _OF_FILE}, _SHOWN),
    "im.v2.File.upload": Example(_SENT[1], (_CHAT,)),
    "im.v2.File.download": Example({"dialogId": Made(call=0, form="chat{}"), "fileId": _OF_FILE}, _SHOWN),
    "im.v2.Event.subscribe": Example(),
    "im.v2.Event.unsubscribe": Example({}, (("im.v2.Event.subscribe", {}),)),
    "im.v2.Event.get": Example({"limit": 2}, (_CHAT, ("im.v2.Event.subscribe", {}), _SAID)),
    "im.notify": Example(_NOTICE[1]),
    "im.notify.personal.add": Example({"USER_ID": 3, "MESSAGE": "The crane is free"}),
    "im.notify.system.add": Example({"USER_ID": 3, "MESSAGE": "The crane is free"}),
    "im.notify.get": Example({"LIMIT": 2}, (_NOTICE,)),
    "im.notify.history.search": Example({"SEARCH_TEXT": "crane"}, (_NOTICE,)),
    "im.notify.schema.get": Example(),
    "im.notify.read": Example({"ID": Made(), "ONLY_CURRENT": "Y"}, (_NOTICE,)),
    "im.notify.read.list": Example({"IDS": [Made()]}, (_NOTICE,)),
    "im.notify.read.all": Example({}, (_NOTICE,)),
    "im.notify.delete": Example({"ID": Made()}, (_NOTICE,)),
    "im.notify.answer": Example({"NOTIFY_ID": Made(), "ANSWER_TEXT": "I take it"}, (_NOTICE,)),
    "im.notify.confirm": Example({"NOTIFY_ID": Made(), "NOTIFY_VALUE": "Y"}, (_NOTICE,)),
    "im.department.get": Example(_DEPARTMENTS),
    "im.department.employees.get": Example(_DEPARTMENTS),
    "im.department.managers.get": Example({"ID": [1, 2]}),
    "im.department.colleagues.list": Example({"LIMIT": 5}),
    "im.user.get": Example({"ID": 3}),
    "im.user.list.get": Example({"ID": [3, 4], "RESULT_TYPE": "array"}),
    "im.user.status.get": Example({}, (("im.user.status.set", {"STATUS": "dnd"}),)),
    "im.user.status.set": Example({"STATUS": "dnd"}),
    "im.user.status.idle.start": Example({"AGO": 5}),
    "im.user.status.idle.end": Example({}, (("im.user.status.idle.start", {}),)),
    "im.v2.Chat.Bot.sendContext": Example(
        {"dialogId": Made(call=0), "context": {"action": "openTask", "taskId": 1}}, (_BOT,)
    ),
}
