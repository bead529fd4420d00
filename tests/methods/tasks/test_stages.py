"""``task.stages.*``: boards of groups, and what people plan for themselves."""

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire
from tests.methods.tasks.conftest import ADA, BORIS, CLARA, DMITRI, ELIF, FARID, added, task_of

UNKNOWN = 999_999


@pytest.fixture
def ada(wire: Wire) -> AppApi:
    return app_of(wire, ADA, "task,sonet")


@pytest.fixture
def garden(ada: AppApi) -> int:
    """A group that Elif owns and Farid and Dmitri are members of."""
    group: int = ada.as_user(ELIF)("sonet_group.create", NAME="Garden")
    ada("sonet_group.user.add", GROUP_ID=group, USER_ID=[DMITRI, FARID])
    return group


def titles(api: AppApi, entity: int = 0, **given: object) -> list[str]:
    found = api("task.stages.get", entityId=entity, **given).values()
    return [stage["TITLE"] for stage in sorted(found, key=lambda stage: int(stage["SORT"]))]


def stage_of(api: AppApi, title: str, entity: int = 0) -> int:
    found = api("task.stages.get", entityId=entity).values()
    return next(int(stage["ID"]) for stage in found if stage["TITLE"] == title)


def test_a_board_has_stages_from_the_start(clara: AppApi, elif_: AppApi, garden: int) -> None:
    assert titles(clara) == ["Not planned", "I will do it this week"]
    first = next(iter(clara("task.stages.get", entityId=0).values()))
    number = first.pop("ID")
    assert number.isdecimal()
    assert first == {
        "TITLE": "Not planned",
        "SORT": "100",
        "COLOR": "00C4FB",
        "SYSTEM_TYPE": "NEW",
        "ENTITY_ID": str(CLARA),
        "ENTITY_TYPE": "U",
        "ADDITIONAL_FILTER": [],
        "TO_UPDATE": [],
        "TO_UPDATE_ACCESS": None,
    }
    board = elif_("task.stages.get", entityId=garden)
    assert [stage["SYSTEM_TYPE"] for stage in board.values()] == ["NEW", "WORK", "FINISH"]
    assert board == elif_("task.stages.get", entityId=garden)


def test_stages_are_added_changed_moved_and_deleted(clara: AppApi) -> None:
    week = stage_of(clara, "I will do it this week")
    soon = clara("task.stages.add", fields={"TITLE": " Soon ", "COLOR": "#ffaaee", "AFTER_ID": week})
    clara("task.stages.add", fields={"TITLE": "At once"})
    assert titles(clara) == ["At once", "Not planned", "I will do it this week", "Soon"]
    assert clara("task.stages.get", entityId=0)[str(soon)]["COLOR"] == "FFAAEE"
    assert clara("task.stages.update", id=soon, fields={"TITLE": "Later", "COLOR": "no colour"}) is True
    assert clara("task.stages.get", entityId=0)[str(soon)]["COLOR"] == "FFAAEE"
    clara("task.stages.update", id=soon, fields={"AFTER_ID": 0})
    assert titles(clara) == ["Later", "At once", "Not planned", "I will do it this week"]
    refused = clara.send("task.stages.delete", id=soon).error
    assert refused == (400, "CANT_DELETE_FIRST", "Cannot delete the first stage. Move the stage to delete it.")
    clara("task.stages.update", id=soon, fields={"AFTER_ID": week})
    assert clara.refused("task.stages.delete", id=stage_of(clara, "Not planned")) == (400, "IS_SYSTEM")
    clara("task.stages.movetask", id=added(clara), stageId=soon)
    assert clara.refused("task.stages.delete", id=soon) == (400, "NOT_EMPTY")
    clara("task.stages.delete", id=week)
    assert titles(clara) == ["At once", "Not planned", "Later"]


def test_a_stage_has_a_title_and_is_there(clara: AppApi) -> None:
    for title in ("", "  ", None, ["x"]):
        refused = clara.send("task.stages.add", fields={"TITLE": title}).error
        assert refused == (400, "EMPTY_TITLE", "Stage title is not specified")
    stage = stage_of(clara, "Not planned")
    assert clara.refused("task.stages.update", id=stage, fields={"TITLE": ""}) == (400, "EMPTY_TITLE")
    assert clara.send("task.stages.update", id=UNKNOWN, fields={}).error == (400, "NOT_FOUND", "Stage not found")
    assert clara.refused("task.stages.delete", id=UNKNOWN) == (400, "NOT_FOUND")
    assert clara.refused("task.stages.movetask", id=added(clara), stageId=UNKNOWN) == (400, "NOT_FOUND")
    assert titles(clara) == ["Not planned", "I will do it this week"]


