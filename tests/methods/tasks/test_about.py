"""``tasks.task.getaccess|history.list|counters.get``."""

from typing import Any

from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.tasks.conftest import ADA, BORIS, CLARA, DMITRI, FARID, added

UNKNOWN = 999_999


def test_access_is_told_of_each_person_who_is_asked_for(clara: AppApi) -> None:
    task = added(clara, RESPONSIBLE_ID=DMITRI, ALLOW_TIME_TRACKING="Y")
    people = [ADA, BORIS, CLARA, DMITRI, FARID, UNKNOWN]
    found = clara("tasks.task.getaccess", taskId=task, users=people)["allowedActions"]
    assert [int(person) for person in found] == people

    def who_may(action: str) -> list[int]:
        return [int(person) for person, actions in found.items() if actions[action]]

    assert who_may("EDIT") == who_may("REMOVE") == who_may("CHANGE_DEADLINE") == [ADA, BORIS, CLARA]
    assert who_may("START") == who_may("COMPLETE") == [ADA, BORIS, CLARA, DMITRI]
    assert who_may("DAYPLAN.TIMER.TOGGLE") == [DMITRI]
    assert not any(found[str(UNKNOWN)].values())
    assert not any(found[str(FARID)].values())


def test_access_is_told_of_the_caller_and_of_what_the_caller_sees(clara: AppApi, farid: AppApi) -> None:
    task = added(clara)
    assert list(clara("tasks.task.getaccess", taskId=task)["allowedActions"]) == [str(CLARA)]
    assert farid("tasks.task.getaccess", taskId=task, users=[CLARA]) == {"allowedActions": []}
    text = "Invalid value {x} to match with parameter {users}. Should be value of type array."
    assert clara.send("tasks.task.getaccess", taskId=task, users="x").error == (400, "100", text)
    assert clara.refused("tasks.task.getaccess", taskId=task, users=["x"]) == (400, "100")
    assert clara.refused("tasks.task.getaccess", taskId="x") == (400, "0")
    assert clara.refused("tasks.task.getaccess") == (400, "100")


def test_history_tells_each_change_the_newest_first(wire: Wire, clara: AppApi, dmitri: AppApi) -> None:
    wire.freeze(1_767_603_600.0)
    task = added(clara, RESPONSIBLE_ID=DMITRI)
    clara("tasks.task.update", taskId=task, fields={"TITLE": "Changed", "AUDITORS": [FARID], "DEADLINE": "2026-02-01"})
    dmitri("tasks.task.start", taskId=task)
    found = clara("tasks.task.history.list", taskId=task)["list"]
    told = [(each["field"], each["value"]["from"], each["value"]["to"], each["user"]["id"]) for each in found]
    assert told == [
        ("STATUS", "2", "3", DMITRI),
        ("AUDITORS", "", "6", CLARA),
        ("DEADLINE", None, "2026-02-01T00:00:00+00:00", CLARA),
        ("TITLE", "A task", "Changed", CLARA),
        ("NEW", None, None, CLARA),
    ]
    assert found[-1]["createdDate"] == "2026-01-05T09:00:00+00:00"
    assert found[-1]["user"] == {
        "id": CLARA,
        "name": "Clara",
        "lastName": "Mast",
        "secondName": "",
        "login": "clara.mast@example.test",
    }


def test_history_is_filtered_by_what_changed_and_ordered(clara: AppApi) -> None:
    task = added(clara)
    clara("tasks.task.update", taskId=task, fields={"TITLE": "Changed", "PRIORITY": 2})

    def fields(**params: Any) -> list[str]:
        return [each["field"] for each in clara("tasks.task.history.list", taskId=task, **params)["list"]]

    assert fields(filter={"FIELD": "TITLE"}) == ["TITLE"]
    assert fields(order={"createdDate": "ASC"}) == ["NEW", "TITLE", "PRIORITY"]
    assert fields(order={"field": "desc"}) == ["TITLE", "PRIORITY", "NEW"]


def test_history_is_told_to_who_sees_the_task(clara: AppApi, farid: AppApi) -> None:
    answer = farid.send("tasks.task.history.list", taskId=added(clara))
    assert answer.error == (400, "0", "Access denied. (internal error)")
    assert farid("tasks.task.history.list", taskId=UNKNOWN) == {"list": []}
    assert farid.refused("tasks.task.history.list", taskId="x") == (400, "0")
    assert farid.refused("tasks.task.history.list") == (400, "100")


def test_overdue_tasks_are_counted_by_role(wire: Wire, clara: AppApi, dmitri: AppApi) -> None:
    wire.freeze(1_767_603_600.0)
    late = "2026-01-01T00:00:00+00:00"
    added(clara, DEADLINE=late, ACCOMPLICES=[DMITRI])
    added(clara, DEADLINE=late, RESPONSIBLE_ID=DMITRI, AUDITORS=[CLARA])
    added(clara, DEADLINE="2026-02-01T00:00:00+00:00")
    clara("tasks.task.complete", taskId=added(clara, DEADLINE=late))

    def overdue(api: AppApi, **params: Any) -> int:
        answer = api.send("tasks.task.counters.get", **params).json
        assert answer["total"] == 1
        return int(answer["result"]["expired"]["counter"])

    assert overdue(clara) == overdue(clara, userId=CLARA, groupId=0, type="view_all") == 2
    assert [
        overdue(dmitri, type=f"view_role_{role}") for role in ("responsible", "accomplice", "auditor", "originator")
    ] == [1, 1, 0, 0]
    assert overdue(clara, type="view_role_auditor") == 1
    clara("tasks.task.mute", id=1)
    assert overdue(clara) == 1


def test_counters_are_told_of_oneself_and_of_whom_one_heads(ada: AppApi, boris: AppApi, farid: AppApi) -> None:
    shown = {"expired": {"counter": 0, "code": 6291456}, "new_comments": {"counter": 0, "code": 12582912}}
    assert boris("tasks.task.counters.get", userId=CLARA) == shown
    assert ada("tasks.task.counters.get", userId=CLARA) == shown
    assert farid("tasks.task.counters.get", userId=CLARA) == []
    assert ada("tasks.task.counters.get", userId=UNKNOWN) == []
    text = "Invalid value {x} to match with parameter {userId}. Should be value of type int."
    assert ada.send("tasks.task.counters.get", userId="x").error == (400, "0", text)
    answer = ada.send("tasks.task.counters.get", groupId=5)
    assert answer.error == (400, "0", "Group not found or access denied. (internal error)")
