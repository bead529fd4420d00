"""``tasks.task.*`` of REST 3.0: the same tasks as ``tasks.task.*`` of REST 2 has."""

import pytest

from homeport.domain.portal.apps.tables import PLACEMENT
from tests.apps import AppApi, app_of
from tests.conftest import Wire
from tests.methods.tasks.conftest import ADA, BORIS, CLARA, DMITRI
from tests.methods.v3 import ABSENT, DENIED, INVALID, ORDER, PAGE, UNKNOWN, Api3


@pytest.fixture
def app(wire: Wire) -> AppApi:
    return app_of(wire, ADA, "task,tasks,crm,disk,sonet_group,sonet")


@pytest.fixture
def ada(app: AppApi) -> Api3:
    return Api3(app)


@pytest.fixture
def clara(app: AppApi) -> Api3:
    return Api3(app.as_user(CLARA))


@pytest.fixture
def dmitri(app: AppApi) -> Api3:
    return Api3(app.as_user(DMITRI))


def added(api: Api3, **fields: object) -> int:
    """A new task's number; of the caller, unless said otherwise."""
    user = api.api.user_id
    given = {"title": "A task", "creatorId": user, "responsibleId": user, **fields}
    number: int = api("tasks.task.add", fields=given)["id"]
    return number


def test_a_task_is_added_and_is_the_one_of_rest_2(app: AppApi, ada: Api3) -> None:
    item = ada(
        "tasks.task.add",
        fields={
            "title": "Prepare the contract",
            "description": "By [B]Monday[/B]",
            "creatorId": ADA,
            "responsibleId": CLARA,
            "accomplices": [DMITRI],
            "deadline": "2026-12-25T23:00:00+03:00",
            "priority": "high",
            "status": "in_progress",
            "needsControl": True,
            "allowsTimeTracking": "Y",
            "requireResult": True,
            "crmItemIds": ["D_1"],
            "estimatedTime": 3600,
        },
    )
    assert {name: item[name] for name in ("title", "priority", "status", "needsControl", "requireResult")} == {
        "title": "Prepare the contract", "priority": "high", "status": "in_progress", "needsControl": True,
        "requireResult": True,
    }  # fmt: skip
    assert item["deadline"] == "2026-12-25T20:00:00+00:00"
    assert item["crmItemIds"] == ["D_1"]
    assert item["allowsTimeTracking"] is True
    assert item["mark"] == "none"
    assert item["parentId"] is None
    assert item["rights"]["edit"] is True
    assert "responsible" not in item
    task = app("tasks.task.get", taskId=item["id"], select=["*", "UF_CRM_TASK", "CHAT_ID"])["task"]
    assert task["responsibleId"] == str(CLARA)
    assert task["accomplices"] == [str(DMITRI)]
    assert (task["priority"], task["status"], task["taskControl"]) == ("2", "3", "Y")
    assert task["chatId"] == item["chatId"] > 0


def test_what_is_wrong_with_a_new_task_is_told_of_each_field(app: AppApi, ada: Api3, clara: Api3) -> None:
    before = app("tasks.task.list")["tasks"]
    whole = {"title": "A task", "creatorId": ADA, "responsibleId": ADA}

    def refused(**fields: object) -> str:
        return ada.refused("tasks.task.add", fields=whole | fields)

    assert ada.refused("tasks.task.add") == f"{INVALID} fields"
    assert ada.refused("tasks.task.add", fields={}) == f"{INVALID} title creatorId responsibleId"
    assert refused(title=None) == f"{INVALID} title"
    assert refused(title=" ") == f"{INVALID} title"
    assert refused(title=7, deadline="soon", needsControl=1) == f"{INVALID} title deadline needsControl"
    assert refused(responsibleId=999) == f"{INVALID} responsibleId"
    assert refused(creatorId=999) == f"{INVALID} creatorId"
    assert refused(accomplices=[999]) == f"{INVALID} accomplices"
    assert refused(parentId=999_999) == f"{INVALID} parentId"
    assert refused(startPlan="2026-02-02", endPlan="2026-02-01") == f"{INVALID} endPlan"
    assert refused(startPlan="2026-02-02", endPlan="2226-02-01") == f"{INVALID} endPlan"
    assert refused(priority="urgent") == f"{INVALID} priority"
    assert refused(status="declined") == f"{INVALID} status"
    assert refused(colour="red") == UNKNOWN
    assert refused(id=5) == f"{INVALID} id"
    assert clara.refused("tasks.task.add", fields=whole) == DENIED
    assert app("tasks.task.list")["tasks"] == before


