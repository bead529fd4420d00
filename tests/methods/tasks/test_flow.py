"""Flows: who may have them, whom they give tasks to, until when, and what they change of a task."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from homeport.domain.calendar import worktime
from tests.apps import AppApi, app_of
from tests.conftest import Wire
from tests.methods.tasks.conftest import ADA, BORIS, CLARA, DMITRI, ELIF, FARID, task_of
from tests.methods.v3 import Api3

HOUR = 3600
SALES, SUPPORT = 2, 3
MONDAY = datetime(2026, 1, 5, 17, tzinfo=UTC)


@pytest.fixture
def ada(wire: Wire) -> AppApi:
    wire.freeze(MONDAY.timestamp())
    return app_of(wire, ADA, "task,tasks,sonet,sonet_group,crm,calendar,user,department")


def flow_of(api: AppApi, **given: Any) -> dict[str, Any]:
    """A new flow; its tasks are given to Clara and Dmitri in turn unless said otherwise."""
    usual = {
        "name": "Prices",
        "plannedCompletionTime": 4 * HOUR,
        "distributionType": "queue",
        "responsibleList": [["user", str(CLARA)], ["user", str(DMITRI)]],
    }
    found: dict[str, Any] = api("tasks.flow.Flow.create", flowData=usual | given)
    return found


def given_to(api: AppApi, flow: Any, **fields: Any) -> dict[str, Any]:
    """A new task of a flow."""
    found: dict[str, Any] = api("tasks.task.add", fields={"TITLE": "Ask", "FLOW_ID": flow, **fields})["task"]
    return found


def test_a_flow_is_kept_whole_and_has_a_group_of_its_own(ada: AppApi) -> None:
    flow = flow_of(
        ada,
        description="Ask for prices",
        ownerId=BORIS,
        responsibleList={"department": f"{SALES}:F"},
        taskCreators=[{"user": ELIF}, ["department", SUPPORT]],
        taskControl=1,
        notifyOnQueueOverflow=10,
    )
    group = ada("sonet_group.get", FILTER={"ID": flow["groupId"]})[0]
    assert (group["NAME"], group["OWNER_ID"], group["NUMBER_OF_MEMBERS"]) == ("Prices", str(BORIS), "4")
    assert flow == {
        "id": flow["id"],
        "creatorId": ADA,
        "ownerId": BORIS,
        "groupId": flow["groupId"],
        "templateId": 0,
        "efficiency": 0,
        "active": True,
        "plannedCompletionTime": 4 * HOUR,
        "activity": "2026-01-05T17:00:00+00:00",
        "name": "Prices",
        "description": "Ask for prices",
        "distributionType": "queue",
        "responsibleList": [["department", f"{SALES}:F"]],
        "demo": False,
        "responsibleCanChangeDeadline": False,
        "matchWorkTime": True,
        "taskControl": True,
        "notifyAtHalfTime": False,
        "notifyOnQueueOverflow": 10,
        "notifyOnTasksInProgressOverflow": None,
        "notifyWhenEfficiencyDecreases": None,
        "taskCreators": [["user", str(ELIF)], ["department", str(SUPPORT)]],
        "team": [["department", f"{SALES}:F"]],
        "trialFeatureEnabled": False,
    }
    assert ada("tasks.flow.Flow.get", flowId=flow["id"]) == flow
    changed = ada(
        "tasks.flow.Flow.update",
        flowData={
            "id": flow["id"],
            "plannedCompletionTime": HOUR,
            "distributionType": "manually",
            "responsibleList": [["user", str(CLARA)]],
            "taskControl": 0,
        },
    )
    team = [["user", str(user)] for user in (ADA, BORIS, DMITRI)]
    assert changed["team"] == team and changed["groupId"] == flow["groupId"]
    expected = {"plannedCompletionTime": HOUR, "distributionType": "manually", "taskControl": False, "team": team}
    assert changed == flow | expected | {"responsibleList": [["user", str(CLARA)]]}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", None), ("name", " "), ("plannedCompletionTime", None), ("plannedCompletionTime", 0),
        ("plannedCompletionTime", "soon"), ("distributionType", "by lot"), ("distributionType", None),
        ("responsibleList", None), ("responsibleList", [["user", "99"]]), ("responsibleList", [["cat", "1"]]),
        ("responsibleList", "3"), ("responsibleList", [["meta-user", "all-users"]]), ("responsibleList", [["user"]]),
        ("taskCreators", [["department", "99"]]), ("ownerId", 99), ("groupId", 99), ("templateId", 99),
        ("matchWorkTime", "perhaps"), ("notifyOnQueueOverflow", -1),
    ],
)  # fmt: skip
def test_what_no_flow_may_be_is_refused_and_nothing_is_made(ada: AppApi, field: str, value: Any) -> None:
    given = {"name": "A", "plannedCompletionTime": 60, "distributionType": "queue", "responsibleList": {"user": 3}}
    answer = ada.send("tasks.flow.Flow.create", flowData=given | {field: value})
    text = f"'{field}': field's value has an invalid value"
    assert (answer.status, answer.json["error"], answer.json["error_description"]) == (400, "0", text)
    assert ada("tasks.flow.Flow.isExists", flowData={"name": "A"}) == {"exists": False}


def test_a_moderator_is_one_person_and_no_two_flows_share_a_name(ada: AppApi) -> None:
    flow = flow_of(ada)
    answer = ada.send("tasks.flow.Flow.create", flowData={**_MANUAL, "responsibleList": {"department": SALES}})
    assert answer.json["error_description"].startswith("'responsibleList'")
    answer = ada.send("tasks.flow.Flow.create", flowData=_MANUAL | {"name": "Prices"})
    assert answer.json["error_description"] == "A flow with this name already exists"
    assert ada("tasks.flow.Flow.isExists", flowData={"name": "Prices"}) == {"exists": True}
    assert ada("tasks.flow.Flow.isExists", flowData={"name": "Prices", "id": flow["id"]}) == {"exists": False}
    again = _MANUAL | {"id": flow["id"], "name": "Prices"}
    assert ada("tasks.flow.Flow.update", flowData=again)["distributionType"] == "manually"
    assert ada.refused("tasks.flow.Flow.update", flowData={"id": flow["id"], "name": "Offers"}) == (400, "0")
    assert ada.refused("tasks.flow.Flow.get") == (400, "100")


_MANUAL = {
    "name": "Offers",
    "plannedCompletionTime": HOUR,
    "distributionType": "manually",
    "responsibleList": [["user", str(CLARA)]],
}


def test_who_sees_changes_and_uses_a_flow(ada: AppApi) -> None:
    boris, clara, elif_, farid = (ada.as_user(user) for user in (BORIS, CLARA, ELIF, FARID))
    number = flow_of(
        boris, ownerId=BORIS, taskCreators={"department": f"{SUPPORT}:F"}, responsibleList={"user": CLARA}
    )["id"]
    seen = {user: ada.as_user(user).send("tasks.flow.Flow.get", flowId=number).status for user in range(1, 7)}
    assert seen == {ADA: 200, BORIS: 200, CLARA: 200, DMITRI: 400, ELIF: 200, FARID: 200}
    for user in (clara, elif_):
        answer = user.send("tasks.flow.Flow.update", flowData=_MANUAL | {"id": number})
        assert answer.json["error_description"] == "Access denied or flow not found"
        answer = user.send("tasks.flow.Flow.activate", flowId=number)
        assert answer.json["error_description"] == "Access denied or stream not found"
        assert user.refused("tasks.flow.Flow.delete", flowData={"id": number}) == (400, "0")
    assert (farid("tasks.flow.Flow.pin", flowId=number), farid("tasks.flow.Flow.pin", flowId=number)) == (True, False)
    assert ada.as_user(DMITRI).refused("tasks.flow.Flow.pin", flowId=number) == (400, "0")
    assert given_to(farid, number)["responsibleId"] == str(CLARA)
    refused = clara.send("tasks.task.add", fields={"TITLE": "Ask", "FLOW_ID": number})
    assert refused.json["error_description"] == "Invalid value of the field flowId<br>"
    assert boris("tasks.flow.Flow.activate", flowId=number) is True
    assert boris("tasks.flow.Flow.get", flowId=number)["active"] is False
    assert farid.refused("tasks.task.add", fields={"TITLE": "Ask", "FLOW_ID": number}) == (400, "ERROR_CORE")
    assert boris("tasks.flow.Flow.activate", flowId=number) is True
    task = given_to(farid, number)
    assert boris("tasks.flow.Flow.delete", flowData={"id": number}) == {"deleted": True}
    assert task_of(ada, task["id"])["flowId"] is None
    answer = boris.send("tasks.flow.Flow.delete", flowData={"id": number})
    assert (answer.status, answer.json["error_description"]) == (400, "Flow not found")


def test_guests_make_no_flows(ada: AppApi) -> None:
    group = ada("sonet_group.create", NAME="Guests", SITE_ID=["s1", "ex"])
    guest = ada("user.add", EMAIL="guest@example.test", EXTRANET="Y", SONET_GROUP_ID=[group])
    answer = ada.as_user(int(guest)).send("tasks.flow.Flow.create", flowData=_MANUAL)
    assert answer.json["error_description"] == "Access denied or flow not found"


def test_tasks_come_to_people_in_turn_but_to_none_who_is_away(ada: AppApi) -> None:
    flow = flow_of(ada, responsibleList=[["user", str(FARID)], ["department", str(SALES)]])["id"]
    assert [int(given_to(ada, flow)["responsibleId"]) for _ in range(5)] == [FARID, BORIS, CLARA, DMITRI, FARID]
    ada.as_user(BORIS)(
        "calendar.event.add",
        type="user",
        ownerId=BORIS,
        name="Holiday",
        **{"from": "2026-01-05T08:00:00", "to": "2026-01-06T20:00:00"},
        accessibility="absent",
    )
    assert [int(given_to(ada, flow)["responsibleId"]) for _ in range(3)] == [CLARA, DMITRI, FARID]
    for user in (CLARA, DMITRI, FARID, BORIS):
        ada("user.update", ID=user, ACTIVE="N")
    assert given_to(ada, flow)["responsibleId"] == str(ADA)
    found = ada("tasks.flow.Flow.get", flowId=flow)
    assert (found["distributionType"], found["responsibleList"]) == ("manually", [["user", str(ADA)]])


def test_a_flow_says_when_where_and_how_a_task_is_done(ada: AppApi) -> None:
    flow = flow_of(ada, taskControl=1, responsibleCanChangeDeadline=1, ownerId=BORIS)
    said = {"RESPONSIBLE_ID": FARID, "DEADLINE": "2027-01-01T00:00:00+00:00", "TASK_CONTROL": "N"}
    task = given_to(ada.as_user(ELIF), flow["id"], **said)
    assert task["flowId"] == str(flow["id"]) and task["groupId"] == str(flow["groupId"])
    assert task["deadline"] == "2026-01-06T11:00:00+00:00"  # two hours are left on Monday, two are on Tuesday
    assert [task[name] for name in ("taskControl", "allowChangeDeadline", "matchWorkTime")] == ["Y", "Y", "Y"]
    clara = ada.as_user(CLARA)
    clara("tasks.task.update", taskId=task["id"], fields={"DEADLINE": "2026-01-07T12:00:00+00:00"})
    assert clara("tasks.task.complete", taskId=task["id"])["task"]["status"] == "4"
    changes = {each["field"] for each in ada("tasks.task.history.list", taskId=task["id"])["list"]}
    assert "FLOW_ID" not in changes
    quick = flow_of(ada, name="Quick", matchWorkTime=0, plannedCompletionTime=90)
    other = ada("tasks.task.add", fields={"TITLE": "Other", "RESPONSIBLE_ID": ADA})["task"]
    moved = ada("tasks.task.update", taskId=other["id"], fields={"FLOW_ID": quick["id"]})["task"]
    assert [moved[name] for name in ("deadline", "responsibleId", "flowId", "taskControl")] == [
        "2026-01-05T17:01:30+00:00", str(CLARA), str(quick["id"]), "N",
    ]  # fmt: skip
    assert {each["field"] for each in ada("tasks.task.history.list", taskId=other["id"])["list"]} >= {"FLOW_ID"}
    assert ada("tasks.task.update", taskId=other["id"], fields={"FLOW_ID": 0})["task"]["flowId"] is None
    ada("sonet_group.delete", GROUP_ID=flow["groupId"])
    assert ada("tasks.flow.Flow.get", flowId=flow["id"])["active"] is False


def test_efficiency_is_the_part_of_tasks_that_are_late(wire: Wire, ada: AppApi) -> None:
    flow = flow_of(ada, matchWorkTime=0, plannedCompletionTime=60)["id"]
    tasks = [given_to(ada, flow)["id"] for _ in range(4)]
    ada("tasks.task.complete", taskId=tasks[0])
    assert ada("tasks.flow.Flow.get", flowId=flow)["efficiency"] == 0
    wire.freeze(MONDAY.timestamp() + 61)
    assert ada("tasks.flow.Flow.get", flowId=flow)["efficiency"] == 75
    ada("tasks.task.start", taskId=tasks[1])
    assert ada("tasks.flow.Flow.get", flowId=flow)["activity"] == "2026-01-05T17:01:01+00:00"
    assert [each["id"] for each in ada("tasks.task.list", filter={"FLOW_ID": flow, "REAL_STATUS": 3})["tasks"]] == [
        tasks[1]
    ]


def test_people_take_the_tasks_of_a_flow_for_themselves(ada: AppApi) -> None:
    flow = flow_of(ada, distributionType="himself")["id"]
    task = given_to(ada, flow)
    assert (task["responsibleId"], task["status"], task["action"]["take"]) == (str(ADA), "2", False)
    clara, dmitri, elif_ = (ada.as_user(user) for user in (CLARA, DMITRI, ELIF))
    assert task_of(clara, task["id"])["action"]["take"] is True  # type: ignore[index]
    assert elif_.send("tasks.task.start", taskId=task["id"]).status == 400
    taken = clara("tasks.task.start", taskId=task["id"])["task"]
    assert (taken["responsibleId"], taken["status"], taken["action"]["take"]) == (str(CLARA), "3", False)
    assert task_of(dmitri, task["id"])["action"]["take"] is False  # type: ignore[index]
    assert dmitri.refused("tasks.task.start", taskId=task["id"])[0] == 400


def test_rest_3_puts_tasks_into_flows(ada: AppApi) -> None:
    flow = flow_of(ada)
    api = Api3(ada)
    fields = {"title": "Ask", "creatorId": ADA, "responsibleId": ADA, "flowId": flow["id"]}
    task = api("tasks.task.add", fields=fields)["id"]
    names = ["id", "responsibleId", "flowId", "flow.name", "flow.id"]
    found = api("tasks.task.get", id=task, select=names)
    assert found["responsibleId"] == CLARA
    assert (found["flowId"], found["flow"]) == (flow["id"], {"id": flow["id"], "name": "Prices"})


@pytest.mark.parametrize(
    ("begins", "hours", "ends"),
    [
        ("2026-01-05T10:00", 2, "2026-01-05T12:00"),
        ("2026-01-05T07:00", 10, "2026-01-05T19:00"),
        ("2026-01-05T22:00", 1, "2026-01-06T10:00"),
        ("2026-01-09T18:00", 2, "2026-01-12T10:00"),  # over a weekend
        ("2026-12-24T18:00", 2, "2026-12-28T10:00"),  # over Christmas, a Friday
        ("2026-01-05T09:00", 25, "2026-01-07T14:00"),
    ],
)
def test_working_time_skips_nights_weekends_and_holidays(begins: str, hours: int, ends: str) -> None:
    moment = datetime.fromisoformat(begins).replace(tzinfo=UTC)
    assert worktime.after(moment, hours * HOUR, UTC) == datetime.fromisoformat(ends).replace(tzinfo=UTC)  # type: ignore[arg-type]


def test_a_year_of_work_is_counted() -> None:
    late = worktime.after(MONDAY, 2080 * HOUR, UTC)  # type: ignore[arg-type]
    assert timedelta(days=280) < late - MONDAY < timedelta(days=310)
