"""``tasks.task.result.*`` and ``tasks.task.chat.message.*`` of REST 3.0."""

import pytest
from sqlalchemy import select

from homeport.domain.im.tables import MESSAGE
from homeport.store import Query, Transaction
from tests.apps import AppApi, app_of
from tests.conftest import Wire
from tests.methods.tasks.conftest import ADA, CLARA, DMITRI
from tests.methods.tasks.test_v3 import added
from tests.methods.v3 import DENIED, DTO, FILTER, INVALID, OPERATOR, ORDER, PAGE, SELECT, UNKNOWN, Api3

ADD, LIST, FROM = "tasks.task.result.add", "tasks.task.result.list", "tasks.task.result.addfromchatmessage"
_MESSAGES = Query(select(MESSAGE.c.ID).order_by(MESSAGE.c.ID))
SEND = "tasks.task.chat.message.send"


@pytest.fixture
def app(wire: Wire) -> AppApi:
    return app_of(wire, ADA, "task,tasks")


@pytest.fixture
def ada(app: AppApi) -> Api3:
    return Api3(app)


@pytest.fixture
def clara(app: AppApi) -> Api3:
    return Api3(app.as_user(CLARA))


@pytest.fixture
def dmitri(app: AppApi) -> Api3:
    return Api3(app.as_user(DMITRI))


def messages(tx: Transaction) -> list[int]:
    return [row[0] for row in tx.all(_MESSAGES)]


def test_a_result_is_written_and_changed_by_its_author(ada: Api3, clara: Api3, dmitri: Api3) -> None:
    task = added(ada, responsibleId=CLARA)
    item = clara(ADD, fields={"taskId": task, "text": "Signed"})
    assert item == {
        "id": item["id"], "taskId": task, "text": "Signed", "authorId": CLARA, "createdAt": item["createdAt"],
        "updatedAt": None, "status": "open", "fileIds": [], "rights": {"edit": True, "remove": True}, "messageId": None,
    }  # fmt: skip
    changed = clara("tasks.task.result.update", id=item["id"], fields={"text": "Signed twice"})
    assert changed == {**item, "text": "Signed twice", "updatedAt": changed["updatedAt"]}
    assert changed["updatedAt"]
    assert dmitri.refused("tasks.task.result.update", id=item["id"], fields={"text": "No"}) == DENIED
    assert dmitri.refused("tasks.task.result.delete", id=item["id"]) == DENIED
    assert dmitri.refused(ADD, fields={"taskId": task, "text": "Mine"}) == DENIED
    assert clara("tasks.task.result.delete", id=item["id"]) == {"result": True}
    assert clara(LIST, filter=[["taskId", task]]) == []
    assert clara.refused("tasks.task.result.delete", id=item["id"]) == DENIED


def test_what_is_wrong_with_a_result_is_told_of_each_field(ada: Api3) -> None:
    task = added(ada)
    assert ada.refused(ADD) == f"{INVALID} fields"
    assert ada.refused(ADD, fields={}) == f"{DTO} taskId text"
    assert ada.refused(ADD, fields={"taskId": task, "text": "a", "fileIds": [1]}) == f"{DTO} fileIds"
    assert ada.refused(ADD, fields={"taskId": "a", "text": "a"}) == f"{INVALID} taskId"
    assert ada.refused(ADD, fields={"taskId": -1, "text": "a"}) == f"{INVALID} taskId"
    assert ada.refused(ADD, fields={"taskId": 999_999, "text": "a"}) == f"{INVALID} taskId"
    assert ada.refused(ADD, fields={"taskId": task, "text": "a", "size": 1}) == UNKNOWN
    number = ada(ADD, fields={"taskId": task, "text": "a"})["id"]
    update = "tasks.task.result.update"
    assert ada.refused(update, id=number) == f"{INVALID} fields"
    assert ada.refused(update, id=number, fields={}) == f"{DTO} text"
    assert ada.refused(update, id=number, fields={"text": "b", "fileIds": []}) == f"{DTO} fileIds"
    assert ada.refused(update, fields={"text": "b"}) == f"{INVALID} id"
    assert ada.refused("tasks.task.result.delete") == f"{INVALID} id"
    assert [each["text"] for each in ada(LIST, filter=[["taskId", task]])] == ["a"]