def test_a_task_is_changed_by_who_may(ada: Api3, clara: Api3, dmitri: Api3) -> None:
    task = added(ada, responsibleId=CLARA)
    update = "tasks.task.update"
    assert ada(update, id=task, fields={"title": "Better", "deadline": None, "mark": "P", "auditors": [DMITRI]}) == {
        "result": True
    }
    item = ada("tasks.task.get", id=task, select=["title", "mark", "auditors.id", "auditors.name"])
    assert item == {"title": "Better", "mark": "P", "auditors": [{"id": DMITRI, "name": "Dmitri Quay"}]}
    assert clara(update, id=task, fields={"status": "in_progress"}) == {"result": True}
    assert clara.refused(update, id=task, fields={"title": "Mine"}) == DENIED
    assert dmitri.refused(update, id=task, fields={"status": "completed"}) == DENIED
    assert ada.refused(update, id=999_999, fields={"title": "None"}) == DENIED
    assert ada.refused(update, id=task, fields={"creatorId": CLARA}) == f"{INVALID} creatorId"
    assert ada.refused(update, id=task, fields={"parentId": task}) == f"{INVALID} parentId"
    assert ada.refused(update, id=str(task), fields={"title": "x"}) == f"{INVALID} id"
    assert ada.refused(update, fields={"title": "x"}) == f"{INVALID} id"
    answer = ada.send(update, id=task, fields={"creatorId": CLARA})
    assert "`TaskDto`" in answer.json["error"]["validation"][0]["message"]
    assert "`Editable`" in answer.json["error"]["validation"][0]["message"]
    assert ada("tasks.task.get", id=task, select=["title", "status"]) == {"title": "Better", "status": "in_progress"}


def test_a_task_is_deleted_by_who_may(ada: Api3, clara: Api3) -> None:
    task = added(ada, responsibleId=CLARA)
    assert clara.refused("tasks.task.delete", id=task) == DENIED
    assert ada("tasks.task.delete", id=task) == {"result": True}
    assert ada.refused("tasks.task.delete", id=task) == DENIED
    assert ada.refused("tasks.task.get", id=task) == ABSENT
    assert ada.refused("tasks.task.delete", id="1") == f"{INVALID} id"


def test_what_a_task_leads_to_is_selected_with_dots(app: AppApi, ada: Api3, clara: Api3) -> None:
    group = app("sonet_group.create", NAME="The move", VISIBLE="N")
    above = added(ada, title="Above")
    task = added(ada, parentId=above, groupId=group, responsibleId=CLARA)
    wanted = ["id", "responsible.name", "responsible.email", "parent.title", "parent.creator.id", "group.name", "chat"]
    item = ada("tasks.task.get", id=task, select=wanted)
    assert item["responsible"] == {"name": "Clara Mast", "email": "clara.mast@example.test"}
    assert item["parent"] == {"title": "Above", "creator": {"id": ADA}}
    assert item["group"] == {"name": "The move"}
    assert item["chat"] == {"id": item["chat"]["id"], "entityId": task, "entityType": "TASKS_TASK"}
    seen = clara("tasks.task.get", id=task, select=["parent.title", "group.name", "stageless"])
    assert seen == {"parent": None, "group": None}
    assert ada("tasks.task.get", id=above, select=["parent.id", "closedBy.name"]) == {"parent": None, "closedBy": None}
    assert ada.refused("tasks.task.get", id=task, select=["responsible.stageId"]) == UNKNOWN
    assert ada.refused("tasks.task.get", id=task, select=["title.length"]) == UNKNOWN
    answer = ada.send("tasks.task.get", id=task, select=["responsible.stageId"])
    assert answer.json["error"]["message"] == "Unknown field `stageId` for entity `UserDto`"


