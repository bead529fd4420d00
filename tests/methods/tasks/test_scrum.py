"""``tasks.api.scrum.*``: backlogs, sprints, epics, boards, and the tasks in them."""

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire
from tests.methods.tasks.conftest import ADA, BORIS, CLARA, DMITRI, added
from tests.methods.v3 import Api3

API = "tasks.api.scrum"


@pytest.fixture
def ada(wire: Wire) -> AppApi:
    return app_of(wire, ADA, "task,tasks,sonet,disk")


@pytest.fixture
def boris(ada: AppApi) -> AppApi:
    """A member of no scrum."""
    return ada.as_user(BORIS)


@pytest.fixture
def clara(ada: AppApi) -> AppApi:
    """The master of scrums."""
    return ada.as_user(CLARA)


def scrum(api: Api, name: str = "The move") -> int:
    """A new scrum's group."""
    return int(api("sonet_group.create", NAME=name, VISIBLE="N", SCRUM_MASTER_ID=CLARA))


def refused(api: Api, name: str, **params: object) -> str:
    """The text of a refusal, whose code is 0."""
    answer = api.send(f"{API}.{name}", **params)
    assert answer.status == 400, answer.body
    assert answer.json["error"] == "0"
    text: str = answer.json["error_description"]
    return text


def missing(api: Api, name: str, **params: object) -> None:
    """A call without a parameter that it must have."""
    answer = api.send(f"{API}.{name}", **params)
    assert (answer.status, answer.json["error"]) == (400, "100")


def sprint(api: Api, group: int, **fields: object) -> int:
    """A new sprint's number."""
    return int(api("tasks.api.scrum.sprint.add", fields={"groupId": group, "name": "Sprint 1", **fields})["id"])


def item(api: Api, task: int) -> dict[str, object]:
    found: dict[str, object] = api("tasks.api.scrum.task.get", id=task)
    return found


def test_a_group_has_one_backlog(ada: AppApi, boris: AppApi, clara: AppApi) -> None:
    group, other = scrum(ada), scrum(ada, "Another")
    made = clara("tasks.api.scrum.backlog.add", fields={"groupId": group, "createdBy": DMITRI})
    assert made == {"id": made["id"], "groupId": group, "createdBy": DMITRI, "modifiedBy": 0}
    assert ada("tasks.api.scrum.backlog.get", id=group) == made
    changed = clara("tasks.api.scrum.backlog.update", id=made["id"], fields={"createdBy": CLARA})
    assert changed == {**made, "createdBy": CLARA, "modifiedBy": CLARA}
    assert refused(ada, "backlog.add", fields={"groupId": group, "createdBy": 1}) == "Backlog already added"
    assert refused(ada, "backlog.add", fields={"createdBy": 1}) == "Group id not found"
    assert refused(ada, "backlog.add", fields={"groupId": 999, "createdBy": 1}) == "Group id not found"
    assert refused(ada, "backlog.add", fields={"groupId": other, "createdBy": 99}) == "createdBy user not found"
    assert refused(ada, "backlog.add", fields={"groupId": other, "modifiedBy": 99}) == "modifiedBy user not found"
    assert refused(boris, "backlog.add", fields={"groupId": other, "createdBy": 1}) == "Access denied"
    assert refused(boris, "backlog.get", id=group) == "Access denied"
    assert refused(boris, "backlog.update", id=made["id"], fields={"createdBy": 1}) == "Access denied"
    assert refused(ada, "backlog.get") == "Group id not found"
    assert refused(ada, "backlog.get", id=other) == "Backlog not found"
    assert refused(ada, "backlog.update", fields={"createdBy": 1}) == "Backlog id not found"
    assert refused(ada, "backlog.update", id=999, fields={"createdBy": 1}) == "Backlog not found"
    missing(ada, "backlog.update", id=made["id"])
    task = added(ada, GROUP_ID=group)
    ada("tasks.api.scrum.task.update", id=task, fields={})
    assert item(ada, task)["entityId"] == made["id"]
    text = "It is forbidden move a backlog with items"
    assert refused(ada, "backlog.update", id=made["id"], fields={"groupId": other}) == text
    assert refused(ada, "backlog.delete", id=made["id"]) == "It is forbidden remove a backlog with items"
    ada("tasks.task.delete", taskId=task)
    third = ada("tasks.api.scrum.backlog.add", fields={"groupId": other, "createdBy": 1})["id"]
    text = "The target group already has a backlog"
    assert refused(ada, "backlog.update", id=made["id"], fields={"groupId": other}) == text
    assert refused(boris, "backlog.delete", id=third) == "Access denied"
    assert ada("tasks.api.scrum.backlog.delete", id=third) == []
    assert refused(ada, "backlog.delete", id=third) == "Backlog not found"
    assert refused(ada, "backlog.delete") == "Backlog id not found"
    assert ada("tasks.api.scrum.backlog.update", id=made["id"], fields={"groupId": other})["groupId"] == other