def test_a_plan_is_its_owners_alone(ada: AppApi, clara: AppApi) -> None:
    stage = stage_of(clara, "I will do it this week")
    for rights in (False, True):  # administrators change only their own plan too
        assert ada.refused("task.stages.update", id=stage, fields={"TITLE": "A"}, isAdmin=rights)[1] == "ACCESS_DENIED"
        assert ada.refused("task.stages.delete", id=stage, isAdmin=rights) == (400, "ACCESS_DENIED")
    assert ada.refused("task.stages.movetask", id=added(clara), stageId=stage) == (400, "ACCESS_DENIED_MOVE")
    may = "task.stages.canmovetask"
    assert clara(may, entityId=CLARA, entityType="U") is True
    assert ada(may, entityId=CLARA, entityType="U") is False
    assert clara(may, entityId=CLARA, entityType="X") is False


def test_a_groups_board_is_its_members(ada: AppApi, clara: AppApi, dmitri: AppApi, garden: int) -> None:
    new = dmitri("task.stages.add", fields={"TITLE": "Ideas", "ENTITY_ID": garden})
    refusals = {
        "get": ({"entityId": garden}, "You cannot view stages in this group."),
        "add": ({"fields": {"TITLE": "A", "ENTITY_ID": garden}}, "You do not have permission to manage stages"),
        "update": ({"id": new, "fields": {"TITLE": "A"}}, "You cannot modify stages in this group"),
        "delete": ({"id": new}, "You cannot manage stages"),
    }
    for verb, (given, text) in refusals.items():
        for caller in (clara, ada):  # an administrator who is no member asks for it, with isAdmin
            assert caller.send(f"task.stages.{verb}", **given).error == (400, "ACCESS_DENIED", text)
        assert clara.refused(f"task.stages.{verb}", **given, isAdmin=True) == (400, "ACCESS_DENIED")
    assert clara.refused("task.stages.get", entityId=UNKNOWN) == (400, "ACCESS_DENIED")
    assert ada.refused("task.stages.get", entityId=UNKNOWN, isAdmin=True) == (400, "ACCESS_DENIED")
    assert titles(ada, garden, isAdmin=True) == ["Ideas", "New", "In progress", "Done"]
    assert ada("task.stages.update", id=new, fields={"TITLE": "Seeds"}, isAdmin="Y") is True
    may = {caller: caller("task.stages.canmovetask", entityId=garden, entityType="G") for caller in (clara, dmitri)}
    assert list(may.values()) == [False, True]
    ada("sonet_group.update", GROUP_ID=garden, CLOSED="Y")
    assert titles(dmitri, garden)[0] == "Seeds"
    assert dmitri.refused("task.stages.update", id=new, fields={"TITLE": "A"}) == (400, "ACCESS_DENIED")
    assert dmitri("task.stages.canmovetask", entityId=garden, entityType="G") is False


def test_tasks_go_through_a_groups_board(dmitri: AppApi, elif_: AppApi, farid: AppApi, garden: int) -> None:
    new, doing = (stage_of(elif_, title, garden) for title in ("New", "In progress"))
    one, two, three = (added(elif_, GROUP_ID=garden) for _ in range(3))

    def listed(*stages: int) -> list[int]:
        given = {"GROUP_ID": garden, "STAGE_ID": [*stages]}
        found = dmitri("tasks.task.list", filter=given, order={"SORTING": "asc"}, select=["ID"])["tasks"]
        return [int(each["id"]) for each in found]

    assert set(listed(0, new)) == {one, two, three}
    for task in (one, two, three):
        assert farid("task.stages.movetask", id=task, stageId=doing) is True
    assert (listed(0, new), listed(doing)) == ([], [one, two, three])
    farid("task.stages.movetask", id=three, stageId=doing, before=one)
    assert listed(doing) == [three, one, two]
    farid("task.stages.movetask", id=three, stageId=doing, after=one)
    assert listed(doing) == [one, three, two]
    farid("task.stages.movetask", id=two, stageId=doing, before=one, after=three)
    assert listed(doing) == [two, one, three]
    assert task_of(elif_, one)["stageId"] == str(doing)
    told = elif_("tasks.task.history.list", taskId=one, filter={"FIELD": "STAGE_ID"})["list"]
    assert [(each["value"]["from"], each["value"]["to"]) for each in told] == [("0", str(doing))]