def test_what_follows_from_a_tasks_rows_is_told(wire: Wire, app: AppApi, ada: Api3) -> None:
    before, task = added(ada, title="Before"), added(ada)
    empty = ada("tasks.task.get", id=task)
    names = [name for name in empty if name.startswith("contains")]
    assert not any(empty[name] for name in names)
    app("task.checklistitem.add", TASKID=task, FIELDS={"TITLE": "One"})
    app("task.dependence.add", taskIdFrom=before, taskIdTo=task, linkType=2)
    app("tasks.task.favorite.add", taskId=task)
    app("task.elapseditem.add", TASKID=task, ARFIELDS={"SECONDS": 600, "COMMENT_TEXT": "Wrote it"})
    added(ada, parentId=task)
    ada("tasks.task.update", id=task, fields={"dependsOn": [before], "status": "completed"})
    columns = ("HANDLER", "TITLE", "DESCRIPTION", "GROUP_NAME", "LANG_ALL", "OPTIONS")
    shown = {"APP_ID": 1, "PLACEMENT": "TASK_VIEW_TAB", "USER_ID": 0, **dict.fromkeys(columns, "")}
    wire.portal.store.write_now(lambda tx: tx.insert(PLACEMENT, shown))
    ada("tasks.task.result.add", fields={"taskId": task, "text": "Done"})
    item = ada("tasks.task.get", id=task, select=[*empty, "elapsedTime.text", "elapsedTime.seconds", "closedById"])
    assert all(item[name] for name in names)
    assert item["inFavorite"] == [ADA]
    assert item["inPin"] == []
    assert item["dependsOn"] == [before]
    assert len(item["checklist"]) == 2
    assert item["elapsedTime"] == {"text": "Wrote it", "seconds": 600}
    assert item["closedById"] == ADA
    assert item["rights"]["complete"] is False


def test_tasks_are_listed_a_page_at_a_time(ada: Api3, clara: Api3) -> None:
    tasks = [added(ada, title=f"Task {letter}", responsibleId=CLARA) for letter in "cab"]
    first = tasks[0] - 1
    mine = [["id", ">", first]]
    assert ada("tasks.task.list", filter=mine) == [{"id": task} for task in tasks]
    assert clara("tasks.task.list", filter=[["id", "in", tasks]]) == [{"id": task} for task in tasks]
    by_title = ada("tasks.task.list", filter=mine, select=["title"], order={"title": "DESC"})
    assert [each["title"] for each in by_title] == ["Task c", "Task b", "Task a"]

    def page(**pagination: int) -> list[int]:
        return [each["id"] for each in ada("tasks.task.list", filter=mine, pagination=pagination)]

    assert page(limit=2) == tasks[:2]
    assert page(limit=2, page=2) == tasks[2:]
    assert page(limit=2, page=1) == page(limit=2, page=0) == tasks[:2]
    assert page(limit=2, offset=1) == tasks[1:]
    for wrong in ({"limit": "abc"}, {"limit": 0}, {"limit": 1001}, {"page": -1}, {"offset": 1.5}, "all"):
        assert ada.refused("tasks.task.list", pagination=wrong) == PAGE
    assert ada.refused("tasks.task.list", filter=[["title", "A"]]) == f"{INVALID} title"
    assert ada.refused("tasks.task.list", order={"description": "ASC"}) == ORDER
    assert ada.refused("tasks.task.list", order={"id": "up"}) == ORDER
    assert ada.refused("tasks.task.list", order={"size": "ASC"}) == UNKNOWN


def test_only_what_somebody_sees_is_listed(ada: Api3, clara: Api3, dmitri: Api3) -> None:
    task = added(ada, responsibleId=CLARA)
    assert dmitri("tasks.task.list", filter=[["id", task]]) == []
    assert dmitri.refused("tasks.task.get", id=task) == DENIED
    assert dmitri.refused("tasks.task.access.get", id=task) == DENIED
    boris = Api3(clara.api.as_user(BORIS))  # type: ignore[attr-defined]
    assert boris("tasks.task.list", filter=[["id", task]]) == [{"id": task}]


def test_rights_are_told(ada: Api3, clara: Api3) -> None:
    task = added(ada, responsibleId=CLARA)
    mine, hers = ada("tasks.task.access.get", id=task), clara("tasks.task.access.get", id=task)
    assert [mine[name] for name in ("edit", "remove", "admin", "start", "approve")] == [True, True, True, True, False]
    assert [hers[name] for name in ("read", "start", "edit", "remove", "admin")] == [True, True, False, False, False]
    described = clara("tasks.task.access.field.list", select=["name"])
    assert [each["name"] for each in described] == ["id", *mine]
    assert clara("tasks.task.access.field.get", name="id", select=["type"]) == {"type": "int"}
    assert ada.refused("tasks.task.access.get", id=999_999) == ABSENT


