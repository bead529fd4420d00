"""``tasks.task.add|get|update|delete|getFields``."""

from typing import Any

import pytest

from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.tasks.conftest import ADA, BORIS, CLARA, DMITRI, added, task_of

UNKNOWN = 999_999
DEEP = 200
"""Tasks below each other, more than calls may be within each other."""


def test_a_new_task_waits_for_its_responsible(wire: Wire, clara: AppApi) -> None:
    wire.freeze(1_767_603_600.0)
    task = clara("tasks.task.add", fields={"title": "Call back", "RESPONSIBLE_ID": DMITRI, "priority": 2})["task"]
    now = "2026-01-05T09:00:00+00:00"
    shown = {name: task[name] for name in ("title", "responsibleId", "createdBy", "status", "priority", "groupId")}
    assert shown == {
        "title": "Call back",
        "responsibleId": "4",
        "createdBy": "3",
        "status": "2",
        "priority": "2",
        "groupId": "0",
    }
    assert [task[name] for name in ("createdDate", "changedDate", "activityDate", "statusChangedDate")] == [now] * 4
    assert [task[name] for name in ("statusChangedBy", "closedBy", "closedDate", "dateStart", "mark")] == [None] * 5
    assert (task["creator"]["name"], task["responsible"]["link"]) == ("Clara Mast", "/company/personal/user/4/")
    assert task["checkListTree"]["descendants"] == []


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"TITLE": ""}, "Task title is not specified<br>"),
        ({"RESPONSIBLE_ID": 0}, "Responsible person is not specified<br>"),
        ({"RESPONSIBLE_ID": UNKNOWN}, 'The user specified in the "Responsible" field was not found<br>'),
        ({"STATUS": 1}, "Invalid status<br>"),
        ({"PARENT_ID": UNKNOWN}, 'The task specified in the "Parent Task" field was not found<br>'),
        (
            {"START_DATE_PLAN": "2026-02-02", "END_DATE_PLAN": "2026-02-01"},
            "The end date specified in the scheduling is earlier than the start date<br>",
        ),
        (
            {"START_DATE_PLAN": "2026-02-02", "END_DATE_PLAN": "2226-02-01"},
            "The duration of the task specified in the scheduling is too long<br>",
        ),
        ({"DEADLINE": "tomorrow"}, "Invalid value of the field deadline<br>"),
        ({"AUDITORS": [UNKNOWN]}, "Invalid value of the field auditors<br>"),
        ({"DEPENDS_ON": [UNKNOWN]}, "Invalid value of the field dependsOn<br>"),
        ({"UF_CRM_TASK": ["X_1"]}, "Invalid value of the field ufCrmTask<br>"),
        ({"SE_PARAMETER": [{"CODE": 9, "VALUE": "Y"}]}, "Invalid value of the field seParameter<br>"),
        ({"PRIORITY": 7}, "Invalid value of the field priority<br>"),
    ],
)
def test_a_task_that_cannot_be_is_refused_and_changes_nothing(clara: AppApi, fields: dict[str, Any], text: str) -> None:
    given = {"TITLE": "A task", "RESPONSIBLE_ID": CLARA}
    assert clara.send("tasks.task.add", fields={**given, **fields}).error == (400, "ERROR_CORE", text)
    assert clara("tasks.task.list") == {"tasks": []}
    task = added(clara)
    before = task_of(clara, task)
    assert clara.send("tasks.task.update", taskId=task, fields=fields).error == (400, "ERROR_CORE", text)
    assert task_of(clara, task) == before


@pytest.mark.parametrize("method", ["add", "update"])
@pytest.mark.parametrize("fields", [None, {}, [], "text"])
def test_fields_must_be_there(clara: AppApi, method: str, fields: Any) -> None:
    answer = clara.send(f"tasks.task.{method}", taskId=added(clara), fields=fields)
    assert answer.error == (400, "100", "Could not find value for parameter {fields}")


@pytest.mark.parametrize("method", ["get", "update", "delete"])
def test_a_task_must_be_named(clara: AppApi, method: str) -> None:
    call = f"tasks.task.{method}"
    nameless = "CTaskItem All parameters in the constructor must have real class type"
    assert clara.send(call, fields={"TITLE": "T"}).error == (400, "100", nameless)
    for wrong in ("abc", -1, 0, [1]):
        assert clara.send(call, taskId=wrong, fields={"TITLE": "T"}).error == (400, "0", "wrong task id")


