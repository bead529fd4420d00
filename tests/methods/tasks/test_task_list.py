"""``tasks.task.list``: filters, orders, pages and what is answered beside the fields."""

from typing import Any

import pytest

from homeport.domain.integrity import broken
from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.tasks.conftest import CLARA, DMITRI, added

NOON = 1_767_614_400.0
"""2026-01-05 12:00 UTC."""


def titles(api: AppApi, given: dict[str, Any], **params: Any) -> list[str]:
    """The titles of the tasks that a filter finds, in their order."""
    params = {"order": {"ID": "asc"}, "select": ["TITLE"], **params}
    return [task["title"] for task in api("tasks.task.list", filter=given, **params)["tasks"]]


@pytest.fixture
def tasks(wire: Wire, clara: AppApi, dmitri: AppApi) -> dict[str, int]:
    """Some tasks, by title."""
    wire.freeze(NOON)
    made = {
        "overdue": added(clara, TITLE="overdue", DEADLINE="2026-01-05T11:00:00+00:00", PRIORITY=2, TAGS=["Red"]),
        "near": added(clara, TITLE="near", DEADLINE="2026-01-06T11:00:00+00:00", AUDITORS=[DMITRI]),
        "far": added(clara, TITLE="far", DEADLINE="2026-02-01T00:00:00+00:00", ACCOMPLICES=[DMITRI], MARK="P"),
        "given": added(clara, TITLE="given", RESPONSIBLE_ID=DMITRI),
    }
    made["below"] = added(clara, TITLE="below", PARENT_ID=made["far"], DEPENDS_ON=[made["near"]])
    clara("tasks.task.update", taskId=made["below"], fields={"STATUS": 5})
    return made


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"RESPONSIBLE_ID": DMITRI}, ["given"]),
        ({"responsibleId": DMITRI}, ["given"]),
        ({"!RESPONSIBLE_ID": CLARA}, ["given"]),
        ({"REAL_STATUS": 5}, ["below"]),
        ({"REAL_STATUS": [5, 6]}, ["below"]),
        ({"STATUS": -1}, ["overdue"]),
        ({"STATUS": -3}, ["near"]),
        ({"STATUS": 2}, ["far", "given"]),
        ({"!STATUS": 5}, ["overdue", "near", "far", "given"]),
        ({"ACCOMPLICE": DMITRI}, ["far"]),
        ({"AUDITOR": DMITRI}, ["near"]),
        ({"!AUDITOR": DMITRI}, ["overdue", "far", "given", "below"]),
        ({"TAG": "Red"}, ["overdue"]),
        ({"MARK": "P"}, ["far"]),
        ({"<DEADLINE": "2026-01-06T00:00:00+00:00"}, ["overdue"]),
        ({">=DEADLINE": "2026-01-06T11:00:00+00:00"}, ["near", "far"]),
        ({"DEADLINE": ""}, ["given", "below"]),
        ({"TITLE": "NEAR"}, ["near"]),
        ({"TITLE": "%ar"}, ["near", "far"]),
        ({"%TITLE": "ver"}, ["overdue"]),
        ({"!TITLE": "%a%"}, ["overdue", "given", "below"]),
        ({"ONLY_ROOT_TASKS": "Y"}, ["overdue", "near", "far", "given"]),
        ({"::SUBFILTER-PARAMS": {"FAVORITE": "Y"}}, ["near"]),
        ({"FAVORITE": "N"}, ["overdue", "far", "given", "below"]),
        (
            {"::SUBFILTER-1": {"::LOGIC": "OR", "PRIORITY": 2, "::SUBFILTER-2": {"AUDITOR": DMITRI}}},
            ["overdue", "near"],
        ),
        ({"0": {"LOGIC": "OR", "0": {"PRIORITY": 2}, "1": {"MARK": "P"}}}, ["overdue", "far"]),
        ({"UNKNOWN": 1, "REAL_STATUS": 5}, ["below"]),
    ],
)
def test_tasks_are_filtered(
    wire: Wire, clara: AppApi, tasks: dict[str, int], given: dict[str, Any], found: list[str]
) -> None:
    clara("tasks.task.favorite.add", taskId=tasks["near"])
    assert titles(clara, given) == found