def test_fields_are_described(clara: Api3) -> None:
    fields = {each["name"]: each for each in clara("tasks.task.field.list")}
    assert [name for name, each in fields.items() if each["filterable"]] == ["id"]
    assert fields["created"]["type"] == fields["creator"]["type"] == "object"
    assert (fields["title"]["editable"], fields["creatorId"]["editable"]) == (True, False)
    assert clara("tasks.task.field.get", name="deadline", select=["type", "sortable"]) == {
        "type": "object", "sortable": True,
    }  # fmt: skip
    assert clara.refused("tasks.task.field.get", name="deadline", select=["size"]) == UNKNOWN
    assert clara.refused("tasks.task.field.get") == f"{INVALID} name"
    assert "FIELDNOTFOUND" in clara.refused("tasks.task.field.get", name="size")


def test_files_of_the_disk_are_attached(app: AppApi, ada: Api3, clara: Api3) -> None:
    storage = next(each for each in app("disk.storage.getlist") if each["ENTITY_TYPE"] == "user")
    content = {"data": {"NAME": "plan.txt"}, "fileContent": ["plan.txt", "cGxhbg=="]}
    file = int(app("disk.storage.uploadfile", id=storage["ID"], **content)["ID"])
    task = added(ada, responsibleId=CLARA)
    assert ada("tasks.task.get", id=task, select=["fileIds"]) == {"fileIds": None}
    assert ada("tasks.task.file.attach", taskId=task, fileIds=[file, file]) == {"result": True}
    (shown,) = ada("tasks.task.get", id=task, select=["fileIds"])["fileIds"]
    assert app("disk.attachedObject.get", id=shown)["OBJECT_ID"] == str(file)
    assert clara.refused("tasks.task.file.attach", taskId=task, fileIds=[file]) == f"{INVALID} "
    own = added(clara)
    assert clara.refused("tasks.task.file.attach", taskId=own, fileIds=[file]) == f"{INVALID} "
    assert ada.refused("tasks.task.file.attach", fileIds=[file]) == f"{INVALID} taskId"
    assert ada.refused("tasks.task.file.attach", taskId=task, fileIds=["a"]) == f"{INVALID} fileIds[0]"
    assert [each["name"] for each in ada("tasks.task.file.field.list")] == ["taskId", "fileIds"]
    assert ada("tasks.task.file.field.get", name="fileIds", select=["type"]) == {"type": "array"}
    ada("tasks.task.delete", id=task)
    assert app.send("disk.attachedObject.get", id=shown).status == 400


def test_who_is_responsible_moves_dates_as_far_as_the_task_lets(wire: Wire, ada: Api3, clara: Api3) -> None:
    wire.freeze(1_767_603_600.0)
    task = added(ada, responsibleId=CLARA, deadline="2026-02-01", startPlan="2026-01-20")
    own = {"id": task, "fields": {"deadline": "2026-02-02"}}
    planned = {"id": task, "fields": {"startPlan": "2026-01-21"}}
    assert clara.refused("tasks.task.update", **own) == DENIED
    assert clara.refused("tasks.task.update", **planned) == DENIED

    def allow(**fields: object) -> None:
        ada("tasks.task.update", id=task, fields=fields)

    allow(allowsChangeDatePlan=True, allowsChangeDeadline=True, maxDeadlineChanges=1)
    assert clara("tasks.task.update", **planned) == {"result": True}
    assert clara("tasks.task.update", **own) == {"result": True}
    own["fields"] = {"deadline": "2026-02-03"}
    assert clara.refused("tasks.task.update", **own) == DENIED
    allow(maxDeadlineChanges=None, maxDeadlineChangeDate="2026-01-01")
    assert clara.refused("tasks.task.update", **own) == DENIED
    allow(maxDeadlineChangeDate=None, requireDeadlineChangeReason=True)
    assert clara.refused("tasks.task.update", **own) == DENIED
    allow(requireDeadlineChangeReason=False)
    assert clara("tasks.task.update", **own) == {"result": True}
    shown = ada("tasks.task.get", id=task, select=["deadlineCount", "deadline", "allowsChangeDatePlan"])
    assert shown == {"deadlineCount": 2, "deadline": "2026-02-03T00:00:00+00:00", "allowsChangeDatePlan": True}