def test_who_does_not_see_a_task_gets_nothing(clara: AppApi, farid: AppApi) -> None:
    task = added(clara)
    assert farid("tasks.task.get", taskId=task) == []
    assert farid("tasks.task.get", taskId=UNKNOWN) == []
    for number in (task, UNKNOWN):
        answer = farid.send("tasks.task.update", taskId=number, fields={"TITLE": "Mine"})
        assert answer.error == (400, "0", "Action on the task is not allowed")
        assert farid.send("tasks.task.delete", taskId=number).error == (400, "1048582", "No access to delete the task")
    assert task_of(clara, task)["title"] == "A task"


@pytest.mark.parametrize("role", ["RESPONSIBLE_ID", "ACCOMPLICES", "AUDITORS"])
def test_whoever_has_a_part_in_a_task_sees_it_and_does_not_edit_it(
    clara: AppApi, dmitri: AppApi, elif_: AppApi, role: str
) -> None:
    task = added(elif_, **{role: DMITRI if role == "RESPONSIBLE_ID" else [DMITRI]})
    assert task_of(dmitri, task)["title"] == "A task"
    assert dmitri.refused("tasks.task.update", taskId=task, fields={"TITLE": "Mine"}) == (400, "0")
    assert dmitri.refused("tasks.task.delete", taskId=task) == (400, "1048582")
    assert clara("tasks.task.get", taskId=task) == []


def test_the_head_of_a_department_sees_what_its_people_have_a_part_in(
    ada: AppApi, boris: AppApi, dmitri: AppApi, elif_: AppApi
) -> None:
    given, got = added(dmitri), added(elif_, AUDITORS=[DMITRI])
    assert [task_of(boris, task)["id"] for task in (given, got)] == [str(given), str(got)]
    assert boris("tasks.task.update", taskId=given, fields={"TITLE": "Changed"})["task"]["title"] == "Changed"
    assert boris.refused("tasks.task.update", taskId=got, fields={"TITLE": "Changed"}) == (400, "0")
    assert elif_("tasks.task.get", taskId=given) == []
    assert ada("tasks.task.delete", taskId=got) == {"task": True}
    assert boris("tasks.task.delete", taskId=given) == {"task": True}
    assert ada("tasks.task.get", taskId=given) == []


def test_the_responsible_moves_the_deadline_where_that_is_allowed(clara: AppApi, dmitri: AppApi) -> None:
    fixed, free = (added(clara, RESPONSIBLE_ID=DMITRI, ALLOW_CHANGE_DEADLINE=yes) for yes in ("N", "Y"))
    fields = {"DEADLINE": "2026-03-01T12:00:00+00:00"}
    assert dmitri.refused("tasks.task.update", taskId=fixed, fields=fields) == (400, "0")
    moved = dmitri("tasks.task.update", taskId=free, fields=fields)["task"]
    assert (moved["deadline"], moved["changedBy"]) == ("2026-03-01T12:00:00+00:00", "4")
    assert dmitri.refused("tasks.task.update", taskId=free, fields={**fields, "TITLE": "Mine"}) == (400, "0")


def test_the_responsible_moves_the_status_as_far_as_the_steps_go(clara: AppApi, dmitri: AppApi) -> None:
    task = added(clara, RESPONSIBLE_ID=DMITRI)
    assert dmitri("tasks.task.update", taskId=task, fields={"STATUS": 3})["task"]["status"] == "3"
    assert dmitri.refused("tasks.task.update", taskId=task, fields={"STATUS": 6}) == (400, "0")


def test_only_an_administrator_adds_a_task_of_somebody_else(ada: AppApi, clara: AppApi) -> None:
    assert task_of(ada, added(ada, CREATED_BY=CLARA))["createdBy"] == str(CLARA)
    mine = added(clara, CREATED_BY=BORIS)
    assert task_of(clara, mine)["createdBy"] == str(CLARA)
    assert ada("tasks.task.update", taskId=mine, fields={"CREATED_BY": ADA})["task"]["createdBy"] == str(CLARA)


def test_a_task_is_never_below_itself(clara: AppApi) -> None:
    top = added(clara)
    middle = added(clara, PARENT_ID=top)
    lowest = added(clara, PARENT_ID=middle)
    refusals = {top: "Cannot bind the node to itself<br>", lowest: "Creating cyclic links in tasks is prohibited<br>"}
    for parent, text in refusals.items():
        answer = clara.send("tasks.task.update", taskId=top, fields={"PARENT_ID": parent})
        assert answer.error == (400, "ERROR_CORE", text)
    assert task_of(clara, lowest, "PARENT_ID", "SUBORDINATE")["parentId"] == str(middle)
    assert task_of(clara, lowest, "SUBORDINATE")["subordinate"] == "Y"
    assert clara("tasks.task.update", taskId=lowest, fields={"PARENT_ID": 0})["task"]["parentId"] is None