def test_sprints_are_planned(wire: Wire, ada: AppApi, boris: AppApi, clara: AppApi) -> None:
    wire.freeze(1_767_603_600.0)
    group = scrum(ada)
    made = clara(
        "tasks.api.scrum.sprint.add",
        fields={
            "groupId": group, "name": "Sprint 1", "dateStart": "2026-02-02T00:00:00+02:00", "dateEnd": 1770588000,
        },
    )  # fmt: skip
    assert made == {
        "id": made["id"], "groupId": group, "entityType": "sprint", "name": "Sprint 1", "goal": "", "sort": 1,
        "createdBy": CLARA, "modifiedBy": 0, "dateStart": "2026-02-01T22:00:00+00:00",
        "dateEnd": "2026-02-08T22:00:00+00:00", "status": "planned",
    }  # fmt: skip
    assert ada("tasks.api.scrum.sprint.get", sprintId=made["id"]) == made
    assert ada("tasks.api.scrum.sprint.get", id=made["id"]) == made
    usual = ada("tasks.api.scrum.sprint.add", fields={"groupId": group, "name": "Sprint 2"})
    assert (usual["dateStart"], usual["dateEnd"]) == ("2026-01-05T09:00:00+00:00", "2026-01-19T09:00:00+00:00")
    changed = clara("tasks.api.scrum.sprint.update", id=usual["id"], fields={"name": "Later", "sort": 2})
    assert (changed["name"], changed["sort"], changed["modifiedBy"]) == ("Later", 2, CLARA)
    fields = {"groupId": group, "name": "Sprint 3"}

    def wrong(**more: object) -> str:
        return refused(ada, "sprint.add", fields=fields | more)

    assert wrong(name="") == "Sprint not created"
    assert wrong(dateStart="soon") == "Incorrect dateStart format"
    assert wrong(dateEnd=[]) == "Incorrect dateEnd format"
    assert wrong(dateStart="2026-02-02", dateEnd="2026-02-01") == "Incorrect dateEnd format"
    assert wrong(status="late") == "Incorrect sprint status"
    assert wrong(createdBy=99) == "createdBy user not found"
    assert wrong(modifiedBy=99) == "modifiedBy user not found"
    assert wrong(groupId=999) == "Group id not found"
    assert refused(boris, "sprint.add", fields=fields) == "Access denied"
    assert refused(boris, "sprint.update", id=made["id"], fields={"name": "Mine"}) == "Access denied"
    assert refused(boris, "sprint.get", sprintId=made["id"]) == "Access denied"
    assert refused(ada, "sprint.get", sprintId=999) == "Sprint not found"
    assert refused(ada, "sprint.update", id=999, fields={"name": "None"}) == "Sprint not found"
    missing(ada, "sprint.get")
    missing(ada, "sprint.add")
    missing(ada, "sprint.update", id="x", fields={})


