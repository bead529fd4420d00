"""Examples of tasks in REST 3.0."""

from homeport.rpc.example import Call, Example, Made

_NEW = {"title": "Ask for prices", "creatorId": 1, "responsibleId": 1, "deadline": "2026-12-01T18:00:00+00:00"}
_ONE: Call = ("tasks.task.add@v3", {"fields": _NEW})
ITS = Made(("item", "id"), 0)
_SAID: Call = ("tasks.task.chat.message.send", {"fields": {"taskId": ITS, "text": "Two have answered"}})
_RESULT: Call = ("tasks.task.result.add", {"fields": {"taskId": ITS, "text": "Three offers are there"}})
_MINE: Call = ("disk.storage.getlist", {"filter": {"ENTITY_TYPE": "user"}})
_FILE: Call = (
    "disk.storage.uploadfile",
    {"id": Made((0, "ID")), "data": {"NAME": "offer.txt"}, "fileContent": ["offer.txt", "b2ZmZXI="]},
)
WITH_A_FILE = (_ONE, _MINE, _FILE)

EXAMPLES = {
    "tasks.task.add@v3": Example({"fields": _NEW}),
    "tasks.task.get@v3": Example({"id": ITS, "select": ["title", "responsible.name", "chat.id"]}, (_ONE,)),
    "tasks.task.list@v3": Example(
        {"select": ["id", "title", "status"], "filter": [["id", ">=", ITS]], "order": {"deadline": "DESC"}}, (_ONE,)
    ),
    "tasks.task.update@v3": Example({"id": ITS, "fields": {"priority": "high", "status": "in_progress"}}, (_ONE,)),
    "tasks.task.delete@v3": Example({"id": ITS}, (_ONE,)),
    "tasks.task.access.get": Example({"id": ITS}, (_ONE,)),
    "tasks.task.field.get": Example({"name": "deadline"}),
    "tasks.task.access.field.get": Example({"name": "edit"}),
    "tasks.task.file.field.get": Example({"name": "fileIds"}),
    "tasks.task.chat.message.field.get": Example({"name": "text"}),
    "tasks.task.file.attach": Example({"taskId": ITS, "fileIds": [Made(("ID",), 2)]}, WITH_A_FILE),
    "tasks.task.chat.message.send": Example({"fields": _SAID[1]["fields"]}, (_ONE,)),
    "tasks.task.result.add": Example({"fields": _RESULT[1]["fields"]}, (_ONE,)),
    "tasks.task.result.addfromchatmessage": Example({"fields": {"messageId": 1}}, (_ONE, _SAID)),
    "tasks.task.result.list@v3": Example({"filter": [["taskId", ITS]]}, (_ONE, _RESULT)),
    "tasks.task.result.update": Example(
        {"id": Made(("item", "id")), "fields": {"text": "Four offers are there"}}, (_ONE, _RESULT)
    ),
    "tasks.task.result.delete": Example({"id": Made(("item", "id"))}, (_ONE, _RESULT)),
}