def test_subtasks_of_a_deleted_task_come_to_the_task_above(clara: AppApi) -> None:
    top = added(clara)
    middle = added(clara, PARENT_ID=top)
    lowest = added(clara, PARENT_ID=middle)
    clara("tasks.task.delete", taskId=middle)
    assert task_of(clara, lowest)["parentId"] == str(top)


def test_nobody_hangs_a_task_below_one_that_is_not_seen(clara: AppApi, farid: AppApi) -> None:
    hidden = added(farid)
    assert clara.refused("tasks.task.add", fields={"TITLE": "T", "RESPONSIBLE_ID": CLARA, "PARENT_ID": hidden}) == (
        400,
        "ERROR_CORE",
    )


def test_tasks_do_not_wait_for_each_other_in_a_circle(clara: AppApi) -> None:
    first = added(clara)
    second = added(clara, DEPENDS_ON=[first])
    third = added(clara, DEPENDS_ON=[second])
    answer = clara.send("tasks.task.update", taskId=first, fields={"DEPENDS_ON": [third]})
    assert answer.error == (400, "ERROR_CORE", "Creating cyclic links in tasks is prohibited<br>")
    assert task_of(clara, third, "DEPENDS_ON")["dependsOn"] == [str(second)]


def test_a_deadline_before_the_plan_is_as_it_was_said(clara: AppApi) -> None:
    plan = {"START_DATE_PLAN": "2026-05-02T09:00:00+00:00", "END_DATE_PLAN": "2026-05-03T09:00:00+00:00"}
    task = added(clara, **plan, DEADLINE="2026-05-01T09:00:00+00:00")
    assert task_of(clara, task, "DEADLINE")["deadline"] == "2026-05-01T09:00:00+00:00"
    turned = {"START_DATE_PLAN": plan["END_DATE_PLAN"], "END_DATE_PLAN": plan["START_DATE_PLAN"]}
    refused = clara.send("tasks.task.update", taskId=task, fields=turned).error
    assert refused[2] == "The end date specified in the scheduling is earlier than the start date<br>"
    assert task_of(clara, task, "START_DATE_PLAN")["startDatePlan"] == plan["START_DATE_PLAN"]


def test_a_task_is_bound_to_records_of_the_crm(clara: AppApi) -> None:
    ada = clara.as_user(1)
    bound = ["L_4", "C_7", "CO_5", "D_10", "SI_2"]
    task = added(ada, UF_CRM_TASK=bound)
    assert "ufCrmTask" not in ada("tasks.task.get", taskId=task)["task"]
    shown = task_of(ada, task, "UF_MAIL_MESSAGE")
    assert (shown["ufCrmTask"], shown["ufTaskWebdavFiles"], shown["ufMailMessage"]) == (bound, [], None)
    found = ada("tasks.task.list", filter={"UF_CRM_TASK": "D_10"}, select=["ID"])["tasks"]
    assert [each["id"] for each in found] == [str(task)]
    assert ada("tasks.task.list", filter={"UF_CRM_TASK": "D_1"})["tasks"] == []
    ada("tasks.task.update", taskId=task, fields={"UF_CRM_TASK": []})
    assert task_of(ada, task, "UF_CRM_TASK")["ufCrmTask"] == []


def test_select_says_what_is_answered_in_either_spelling(clara: AppApi) -> None:
    task = added(clara, TAGS=["blue", "red"])
    shown = task_of(clara, task, "TITLE", "tags", "responsibleId")
    assert set(shown) == {"id", "title", "tags", "responsibleId", "responsible", "group", "action", "favorite"}
    assert [tag["title"] for tag in shown["tags"].values()] == ["blue", "red"]  # type: ignore[attr-defined]
    answer = clara.send("tasks.task.get", taskId=task, select="TITLE")
    text = "Invalid value {TITLE} to match with parameter {select}. Should be value of type array."
    assert answer.error == (400, "100", text)
    assert clara("tasks.task.get", taskId=task, select=["*"]) == clara("tasks.task.get", taskId=task)