def test_sprints_are_listed(ada: AppApi, boris: AppApi, clara: AppApi) -> None:
    group, other = scrum(ada), scrum(ada, "Another")
    first, second = (sprint(ada, group, name=name, dateStart="2026-02-01", dateEnd="2026-02-14") for name in "ab")
    third = sprint(ada, other, dateStart="2026-03-01", dateEnd="2026-03-14")

    def found(api: Api, **params: object) -> list[int]:
        return [each["id"] for each in api("tasks.api.scrum.sprint.list", **params)]

    assert found(clara) == [first, second, third]
    assert found(boris) == []
    assert found(clara, filter={"GROUP_ID": group}, order={"NAME": "desc"}) == [second, first]
    assert found(clara, filter={">=DATE_END": "2026-02-20T00:00:00+00:00"}) == [third]
    assert found(clara, filter={"NAME": "a", "STATUS": "planned"}) == [first]
    (row,) = clara("tasks.api.scrum.sprint.list", filter={"ID": first}, select=["ID", "NAME"])
    assert row == {"id": first, "name": "a"}


def test_a_sprint_begins_and_ends(ada: AppApi, clara: AppApi, boris: AppApi) -> None:
    group = scrum(ada)
    number = sprint(ada, group)
    task, done = added(ada, GROUP_ID=group), added(ada, GROUP_ID=group)
    for each in (task, done):
        clara("tasks.api.scrum.task.update", id=each, fields={"entityId": number, "storyPoints": "8"})
    ada("tasks.task.complete", taskId=done)
    assert refused(boris, "sprint.start", id=number) == "Access denied"
    assert clara("tasks.api.scrum.sprint.start", id=number)["status"] == "active"
    assert item(ada, task)["entityId"] == number
    backlog = ada("tasks.api.scrum.backlog.get", id=group)["id"]
    assert item(ada, done)["entityId"] == backlog
    stages = clara("tasks.api.scrum.kanban.getStages", sprintId=number)
    assert [each["type"] for each in stages] == ["NEW", "WORK", "FINISH"]
    assert refused(ada, "kanban.deleteStage", stageId=stages[0]["id"]) == "Stage has tasks"
    assert refused(ada, "sprint.start", id=number) == "Sprint must be planned"
    assert refused(ada, "sprint.start", id=999) == "Sprint not found"
    following = sprint(ada, group, name="Sprint 2")
    assert refused(ada, "sprint.start", id=following) == "Unable to add two active sprint"
    text = "Unable to add two active sprint"
    assert refused(ada, "sprint.update", id=following, fields={"status": "active"}) == text
    assert refused(ada, "sprint.delete", id=number) == "It is forbidden remove a sprint with items"
    assert refused(boris, "sprint.complete", id=group) == "Access denied"
    clara("tasks.api.scrum.kanban.addStage", fields={"sprintId": number, "name": "Review", "type": "WORK"})
    assert clara("tasks.api.scrum.sprint.complete", id=group)["status"] == "completed"
    assert item(ada, task)["entityId"] == backlog
    assert refused(ada, "sprint.complete", id=group) == "Sprint not found"
    ada("tasks.api.scrum.task.update", id=task, fields={"entityId": following})
    ada("tasks.api.scrum.sprint.start", id=following)
    carried = ada("tasks.api.scrum.kanban.getStages", sprintId=following)
    assert [each["name"] for each in carried] == [*(each["name"] for each in stages), "Review"]
    planned = sprint(ada, group, name="Sprint 3")
    ada("tasks.api.scrum.task.update", id=done, fields={"entityId": planned})
    assert refused(boris, "sprint.delete", id=planned) == "Access denied"
    assert ada("tasks.api.scrum.sprint.delete", id=planned) == []
    assert item(ada, done)["entityId"] == backlog
    assert refused(ada, "sprint.delete", id=planned) == "Sprint not found"