def test_places_between_two_never_run_out(elif_: AppApi, garden: int) -> None:
    doing = stage_of(elif_, "In progress", garden)
    one, two, three = (added(elif_, GROUP_ID=garden) for _ in range(3))
    for task in (one, two, three):
        elif_("tasks.task.update", taskId=task, fields={"STAGE_ID": doing})
    elif_("task.stages.movetask", id=two, stageId=doing, after=one)
    for _ in range(35):
        elif_("task.stages.movetask", id=three, stageId=doing, after=one)
        elif_("task.stages.movetask", id=two, stageId=doing, after=one)
    order = elif_("tasks.task.list", filter={"STAGE_ID": doing}, order={"SORTING": "asc"}, select=["ID"])["tasks"]
    assert [int(each["id"]) for each in order] == [one, two, three]


def test_a_task_goes_only_through_the_board_of_its_group(
    ada: AppApi, elif_: AppApi, clara: AppApi, garden: int
) -> None:
    other = elif_("sonet_group.create", NAME="Kitchen")
    stage, elsewhere = stage_of(elif_, "New", garden), stage_of(elif_, "New", other)
    task = added(elif_, GROUP_ID=garden, AUDITORS=[CLARA])
    denied = (400, "ACCESS_DENIED_MOVE", "You cannot move this task")
    assert elif_.send("task.stages.movetask", id=task, stageId=elsewhere).error == denied
    assert clara.send("task.stages.movetask", id=task, stageId=stage).error == denied
    unseen = added(elif_, GROUP_ID=garden)
    hidden = ada.as_user(BORIS).send("task.stages.movetask", id=unseen, stageId=stage).error
    assert hidden == (400, "TASK_NOT_FOUND", "Task not found or access to it is denied")
    refused = elif_.send("tasks.task.update", taskId=task, fields={"STAGE_ID": elsewhere}).error
    assert refused == (400, "ERROR_CORE", "Invalid value of the field stageId<br>")
    assert elif_.refused("tasks.task.update", taskId=added(elif_), fields={"STAGE_ID": stage}) == (400, "ERROR_CORE")
    ada("task.stages.movetask", id=task, stageId=stage)
    elif_("tasks.task.update", taskId=task, fields={"GROUP_ID": other})
    assert task_of(elif_, task)["stageId"] == "0"
    elif_("tasks.task.update", taskId=task, fields={"STAGE_ID": elsewhere})
    elif_("sonet_group.delete", GROUP_ID=other)
    assert (task_of(elif_, task)["stageId"], task_of(elif_, task)["groupId"]) == ("0", "0")


def test_a_plan_has_the_tasks_that_its_owner_does(clara: AppApi, dmitri: AppApi) -> None:
    new, week = stage_of(clara, "Not planned"), stage_of(clara, "I will do it this week")
    one, two = added(clara), added(clara)
    helped = added(dmitri, ACCOMPLICES=[CLARA])
    watched = added(dmitri, AUDITORS=[CLARA])

    def listed(*stages: int) -> list[int]:
        found = clara("tasks.task.list", filter={"STAGE_ID": [*stages]}, order={"SORTING": "asc"}, select=["ID"])
        return [int(each["id"]) for each in found["tasks"]]

    assert set(listed(new)) == {one, two, helped}
    clara("task.stages.movetask", id=two, stageId=week)
    clara("task.stages.movetask", id=helped, stageId=week, before=two)
    assert (listed(new), listed(week)) == ([one], [helped, two])
    assert set(listed(new, week)) == {one, two, helped}
    assert watched not in listed(new, week)
    clara("task.stages.movetask", id=two, stageId=new)
    assert (set(listed(new)), listed(week)) == ({one, two}, [helped])
    assert task_of(clara, two)["stageId"] == "0"  # a plan is nobody else's business
    dmitri("tasks.task.delete", taskId=helped)
    assert listed(week) == []


def test_a_task_does_not_come_into_a_stage_of_another_group(ada: AppApi, garden: int) -> None:
    elif_ = ada.as_user(ELIF)
    other = elif_("sonet_group.create", NAME="Orchard")
    there, here = (int(list(elif_("task.stages.get", entityId=group))[1]) for group in (other, garden))
    task = added(elif_, GROUP_ID=garden)
    assert elif_.refused("task.stages.movetask", id=task, stageId=there) == (400, "ACCESS_DENIED_MOVE")
    elif_("task.stages.movetask", id=task, stageId=here)
    refused = elif_.send("tasks.task.update", taskId=task, fields={"STAGE_ID": there}).error
    assert refused == (400, "ERROR_CORE", "Invalid value of the field stageId<br>")
    assert task_of(elif_, task, "STAGE_ID")["stageId"] == str(here)
    alone = added(elif_)
    assert elif_.refused("task.stages.movetask", id=alone, stageId=here) == (400, "ACCESS_DENIED_MOVE")
