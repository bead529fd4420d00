"""``task.elapseditem.*``: time that people spent on tasks."""

from typing import Any

import pytest

from homeport.domain import integrity
from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.tasks.conftest import BORIS, CLARA, DMITRI, ELIF, added, task_of

UNKNOWN = 999_999


def spent(api: AppApi, task: int, seconds: int = 3_600, **fields: Any) -> int:
    """A new record's number."""
    given = {"SECONDS": seconds, "COMMENT_TEXT": "Work", **fields}
    number: int = api("task.elapseditem.add", TASKID=task, ARFIELDS=given)
    return number


def listed(api: AppApi, **params: Any) -> list[int]:
    return [int(row["ID"]) for row in api("task.elapseditem.getlist", **params)]


def test_time_is_kept_and_summed_up_in_the_task(wire: Wire, clara: AppApi, dmitri: AppApi) -> None:
    wire.freeze(1_767_603_600.0)
    task = added(clara, RESPONSIBLE_ID=DMITRI)
    first, second = spent(clara, task), spent(dmitri, task, 90)
    now = "2026-01-05T09:00:00+00:00"
    assert clara("task.elapseditem.get", TASKID=task, ITEMID=second) == [
        {
            "ID": str(second),
            "TASK_ID": str(task),
            "USER_ID": str(DMITRI),
            "COMMENT_TEXT": "Work",
            "SECONDS": "90",
            "MINUTES": "1",
            "SOURCE": "2",
            "CREATED_DATE": now,
            "DATE_START": now,
            "DATE_STOP": now,
        }
    ]
    sums = ("TIME_SPENT_IN_LOGS", "DURATION_FACT")

    def told() -> list[object]:
        shown = task_of(clara, task, *sums)
        return [shown["timeSpentInLogs"], shown["durationFact"]]

    assert told() == ["3690", "61"]
    fields = {"SECONDS": 600, "COMMENT_TEXT": "Less"}
    assert clara("task.elapseditem.update", TASKID=task, ITEMID=first, ARFIELDS=fields) is None
    assert told() == ["690", "11"]
    assert clara("task.elapseditem.delete", TASKID=task, ITEMID=first) is None
    assert dmitri("task.elapseditem.delete", TASKID=task, ITEMID=second) is None
    assert told() == [None, None]
    found = clara("tasks.task.history.list", taskId=task, filter={"FIELD": "TIME_SPENT_IN_LOGS"})["list"]
    assert [each["value"]["to"] for each in found] == [None, "90", "690", "3690", "3600"]


@pytest.mark.parametrize(
    "fields",
    [
        None,
        "x",
        {"COMMENT_TEXT": "Work"},
        {"SECONDS": 60},
        {"SECONDS": "long", "COMMENT_TEXT": "Work"},
        {"SECONDS": -1, "COMMENT_TEXT": "Work"},
        {"SECONDS": 60, "COMMENT_TEXT": "Work", "USER_ID": UNKNOWN},
        {"SECONDS": 60, "COMMENT_TEXT": "Work", "DATE_START": "yesterday"},
    ],
)
def test_a_record_that_cannot_be_is_refused(ada: AppApi, fields: Any) -> None:
    task = added(ada)
    answer = ada.send("task.elapseditem.add", TASKID=task, ARFIELDS=fields)
    assert answer.error == (400, "0x000040", "Unknown error")
    assert listed(ada, TASKID=task) == []


def test_who_works_on_a_task_adds_time_to_it(clara: AppApi, dmitri: AppApi, elif_: AppApi, farid: AppApi) -> None:
    task = added(clara, ACCOMPLICES=[DMITRI], AUDITORS=[ELIF])
    fields = {"SECONDS": 60, "COMMENT_TEXT": "Work"}
    for api in (clara, dmitri):
        assert spent(api, task)
    answer = elif_.send("task.elapseditem.add", TASKID=task, ARFIELDS=fields)
    assert answer.error == (400, "0x000004", "Action not allowed")
    answer = farid.send("task.elapseditem.add", TASKID=task, ARFIELDS=fields)
    assert answer.error == (400, "0x100002", "Access denied")
    for wrong in (UNKNOWN, "x", None):
        answer = clara.send("task.elapseditem.add", TASKID=wrong, ARFIELDS=fields)
        assert answer.error == (400, "0x000001", "Task not found")


def test_time_of_others_is_added_by_who_heads_them(boris: AppApi, clara: AppApi) -> None:
    task = added(clara, ACCOMPLICES=[BORIS])
    record = spent(boris, task, USER_ID=CLARA)
    assert boris("task.elapseditem.get", TASKID=task, ITEMID=record)[0]["USER_ID"] == str(CLARA)
    fields = {"SECONDS": 60, "COMMENT_TEXT": "Work", "USER_ID": BORIS}
    assert clara.refused("task.elapseditem.add", TASKID=task, ARFIELDS=fields) == (400, "0x000004")