def test_epics_gather_tasks(ada: AppApi, boris: AppApi, clara: AppApi) -> None:
    group = scrum(ada)
    storage = next(each for each in clara("disk.storage.getlist") if each["ENTITY_TYPE"] == "user")
    content = {"data": {"NAME": "plan.txt"}, "fileContent": ["plan.txt", "cGxhbg=="]}
    file = clara("disk.storage.uploadfile", id=storage["ID"], **content)["ID"]
    fields = {"groupId": group, "name": "Epic 1", "description": "All of it", "color": "#bbecf1"}
    made = clara("tasks.api.scrum.epic.add", fields={**fields, "files": [f"n{file}"]})
    assert made == {"id": made["id"], **fields, "createdBy": CLARA, "modifiedBy": 0}
    whole = ada("tasks.api.scrum.epic.get", id=made["id"])
    assert {name: whole[name] for name in made} == made
    assert len(whole["files"]["VALUE"]) == 1
    changed = ada("tasks.api.scrum.epic.update", id=made["id"], fields={"name": "Epic", "files": []})
    assert (changed["name"], changed["modifiedBy"]) == ("Epic", ADA)
    assert ada("tasks.api.scrum.epic.get", id=made["id"])["files"]["VALUE"] == []
    second = ada("tasks.api.scrum.epic.add", fields={"groupId": group, "name": "Another"})["id"]
    assert [each["id"] for each in clara("tasks.api.scrum.epic.list", order={"NAME": "asc"})] == [second, made["id"]]
    listed = clara("tasks.api.scrum.epic.list", filter={"%NAME": "pic", "!=DESCRIPTION": "old"}, select=["ID", "NAME"])
    assert listed == [{"id": made["id"], "name": "Epic"}]
    assert boris("tasks.api.scrum.epic.list") == []
    assert refused(ada, "epic.add", fields={"groupId": group}) == "Name is not found"
    assert refused(ada, "epic.add", fields={"name": "A"}) == "Group is not found"
    assert refused(ada, "epic.add", fields={**fields, "createdBy": 99}) == "createdBy user not found"
    assert refused(ada, "epic.add", fields={**fields, "modifiedBy": 99}) == "modifiedBy user not found"
    assert refused(ada, "epic.add", fields={**fields, "files": ["n999999"]}) == "Epic not created"
    assert refused(ada, "epic.update", id=second, fields={"files": ["x"]}) == "Epic not updated"
    assert refused(boris, "epic.add", fields=fields) == "Access denied"
    assert refused(boris, "epic.get", id=second) == "Access denied"
    assert refused(boris, "epic.update", id=second, fields={"name": "Mine"}) == "Access denied"
    assert refused(boris, "epic.delete", id=second) == "Access denied"
    assert refused(ada, "epic.get", id=999) == "Epic not found"
    missing(ada, "epic.get")
    missing(ada, "epic.delete", id="x")
    ada("tasks.api.scrum.backlog.add", fields={"groupId": group, "createdBy": 1})
    task = added(ada, GROUP_ID=group)
    ada("tasks.api.scrum.task.update", id=task, fields={"epicId": second, "storyPoints": "XL"})
    assert ada("tasks.api.scrum.epic.delete", id=second) == []
    assert item(ada, task)["epicId"] == 0
    assert refused(ada, "epic.delete", id=second) == "Epic not found"


def test_tasks_are_in_a_scrum(ada: AppApi, boris: AppApi, clara: AppApi) -> None:
    group, other = scrum(ada), scrum(ada, "Another")
    task, outside, bare = added(ada, GROUP_ID=group), added(ada, GROUP_ID=other), added(ada)
    assert refused(ada, "task.get", id=task) == "Task not found"
    assert refused(ada, "task.update", id=task, fields={}) == "Item not created"
    number = sprint(ada, group)
    epic = ada("tasks.api.scrum.epic.add", fields={"groupId": group, "name": "Epic"})["id"]
    said = {"entityId": number, "storyPoints": "13", "epicId": epic, "sort": 5}
    done = {"status": "success", "data": True, "errors": []}
    assert clara("tasks.api.scrum.task.update", id=task, fields=said) == done
    assert item(ada, task) == {**said, "createdBy": CLARA, "modifiedBy": 0}
    ada("tasks.api.scrum.task.update", id=task, fields={"storyPoints": "few"})
    assert item(ada, task) == {**said, "storyPoints": "few", "createdBy": CLARA, "modifiedBy": ADA}
    shown = Api3(ada)("tasks.task.get", id=task, select=["epicId", "storyPoints"])
    assert shown == {"epicId": epic, "storyPoints": "few"}
    assert refused(ada, "task.update", id=task, fields={"epicId": 999}) == "Epic not found"
    assert refused(ada, "task.update", id=task, fields={"entityId": 999}) == "Item not created"
    assert refused(ada, "task.update", id=outside, fields={"entityId": number}) == "Item not created"
    assert refused(ada, "task.update", id=bare, fields={}) == "Access denied"
    assert refused(ada, "task.update", id=999_999, fields={}) == "Task not found"
    assert refused(boris, "task.update", id=task, fields=said) == "Task not found"
    mine = added(boris, AUDITORS=[DMITRI])
    ada("tasks.task.update", taskId=mine, fields={"GROUP_ID": group})
    assert refused(boris, "task.update", id=mine, fields=said) == "Access denied"
    missing(ada, "task.get")
    ada("tasks.task.update", taskId=task, fields={"GROUP_ID": other})
    assert refused(ada, "task.get", id=task) == "Task not found"