def test_tasks_are_filtered_by_ids(clara: AppApi, tasks: dict[str, int]) -> None:
    assert titles(clara, {"PARENT_ID": tasks["far"]}) == ["below"]
    assert titles(clara, {"DEPENDS_ON": tasks["near"]}) == ["below"]
    assert titles(clara, {"ID": [tasks["near"], tasks["far"]]}) == ["near", "far"]


def test_a_subtask_is_a_root_to_who_does_not_see_the_task_above(
    clara: AppApi, dmitri: AppApi, tasks: dict[str, int]
) -> None:
    clara("tasks.task.update", taskId=tasks["below"], fields={"PARENT_ID": tasks["overdue"], "AUDITORS": [DMITRI]})
    assert "below" in titles(dmitri, {"ONLY_ROOT_TASKS": "Y"})
    assert "below" not in titles(clara, {"ONLY_ROOT_TASKS": "Y"})


def test_what_was_given_to_somebody_is_unviewed_until_that_one_acts(dmitri: AppApi, tasks: dict[str, int]) -> None:
    assert titles(dmitri, {"STATUS": -2}) == ["near", "far", "given"]
    dmitri("tasks.task.update", taskId=tasks["given"], fields={"STATUS": 3})
    assert titles(dmitri, {"STATUS": -2}) == ["near", "far"]
    shown = dmitri("tasks.task.list", filter={"ID": tasks["far"]}, select=["STATUS", "subStatus", "NOT_VIEWED"])[
        "tasks"
    ][0]
    assert (shown["status"], shown["subStatus"], shown["notViewed"]) == ("2", "-2", "Y")


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ({"ID": "desc"}, ["below", "given", "far", "near", "overdue"]),
        ({"PRIORITY": "desc", "TITLE": "asc"}, ["overdue", "below", "far", "given", "near"]),
        ({"STATUS_COMPLETE": "desc", "ID": "asc"}, ["below", "overdue", "near", "far", "given"]),
        ({"RESPONSIBLE_LAST_NAME": "desc", "ID": "asc"}, ["given", "overdue", "near", "far", "below"]),
        ({"IS_PINNED": "desc", "id": "asc"}, ["far", "overdue", "near", "given", "below"]),
    ],
)
def test_tasks_are_ordered(clara: AppApi, tasks: dict[str, int], order: dict[str, str], found: list[str]) -> None:
    clara("tasks.task.pin", id=tasks["far"])
    assert titles(clara, {}, order=order) == found


def test_the_newest_task_is_first_where_nobody_says_otherwise(clara: AppApi, tasks: dict[str, int]) -> None:
    shown = clara("tasks.task.list", select=["ID"])["tasks"]
    assert [int(task["id"]) for task in shown] == sorted(tasks.values(), reverse=True)


@pytest.mark.parametrize("key", ["GUID", "UNKNOWN", "DESCRIPTION"])
def test_what_cannot_be_sorted_by_is_refused(clara: AppApi, key: str) -> None:
    answer = clara.send("tasks.task.list", order={key: "asc"})
    assert answer.error == (400, "0", "Invalid sorting key (internal error)")


def test_pages_have_fifty_tasks_and_say_where_the_next_begins(clara: AppApi) -> None:
    for number in range(52):
        added(clara, TITLE=f"Task {number}")
    first = clara.send("tasks.task.list", select=["ID"]).json
    assert (len(first["result"]["tasks"]), first["total"], first["next"]) == (50, 52, 50)
    last = clara.send("tasks.task.list", select=["ID"], start=50).json
    assert (len(last["result"]["tasks"]), last["total"], "next" in last) == (2, 52, False)


def test_only_what_is_selected_is_answered(clara: AppApi, tasks: dict[str, int]) -> None:
    shown = clara("tasks.task.list", select=["ID", "AUDITORS"], filter={"ID": tasks["near"]})["tasks"]
    assert [set(task) for task in shown] == [{"id", "auditors", "auditorsData", "group"}]
    assert list(shown[0]["auditorsData"]) == [str(DMITRI)]
    usual = clara("tasks.task.list", filter={"ID": tasks["near"]})["tasks"][0]
    assert {"title", "status", "createdBy", "deadline", "favorite"} < set(usual)
    assert not {"ufCrmTask", "tags", "action"} & set(usual)


