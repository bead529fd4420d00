"""The documentation's own example of each method of REST 3.0, fitted to the demo portal."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import func, select

from homeport.domain.im.tables import MESSAGE
from homeport.store import Query
from tests.apps import AppApi
from tests.methods.v3 import Api3

_LAST_MESSAGE = Query(select(func.max(MESSAGE.c.ID)))

_EVENT_LOG: Mapping[str, Callable[[int], dict[str, Any]]] = {
    "main.eventlog.get": lambda last: {"id": last},
    "main.eventlog.list": lambda last: {"filter": [["id", last]]},
    "main.eventlog.tail": lambda last: {"cursor": {"field": "id", "order": "ASC", "value": last - 1}},
}


def example_of(app: AppApi, name: str, page: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of an example, with the numbers that the demo portal has."""
    given: dict[str, Any] = dict(page["request_example"] or {})
    if name.endswith((".field.get", ".field.list")):
        given.pop("select", None)  # their answers show more than they select
    if isinstance(given.get("fields"), dict):
        given["fields"] = dict(given["fields"])
    return given | _fitted(app, Api3(app), name, given)


def _fitted(app: AppApi, api: Api3, name: str, given: dict[str, Any]) -> dict[str, Any]:
    if name.startswith("tasks.task."):
        return _of_tasks(app, api, name, given)
    if name.startswith("humanresources.") and not name.endswith((".field.get", ".field.list")):
        return _of_nodes(app, api, name)
    if name.startswith("note.") and not name.endswith((".field.get", ".field.list")):
        return _of_notes(api, name, given)
    if name == "timeman.record.list":
        app("timeman.open")
        app("timeman.close", REPORT="Done")
        return {"filter": [["userId", 1]]}
    if name in _EVENT_LOG:
        app("user.add", EMAIL="new@example.test", UF_DEPARTMENT=[2])  # by somebody, unlike those before
        (entry,) = api("main.eventlog.list", order={"id": "DESC"}, pagination={"limit": 1})
        return _EVENT_LOG[name](entry["id"])
    return {}


def _of_tasks(app: AppApi, api: Api3, name: str, given: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = given.get("fields", {})
    if name.endswith((".field.get", ".field.list")):
        return {}
    if name == "tasks.task.add":
        return {"fields": {**fields, "creatorId": 1, "crmItemIds": ["L_1"]}}
    task = api("tasks.task.add", fields={"title": "A task", "creatorId": 1, "responsibleId": 1})["id"]
    if name == "tasks.task.update":
        return {"id": task, "fields": {key: value for key, value in fields.items() if key != "creatorId"}}
    if name == "tasks.task.list":
        return {"filter": [["id", ">", task - 1]]}
    if name == "tasks.task.file.attach":
        return {"taskId": task, "fileIds": [_file(app)]}
    if name == "tasks.task.chat.message.send":
        return {"fields": {**fields, "taskId": task}}
    if name.startswith("tasks.task.result."):
        return _of_results(app, api, name, task, fields)
    if name == "tasks.task.get":  # the answer shows all that is usual beside what is selected
        app("task.checklistitem.add", TASKID=task, FIELDS={"TITLE": "One"})
        api("tasks.task.update", id=task, fields={"crmItemIds": ["D_1"]})
        return {"id": task, "select": [*api(name, id=task), *given["select"]]}
    return {"id": task}


def _of_results(app: AppApi, api: Api3, name: str, task: int, fields: dict[str, Any]) -> dict[str, Any]:
    if name.endswith(".add"):
        return {"fields": {**fields, "taskId": task}}
    if name.endswith(".addfromchatmessage"):
        api("tasks.task.chat.message.send", fields={"taskId": task, "text": "Done"})
        with app.wire.portal.store.snapshot() as tx:
            return {"fields": {"messageId": tx.value(_LAST_MESSAGE)}}
    result = api("tasks.task.result.add", fields={"taskId": task, "text": "Done"})["id"]
    return {"filter": [["taskId", task]]} if name.endswith(".list") else {"id": result}


def _of_notes(api: Api3, name: str, given: dict[str, Any]) -> dict[str, Any]:
    base = api("note.collection.add", fields={"name": "How we work", "position": 1})["id"]
    api("note.collection.add", fields={"name": "And why", "position": 2})
    fields = {"collectionId": base, "title": "A page", "markdown": "A recipe of borscht"}
    document = api("note.document.add", fields=fields)["id"]
    child = api("note.document.add", fields={**fields, "parentId": document})["id"]
    file = api("note.file.add", documentId=child, fileName="a.png", fileContent="R0lG")["id"]
    fitted: dict[str, dict[str, Any]] = {
        "note.collection.add": {},
        "note.collection.list": {"pagination": {"limit": 1}},
        "note.document.add": {"fields": {**given.get("fields", {}), "collectionId": base, "parentId": document}},
        "note.document.search.list": {"query": "recipe"},
        "note.document.tree.list": {"collectionId": base},
        "note.file.add": {"documentId": child, "fileContent": "R0lG"},
        "note.file.get": {"id": file, "documentId": child},
    }
    return fitted.get(name, {"id": base if name.startswith("note.collection.") else child})


def _of_nodes(app: AppApi, api: Api3, name: str) -> dict[str, Any]:
    group = app("sonet_group.create", NAME="The move")
    people = {"MEMBER_EMPLOYEE": [3, 4]}
    more: dict[str, Any] = {"createChat": True, "createChannel": True, "bindingCollabIds": [group]}
    node = api("humanresources.node.add", type="DEPARTMENT", name="Sales of ships", parentId=2, userIds=people, **more)
    chat = api("humanresources.node.communication.list", id=node["id"])["chats"][0]["id"]
    ids: dict[str, Any] = {
        "employee.search": {"name": "clara"},
        "employee.subordinates": {"id": 2},
        "node.add": {"userIds": {"MEMBER_HEAD": [3], "MEMBER_EMPLOYEE": [4]}, "bindingChatIds": [chat]},
        "node.children": {"id": 2},
        "node.search": {"parentId": 2},
        "node.move": {"id": node["id"], "parentId": 1},
        "node.member.add": {"nodeId": node["id"], "userIds": [5, 6]},
        "node.member.move": {"nodeId": node["id"], "userIds": [5, 6]},
        "node.member.set": {"nodeId": node["id"], "userIds": people},
        "node.member.remove": {"nodeId": node["id"], "userIds": [3, 5]},
        "node.communication.edit": {"nodeId": node["id"], "ids": [chat], "removeIds": [chat]},
    }
    return ids.get(name.removeprefix("humanresources."), {"id": node["id"]})


def _file(app: AppApi) -> int:
    storage = next(each for each in app("disk.storage.getlist") if each["ENTITY_TYPE"] == "user")
    content = {"data": {"NAME": "plan.txt"}, "fileContent": ["plan.txt", "cGxhbg=="]}
    return int(app("disk.storage.uploadfile", id=storage["ID"], **content)["ID"])