def test_a_sprint_has_a_board(ada: AppApi, boris: AppApi, clara: AppApi) -> None:
    group, other = scrum(ada), scrum(ada, "Another")
    number, foreign = sprint(ada, group, status="active"), sprint(ada, other, status="active")
    stages = clara("tasks.api.scrum.kanban.getStages", sprintId=number)
    assert stages[1] == {
        "id": stages[1]["id"], "name": "In progress", "sort": "200", "type": "WORK", "sprintId": str(number),
        "color": "47D1E2",
    }  # fmt: skip
    fields = {"sprintId": number, "name": "Review", "type": "WORK", "sort": 250, "color": "#00C4FB"}
    stage = clara("tasks.api.scrum.kanban.addStage", fields=fields)
    clara("tasks.api.scrum.kanban.updateStage", stageId=stage, fields={"name": "Looked at"})
    third = clara("tasks.api.scrum.kanban.getStages", sprintId=number)[2]
    assert (third["id"], third["name"], third["color"]) == (str(stage), "Looked at", "00C4FB")
    task, outside = added(ada, GROUP_ID=group), added(ada, GROUP_ID=other)
    place = {"sprintId": number, "taskId": task, "stageId": stage}
    assert clara("tasks.api.scrum.kanban.addTask", **place) is True
    assert item(ada, task)["entityId"] == number
    assert refused(ada, "kanban.deleteStage", stageId=stage) == "Stage has tasks"
    assert clara("tasks.api.scrum.kanban.deleteTask", sprintId=number, taskId=task) is True
    assert item(ada, task)["entityId"] == number
    text = "Task not found. The task must be with GROUP_ID"
    assert refused(ada, "kanban.addTask", **place | {"taskId": outside}) == text
    assert refused(ada, "kanban.addTask", **place | {"taskId": 999_999}) == text
    assert refused(ada, "kanban.deleteTask", sprintId=number, taskId=outside) == text
    assert refused(ada, "kanban.addTask", **place | {"stageId": 999}) == "Stage not found"
    assert refused(ada, "kanban.addTask", **place | {"sprintId": 999}) == "Sprint not found"
    assert refused(ada, "kanban.addTask", taskId=task, stageId=stage) == "Sprint id not found"
    assert refused(ada, "kanban.addTask", sprintId=number, stageId=stage) == "TaskId id not found"
    assert refused(ada, "kanban.addTask", sprintId=number, taskId=task) == "StageId id not found"
    assert refused(ada, "kanban.deleteTask", sprintId=number) == "TaskId id not found"
    assert refused(ada, "kanban.addStage", fields={**fields, "name": ""}) == "Incorrect name format"
    assert refused(ada, "kanban.addStage", fields={**fields, "type": "LATE"}) == "Incorrect name format"
    assert refused(ada, "kanban.addStage", fields={"name": "A"}) == "Sprint id not found"
    assert refused(ada, "kanban.addStage", fields={**fields, "sprintId": 999}) == "Sprint not found"
    assert refused(ada, "kanban.updateStage", stageId=stage, fields={"sprintId": 999}) == "Incorrect sprintId value"
    assert refused(ada, "kanban.updateStage", stageId=999, fields={}) == "Stage not found"
    assert refused(ada, "kanban.updateStage", fields={}) == "Stage id not found"
    assert refused(ada, "kanban.getStages") == "Sprint id not found"
    assert refused(ada, "kanban.getStages", sprintId=999) == "Sprint not found"
    assert refused(ada, "kanban.deleteStage") == "Stage id not found"
    for name, params in (
        ("getStages", {"sprintId": number}), ("addStage", {"fields": fields}), ("deleteStage", {"stageId": stage}),
        ("updateStage", {"stageId": stage, "fields": {"name": "Mine"}}), ("addTask", place),
        ("deleteTask", {"sprintId": number, "taskId": task}),
    ):  # fmt: skip
        assert refused(boris, f"kanban.{name}", **params) == "Access denied"
    ada("tasks.api.scrum.kanban.updateStage", stageId=stage, fields={"sprintId": foreign})
    assert len(ada("tasks.api.scrum.kanban.getStages", sprintId=foreign)) == 4
    assert ada("tasks.api.scrum.kanban.deleteStage", stageId=stage) is True
    assert refused(ada, "kanban.deleteStage", stageId=stage) == "Stage not found"
    assert ada("tasks.api.scrum.kanban.getFields")["fields"]["color"] == {"type": "string"}