def test_a_deadline_follows_the_subtasks_where_the_task_says_so(clara: AppApi) -> None:
    task = added(clara, SE_PARAMETER=[{"CODE": 1, "VALUE": "Y"}], DEADLINE="2026-01-01T00:00:00+00:00")
    added(clara, PARENT_ID=task, DEADLINE="2026-05-01T00:00:00+00:00")
    early = added(clara, PARENT_ID=task, DEADLINE="2026-04-01T00:00:00+00:00")
    assert task_of(clara, task)["deadline"] == "2026-05-01T00:00:00+00:00"
    clara("tasks.task.update", taskId=early, fields={"DEADLINE": "2026-06-01T00:00:00+00:00"})
    assert task_of(clara, task)["deadline"] == "2026-06-01T00:00:00+00:00"
    clara("tasks.task.update", taskId=task, fields={"SE_PARAMETER": [{"CODE": 1, "VALUE": "N"}]})
    clara("tasks.task.update", taskId=early, fields={"DEADLINE": "2026-07-01T00:00:00+00:00"})
    assert task_of(clara, task)["deadline"] == "2026-06-01T00:00:00+00:00"


def test_a_task_and_its_subtasks_are_completed_together_where_it_says_so(clara: AppApi) -> None:
    together = {"SE_PARAMETER": [{"CODE": 2, "VALUE": "Y"}]}
    upward, downward, apart = added(clara, **together), added(clara, **together), added(clara)
    below = {task: [added(clara, PARENT_ID=task) for _ in range(2)] for task in (upward, downward, apart)}

    def complete(task: int) -> None:
        clara("tasks.task.update", taskId=task, fields={"STATUS": 5})

    def statuses(*tasks: int) -> list[object]:
        return [task_of(clara, task)["status"] for task in tasks]

    complete(below[upward][0])
    assert statuses(upward) == ["2"]
    complete(below[upward][1])
    assert statuses(upward) == ["5"]
    complete(downward)
    assert statuses(*below[downward]) == ["5", "5"]
    complete(apart)
    assert statuses(*below[apart]) == ["2", "2"]


def test_chains_of_subtasks_are_followed_to_their_ends(clara: AppApi) -> None:
    both = [{"CODE": 1, "VALUE": "Y"}, {"CODE": 2, "VALUE": "Y"}]
    chain = [added(clara, SE_PARAMETER=both)]
    for _ in range(DEEP):
        chain.append(added(clara, SE_PARAMETER=both, PARENT_ID=chain[-1]))
    clara("tasks.task.update", taskId=chain[-1], fields={"DEADLINE": "2026-05-01T00:00:00+00:00"})
    assert task_of(clara, chain[0])["deadline"] == "2026-05-01T00:00:00+00:00"
    clara("tasks.task.update", taskId=chain[DEEP // 2], fields={"STATUS": 5})
    assert {task_of(clara, chain[place])["status"] for place in (0, DEEP // 2, -1)} == {"5"}


def test_a_task_that_needs_a_result_is_not_completed_without(clara: AppApi) -> None:
    task = added(clara, SE_PARAMETER=[{"CODE": 3, "VALUE": "Y"}])
    assert clara.refused("tasks.task.update", taskId=task, fields={"STATUS": 5}) == (400, "ERROR_CORE")
    assert task_of(clara, task)["status"] == "2"


def test_changes_are_told_to_applications_that_may_know_of_tasks(ada: AppApi) -> None:
    for verb in ("ADD", "UPDATE", "DELETE"):
        ada("event.bind", event=f"ONTASK{verb}", event_type="offline")
    task = added(ada)
    ada("tasks.task.update", taskId=task, fields={"TITLE": "Changed"})
    ada("tasks.task.delete", taskId=task)
    told = [(each["EVENT_NAME"], each["EVENT_DATA"]) for each in ada("event.offline.list")]
    known, unknown = {"ID": task}, "undefined"
    assert told == [
        ("ONTASKADD", _told(unknown, known, "N", unknown)),
        ("ONTASKUPDATE", _told(known, known, unknown, unknown)),
        ("ONTASKDELETE", _told(known, unknown, unknown, "N")),
    ]


def _told(before: Any, after: Any, seen_before: str, seen_after: str) -> dict[str, Any]:
    return {
        "FIELDS_BEFORE": before,
        "FIELDS_AFTER": after,
        "IS_ACCESSIBLE_BEFORE": seen_before,
        "IS_ACCESSIBLE_AFTER": seen_after,
    }


def test_fields_are_described(clara: AppApi) -> None:
    fields = clara("tasks.task.getFields")["fields"]
    assert fields["ID"] == {"title": "ID", "type": "integer", "primary": True}
    assert fields["TITLE"] == {"title": "Title", "type": "string", "required": True}
    assert fields["MARK"]["values"] == {"N": "Negative", "P": "Positive"}
    assert fields["STATUS"]["default"] == 2
    assert fields["FAVORITE"]["title"] is None