def test_results_of_a_task_are_listed(ada: Api3, clara: Api3, dmitri: Api3) -> None:
    task, other = added(ada, responsibleId=CLARA), added(ada)
    first, second = (ada(ADD, fields={"taskId": task, "text": text})["id"] for text in "ab")
    third = clara(ADD, fields={"taskId": task, "text": "c"})["id"]
    ada(ADD, fields={"taskId": other, "text": "d"})

    def found(*conditions: object, **more: object) -> list[int]:
        return [each["id"] for each in ada(LIST, filter=[["taskId", "=", task], *conditions], **more)]

    assert found() == [first, second, third]
    assert found(order={"authorId": "DESC", "id": "DESC"}) == [third, second, first]
    assert found(["id", ">", first], ["id", "!=", third]) == [second]
    assert found(["id", "between", [second, third]]) == [second, third]
    assert found(["id", [first, third]]) == found(["id", "in", [first, third]]) == [first, third]
    assert found(["authorId", CLARA], ["messageId", None]) == [third]
    either = {"logic": "or", "conditions": [["authorId", CLARA], [["never"]]]}
    assert ada.refused(LIST, filter=[["taskId", task], either]) == FILTER
    either = {"logic": "or", "conditions": [["authorId", CLARA], {"conditions": [["id", "<", second]]}]}
    assert found(either) == [first, third]
    assert found(pagination={"limit": 1, "page": 2}) == [second]
    (named,) = clara(LIST, filter=[["taskId", task], ["id", third]], select=["author.name", "rights"])
    assert named == {"author": {"name": "Clara Mast"}, "rights": {"edit": True, "remove": True}}
    assert clara(LIST, filter=[["taskId", task]], select=["rights"])[0] == {"rights": {"edit": False, "remove": False}}
    assert dmitri.refused(LIST, filter=[["taskId", task]]) == DENIED
    assert ada.refused(LIST, filter=[["taskId", 999_999]]) == DENIED


def test_a_list_of_results_is_asked_for_as_documented(ada: Api3) -> None:
    task = added(ada)
    of_task = ["taskId", task]
    assert ada.refused(LIST) == f"{INVALID} filter"
    assert ada.refused(LIST, filter=[]) == "VALIDATION_REQUESTFILTERVALIDATION"
    assert ada.refused(LIST, filter=[["taskId", ">", task]]) == "VALIDATION_REQUESTFILTERVALIDATION"
    either = {"logic": "or", "conditions": [of_task]}
    assert ada.refused(LIST, filter=[either]) == "VALIDATION_REQUESTFILTERVALIDATION"
    assert ada.refused(LIST, filter="taskId") == FILTER
    assert ada.refused(LIST, filter=[of_task, {"logic": "xor", "conditions": []}]) == FILTER
    assert ada.refused(LIST, filter=[["taskId", "51"]]) == f"{INVALID} taskId"
    assert ada.refused(LIST, filter=[of_task, ["id", "in", 5]]) == f"{INVALID} id"
    assert ada.refused(LIST, filter=[of_task, ["id", "between", [1]]]) == f"{INVALID} id"
    assert ada.refused(LIST, filter=[of_task, ["id", ">", None]]) == f"{INVALID} id"
    assert ada.refused(LIST, filter=[of_task, ["status", "done"]]) == f"{INVALID} status"
    assert ada.refused(LIST, filter=[of_task, ["text", "a"]]) == f"{INVALID} text"
    assert ada.refused(LIST, filter=[of_task, ["size", 1]]) == UNKNOWN
    assert ada.refused(LIST, filter=[of_task, ["id", "like", 1]]) == OPERATOR
    assert ada.refused(LIST, filter=[of_task], select=["size"]) == UNKNOWN
    assert ada.refused(LIST, filter=[of_task], select="id") == SELECT
    assert ada.refused(LIST, filter=[of_task], order={"text": "ASC"}) == ORDER
    assert ada.refused(LIST, filter=[of_task], order={"size": "ASC"}) == UNKNOWN
    assert ada.refused(LIST, filter=[of_task], pagination={"limit": "a"}) == PAGE
    deep: object = of_task
    for _ in range(12):
        deep = {"conditions": [deep]}
    assert ada.refused(LIST, filter=[deep]) == FILTER
    assert ada.refused(LIST, filter=[of_task] * 201) == FILTER