def test_a_record_is_changed_by_its_author_and_administrators(ada: AppApi, clara: AppApi, dmitri: AppApi) -> None:
    task, other = added(clara, ACCOMPLICES=[DMITRI]), added(clara)
    record = spent(dmitri, task)
    of_record, fields = {"TASKID": task, "ITEMID": record}, {"SECONDS": 60, "COMMENT_TEXT": "Less"}
    allowed = {"task": task, "record": record}

    def may(api: AppApi) -> list[bool]:
        return [
            api("task.elapseditem.isActionAllowed", TASKID=task, ITEMID=record, ACTIONID=action)
            for action in range(1, 5)
        ]

    assert (may(ada), may(dmitri), may(clara)) == (
        [True, True, True, False],
        [True, True, True, False],
        [True, False, False, False],
    ), allowed
    for name, given in (("update", {"ARFIELDS": fields}), ("delete", {})):
        assert clara.refused(f"task.elapseditem.{name}", **of_record, **given) == (400, "0x000004")
        for wrong in ({"TASKID": other, "ITEMID": record}, {"TASKID": task, "ITEMID": UNKNOWN}):
            assert ada.refused(f"task.elapseditem.{name}", **wrong, **given) == (400, "0x000040")
    ada("task.elapseditem.update", **of_record, ARFIELDS=fields)
    assert clara("task.elapseditem.get", **of_record)[0]["SECONDS"] == "60"
    for nothing in ("x", "9" * 5_000):
        assert clara("task.elapseditem.isActionAllowed", TASKID=nothing, ITEMID=1, ACTIONID=1) is False


def test_records_are_listed_filtered_and_turned_over(wire: Wire, clara: AppApi, dmitri: AppApi) -> None:
    wire.freeze(1_767_603_600.0)
    task = added(clara, ACCOMPLICES=[DMITRI])
    old = spent(clara, task, 60, CREATED_DATE="2025-12-01T00:00:00+00:00")
    mine, other = spent(clara, task, 180), spent(dmitri, task, 120)
    assert listed(clara, TASKID=task) == [old, mine, other]
    assert listed(clara, TASKID=task, ORDER={"SECONDS": "desc"}) == [mine, other, old]
    assert listed(clara, TASKID=task, FILTER={"USER_ID": DMITRI}) == [other]
    assert listed(clara, TASKID=task, FILTER={">=CREATED_DATE": "2026-01-01"}) == [mine, other]
    pages = [{"NAV_PARAMS": {"nPageSize": 2, "iNumPage": number}} for number in (1, 2)]
    assert [listed(clara, TASKID=task, PARAMS=page) for page in pages] == [[old, mine], [other]]
    answer = clara.send("task.elapseditem.getlist", TASKID=task, SELECT=["ID", "SECONDS"]).json
    assert (answer["result"][0], answer["total"]) == ({"ID": str(old), "SECONDS": "60"}, 3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"ORDER": {"SOURCE": "asc"}},
        {"FILTER": {"SECONDS": 1}},
        {"PARAMS": {"NAV_PARAMS": {"nPageSize": "x"}}},
        {"PARAMS": {"NAV_PARAMS": {"iNumPage": -1}}},
        {"TASKID": "x"},
    ],
)
def test_a_list_that_is_asked_for_wrongly_is_refused(clara: AppApi, wrong: dict[str, Any]) -> None:
    answer = clara.send("task.elapseditem.getlist", **wrong)
    assert answer.error == (400, "0x000100", "Invalid method parameters provided")


def test_records_of_all_tasks_are_those_that_the_caller_sees(clara: AppApi, farid: AppApi) -> None:
    task, hidden = added(clara), added(farid)
    mine, theirs = spent(clara, task), spent(farid, hidden)
    assert (listed(clara), listed(farid)) == ([mine], [theirs])
    for number in (hidden, UNKNOWN):
        assert clara.refused("task.elapseditem.getlist", TASKID=number) == (400, "0x100002")
    assert clara.refused("task.elapseditem.get", TASKID=hidden, ITEMID=theirs) == (400, "0x100002")
    assert clara.refused("task.elapseditem.get", TASKID=UNKNOWN, ITEMID=theirs) == (400, "0x000001")
    assert clara("task.elapseditem.isActionAllowed", TASKID=hidden, ITEMID=theirs, ACTIONID=1) is False


def test_a_deleted_task_leaves_no_time(wire: Wire, clara: AppApi) -> None:
    task = added(clara)
    spent(clara, task)
    clara("tasks.task.delete", taskId=task)
    with wire.portal.store.snapshot() as tx:
        assert [*integrity.broken(tx)] == []


def test_the_manifest_names_the_methods(clara: AppApi) -> None:
    found = clara("task.elapseditem.getmanifest")
    names = ["getmanifest", "getlist", "get", "add", "update", "delete", "isactionallowed"]
    assert list(found["REST: available methods"]) == names
    assert found["REST: filterable elapseditem data fields"] == ["ID", "TASK_ID", "USER_ID", "CREATED_DATE"]