def test_a_scrum_goes_with_its_group(ada: AppApi) -> None:
    group = scrum(ada)
    number = sprint(ada, group, status="active")
    task = added(ada, GROUP_ID=group)
    ada("tasks.api.scrum.task.update", id=task, fields={"entityId": number})
    epic = ada("tasks.api.scrum.epic.add", fields={"groupId": group, "name": "Epic"})["id"]
    ada("sonet_group.delete", GROUP_ID=group)
    assert refused(ada, "sprint.get", sprintId=number) == "Sprint not found"
    assert refused(ada, "epic.get", id=epic) == "Epic not found"
    assert refused(ada, "task.get", id=task) == "Task not found"


@pytest.mark.parametrize("noun", ["backlog", "epic", "sprint", "task"])
def test_fields_are_described(ada: AppApi, noun: str) -> None:
    fields = ada(f"tasks.api.scrum.{noun}.getFields")["fields"]
    assert fields["createdBy"] == {"type": "integer"}
    assert all(set(each) == {"type"} for each in fields.values())


def test_tasks_say_and_are_found_by_their_sprint_or_backlog(ada: AppApi, clara: AppApi) -> None:
    group = scrum(ada)
    number = sprint(clara, group)
    backlog = ada("tasks.api.scrum.backlog.add", fields={"groupId": group, "createdBy": ADA})["id"]
    first, second, third = (added(ada, GROUP_ID=group, RESPONSIBLE_ID=ADA) for _ in range(3))
    outside = added(ada)
    for task, entity in ((first, number), (second, backlog)):
        clara("tasks.api.scrum.task.update", id=task, fields={"entityId": entity})

    def found(**wanted: object) -> list[int]:
        rows = ada("tasks.task.list", filter={"ID": [first, second, third, outside], **wanted}, select=["ID"])["tasks"]
        return sorted(int(row["id"]) for row in rows)

    assert found(SPRINT_ID=number) == [first]
    assert found(BACKLOG_ID=backlog) == [second]
    assert found(SPRINT_ID=backlog) == found(BACKLOG_ID=number) == []
    assert found(**{"!SPRINT_ID": number}) == [second, third, outside]
    select = ["SPRINT_ID", "BACKLOG_ID"]
    for task, said in ((first, (str(number), None)), (second, (None, str(backlog))), (outside, (None, None))):
        row = ada("tasks.task.get", taskId=task, select=select)["task"]
        assert (row["sprintId"], row["backlogId"]) == said, task
    (row,) = ada("tasks.task.list", filter={"SPRINT_ID": number}, select=select)["tasks"]
    assert (row["sprintId"], row["backlogId"]) == (str(number), None)