def test_a_result_is_made_of_a_message_in_the_tasks_chat(wire: Wire, ada: Api3, clara: Api3, dmitri: Api3) -> None:
    task = added(ada, responsibleId=CLARA)
    assert clara(SEND, fields={"taskId": task, "text": "It is done"}) == {"result": True}
    assert dmitri.refused(SEND, fields={"taskId": task, "text": "And I?"}) == DENIED
    assert clara.refused(SEND, fields={"taskId": 999_999, "text": "Where?"}) == DENIED
    assert clara.refused(SEND) == f"{INVALID} fields"
    assert clara.refused(SEND, fields={}) == f"{DTO} taskId text"
    assert clara.refused(SEND, fields={"taskId": task, "text": 5}) == f"{INVALID} text"
    with wire.portal.store.snapshot() as tx:
        (message,) = messages(tx)
    item = ada(FROM, fields={"messageId": message})
    assert (item["taskId"], item["text"], item["authorId"], item["messageId"]) == (task, "It is done", ADA, message)
    assert dmitri.refused(FROM, fields={"messageId": message}) == DENIED
    assert ada.refused(FROM, fields={"messageId": 999}) == f"{INVALID} messageId"
    assert ada.refused(FROM, fields={"messageId": "1"}) == f"{INVALID} messageId"
    assert ada.refused(FROM, fields={}) == f"{DTO} messageId"
    assert ada.refused(FROM, fields={"messageId": message, "fileIds": []}) == f"{DTO} fileIds"
    assert ada.refused(FROM, fields={"messageId": message, "size": 1}) == UNKNOWN
    ada("tasks.task.delete", id=task)
    with wire.portal.store.snapshot() as tx:
        assert messages(tx) == []


def test_fields_of_a_message_are_described(clara: Api3) -> None:
    described = clara("tasks.task.chat.message.field.list", select=["name", "type", "filterable"])
    assert described == [
        {"name": "id", "type": "int", "filterable": True},
        {"name": "taskId", "type": "int", "filterable": False},
        {"name": "text", "type": "string", "filterable": False},
    ]
    assert clara("tasks.task.chat.message.field.get", name="text", select=["title"]) == {"title": "text"}


def test_a_task_that_wants_a_result_is_completed_with_one(ada: Api3) -> None:
    task = added(ada, requireResult=True)
    done = {"id": task, "fields": {"status": "completed"}}
    assert ada.refused("tasks.task.update", **done) == f"{INVALID} status"
    number = ada(ADD, fields={"taskId": task, "text": "There it is"})["id"]
    assert ada("tasks.task.update", **done) == {"result": True}
    of_task = [["taskId", task]]
    assert ada(LIST, filter=of_task, select=["id", "status"]) == [{"id": number, "status": "closed"}]
    ada("tasks.task.update", id=task, fields={"status": "pending"})
    assert ada(LIST, filter=of_task, select=["status"]) == [{"status": "closed"}]
    assert ada.refused("tasks.task.update", **done) == f"{INVALID} status"
    ada(ADD, fields={"taskId": task, "text": "And more"})
    assert ada("tasks.task.update", **done) == {"result": True}


def test_a_message_is_told_of_as_a_comment(app: AppApi, ada: Api3) -> None:
    app("event.bind", event="ONTASKCOMMENTADD", event_type="offline")
    task = added(ada)
    ada(SEND, fields={"taskId": task, "text": "Listen"})
    (event,) = app("event.offline.get")["events"]
    assert event["EVENT_DATA"]["FIELDS_AFTER"] == {"ID": 0, "MESSAGE_ID": 1, "TASK_ID": task}