def test_more_is_told_of_tasks_on_request(clara: AppApi, tasks: dict[str, int]) -> None:
    fields = {"DESCRIPTION": "A [B]bold[/B] sign, 1 < 2", "SE_PARAMETER": [{"CODE": 3, "VALUE": "Y"}]}
    clara("tasks.task.update", taskId=tasks["far"], fields=fields)
    wishes = {"WITH_RESULT_INFO": True, "WITH_TIMER_INFO": "Y", "WITH_PARSED_DESCRIPTION": 1}
    shown = clara("tasks.task.list", filter={"ID": tasks["far"]}, select=["ID"], params=wishes)["tasks"][0]
    assert shown == {
        "id": str(tasks["far"]),
        "group": [],
        "taskRequireResult": "Y",
        "taskHasOpenResult": "N",
        "taskHasResult": "N",
        "timeElapsed": None,
        "timerIsRunningForCurrentUser": "N",
        "parsedDescription": "A <b>bold</b> sign, 1 &lt; 2",
    }


def test_an_overdue_task_counts_unless_it_is_muted(clara: AppApi, tasks: dict[str, int]) -> None:
    def counter() -> dict[str, Any]:
        found: dict[str, Any] = clara("tasks.task.list", filter={"ID": tasks["overdue"]}, select=["COUNTERS"])["tasks"][
            0
        ]["counter"]
        return found

    assert (counter()["counters"]["expired"], counter()["color"], counter()["value"]) == (1, "danger", 1)
    clara("tasks.task.mute", id=tasks["overdue"])
    muted = counter()
    assert (muted["counters"]["expired"], muted["counters"]["mutedExpired"], muted["value"]) == (0, 1, 0)


@pytest.mark.parametrize("role", ["ACCOMPLICE", "AUDITOR"])
def test_tasks_that_somebody_has_a_part_in_come_by_their_deadlines(
    wire: Wire, clara: AppApi, dmitri: AppApi, role: str
) -> None:
    field = f"{role}S"
    days = ["2031-03-01", "2031-01-01", "", "2031-02-01"]
    tasks = [
        added(clara, TITLE=f"Row {place}", **{field: [DMITRI], "DEADLINE": day and f"{day}T10:00:00+00:00"})
        for place, day in enumerate(days)
    ]
    others = added(clara, TITLE="Row of others", DEADLINE="2031-01-05T10:00:00+00:00")

    def listed(direction: str, **more: Any) -> list[int]:
        found = dmitri("tasks.task.list", filter={role: DMITRI, **more}, order={"DEADLINE": direction}, select=["ID"])
        return [tasks.index(int(row["id"])) for row in found["tasks"] if int(row["id"]) in tasks]

    assert listed("asc") == [2, 1, 3, 0]
    assert listed("desc") == [0, 3, 1, 2]
    assert listed("asc", **{">DEADLINE": "2031-01-15T00:00:00+00:00"}) == [3, 0]
    clara("tasks.task.update", taskId=tasks[1], fields={"DEADLINE": "2032-01-01T10:00:00+00:00"})
    clara("tasks.task.update", taskId=tasks[0], fields={"DEADLINE": ""})
    clara("tasks.task.update", taskId=tasks[3], fields={field: []})
    clara("tasks.task.update", taskId=others, fields={field: [DMITRI]})
    tasks.append(others)
    assert listed("asc") == [0, 2, 4, 1]
    assert listed("asc", **{"::SUBFILTER-1": {"::LOGIC": "OR", "ID": [tasks[0], others]}}) == [0, 4]
    both = dmitri("tasks.task.list", filter={"ACCOMPLICE": DMITRI, "AUDITOR": DMITRI}, order={"DEADLINE": "asc"})
    assert both["tasks"] == []
    with wire.portal.store.snapshot() as tx:
        assert list(broken(tx)) == []
