"""Timers: they run while whoever is responsible is at a task whose time is measured."""

from typing import Any

import pytest

from homeport.domain import integrity
from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.tasks.conftest import CLARA, DMITRI, added, task_of

NINE = 1_767_603_600.0
MINUTE = 60


@pytest.fixture
def begun(wire: Wire, clara: AppApi) -> int:
    """Clara's task, whose timer she has started at nine."""
    wire.freeze(NINE)
    task = added(clara, ALLOW_TIME_TRACKING="Y")
    clara("tasks.task.start", taskId=task)
    return task


def timers(api: AppApi, *tasks: int) -> list[tuple[str, str | None]]:
    """Whether the caller's timer runs, and what was spent, by task."""
    listed = {"filter": {"ID": list(tasks)}, "select": ["ID"], "order": {"ID": "ASC"}}
    found = api("tasks.task.list", **listed, params={"WITH_TIMER_INFO": True})["tasks"]
    return [(task["timerIsRunningForCurrentUser"], task["timeElapsed"]) for task in found]


def noted(api: AppApi, task: int) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = api("task.elapseditem.getlist", TASKID=task, ORDER={"ID": "asc"})
    return records


def test_a_timer_runs_from_the_start_of_a_task_to_its_pause_and_leaves_a_record(
    wire: Wire, clara: AppApi, begun: int
) -> None:
    wire.freeze(NINE + 90 * MINUTE)
    assert timers(clara, begun) == [("Y", "5400")]
    assert noted(clara, begun) == []
    clara("tasks.task.pause", taskId=begun)
    assert timers(clara, begun) == [("N", "5400")]
    (record,) = noted(clara, begun)
    assert (record["USER_ID"], record["SECONDS"], record["SOURCE"]) == (str(CLARA), "5400", "3")
    assert record["DATE_START"] == "2026-01-05T09:00:00+00:00"
    assert record["DATE_STOP"] == record["CREATED_DATE"] == "2026-01-05T10:30:00+00:00"
    assert task_of(clara, begun, "TIME_SPENT_IN_LOGS")["timeSpentInLogs"] == "5400"


@pytest.mark.parametrize("status", [4, 5, 6])
def test_it_stops_when_its_task_is_done_or_put_off(wire: Wire, clara: AppApi, begun: int, status: int) -> None:
    wire.freeze(NINE + MINUTE)
    clara("tasks.task.update", taskId=begun, fields={"STATUS": status})
    assert timers(clara, begun) == [("N", "60")]
    wire.freeze(NINE + 2 * MINUTE)
    clara("tasks.task.update", taskId=begun, fields={"STATUS": status, "TITLE": "Another name"})
    assert [each["SECONDS"] for each in noted(clara, begun)] == ["60"]


def test_completing_twice_is_refused_and_measures_once(wire: Wire, clara: AppApi, begun: int) -> None:
    wire.freeze(NINE + MINUTE)
    clara("tasks.task.complete", taskId=begun)
    wire.freeze(NINE + 2 * MINUTE)
    assert clara.refused("tasks.task.complete", taskId=begun) == (400, "0")
    assert [each["SECONDS"] for each in noted(clara, begun)] == ["60"]


def test_somebody_else_who_completes_the_task_stops_the_timer_for_whom_it_ran(
    wire: Wire, ada: AppApi, clara: AppApi, begun: int
) -> None:
    wire.freeze(NINE + 2 * MINUTE)
    ada("tasks.task.complete", taskId=begun)
    assert [(each["USER_ID"], each["SECONDS"]) for each in noted(ada, begun)] == [(str(CLARA), "120")]


def test_of_two_timers_the_second_stops_the_first_which_may_go_on_later(wire: Wire, clara: AppApi, begun: int) -> None:
    other = added(clara, ALLOW_TIME_TRACKING="Y")
    wire.freeze(NINE + 5 * MINUTE)
    clara("tasks.task.start", taskId=other)
    assert timers(clara, begun, other) == [("N", "300"), ("Y", "0")]
    assert task_of(clara, begun, "STATUS")["status"] == "3"
    wire.freeze(NINE + 7 * MINUTE)
    clara("tasks.task.start", taskId=begun)
    assert timers(clara, begun, other) == [("Y", "300"), ("N", "120")]
    assert clara.refused("tasks.task.start", taskId=begun)[0] == 400
    with wire.portal.store.snapshot() as tx:
        assert [*integrity.broken(tx)] == []


def test_only_whoever_is_responsible_for_a_measured_task_has_one(wire: Wire, clara: AppApi, dmitri: AppApi) -> None:
    wire.freeze(NINE)
    helped = added(clara, RESPONSIBLE_ID=CLARA, ACCOMPLICES=[DMITRI], ALLOW_TIME_TRACKING="Y")
    dmitri("tasks.task.start", taskId=helped)
    unmeasured = added(clara)
    clara("tasks.task.start", taskId=unmeasured)
    assert timers(dmitri, helped) == [("N", None)]
    assert timers(clara, unmeasured, helped) == [("N", None), ("N", None)]
    assert dmitri.refused("tasks.task.start", taskId=helped)[0] == 400
    assert clara.refused("tasks.task.start", taskId=unmeasured)[0] == 400
    clara("tasks.task.start", taskId=helped)
    assert timers(clara, helped) == [("Y", "0")]


def test_it_stops_for_whoever_gives_the_task_away_and_when_time_is_measured_no_more(
    wire: Wire, ada: AppApi, clara: AppApi, begun: int
) -> None:
    wire.freeze(NINE + MINUTE)
    clara("tasks.task.delegate", taskId=begun, userId=DMITRI)
    assert timers(clara, begun) == [("N", "60")]
    other = added(clara, ALLOW_TIME_TRACKING="Y")
    clara("tasks.task.start", taskId=other)
    wire.freeze(NINE + 2 * MINUTE)
    clara("tasks.task.update", taskId=other, fields={"ALLOW_TIME_TRACKING": "N"})
    assert timers(clara, other) == [("N", "60")]


def test_it_goes_with_its_task_and_measures_nothing_on_a_clock_that_was_put_back(
    wire: Wire, clara: AppApi, begun: int
) -> None:
    wire.freeze(NINE - MINUTE)
    assert timers(clara, begun) == [("Y", "0")]
    clara("tasks.task.pause", taskId=begun)
    assert noted(clara, begun) == []
    clara("tasks.task.start", taskId=begun)
    clara("tasks.task.delete", taskId=begun)
    with wire.portal.store.snapshot() as tx:
        assert [*integrity.broken(tx)] == []
