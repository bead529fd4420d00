"""``tasks.task.pin|mute|favorite.*|startwatch`` and so on: what people make of tasks for themselves."""

import pytest

from tests.apps import AppApi
from tests.methods.tasks.conftest import DMITRI, added, task_of

UNKNOWN = 999_999


@pytest.mark.parametrize(("put", "take", "field"), [("pin", "unpin", "isPinned"), ("mute", "unmute", "isMuted")])
def test_a_sign_is_the_callers_alone(clara: AppApi, dmitri: AppApi, put: str, take: str, field: str) -> None:
    task = added(clara, AUDITORS=[DMITRI])
    for _ in range(2):
        assert dmitri(f"tasks.task.{put}", id=task)["task"][field] == "Y"
    assert task_of(clara, task, field)[field] == "N"
    for _ in range(2):
        assert dmitri(f"tasks.task.{take}", id=task)["task"][field] == "N"


@pytest.mark.parametrize("name", ["pin", "unpin", "mute", "unmute"])
def test_a_sign_on_what_is_not_seen_is_nothing(clara: AppApi, farid: AppApi, name: str) -> None:
    for number in (added(clara), UNKNOWN):
        assert farid(f"tasks.task.{name}", id=number) == []
    assert farid.send(f"tasks.task.{name}", id="x").error == (400, "0", "wrong task id")
    assert farid.refused(f"tasks.task.{name}") == (400, "100")


def test_favourites_are_the_callers_alone(clara: AppApi, dmitri: AppApi) -> None:
    task = added(clara, AUDITORS=[DMITRI])
    for _ in range(2):
        assert dmitri("tasks.task.favorite.add", taskId=task) is True
    shown = dmitri("tasks.task.get", taskId=task)["task"]
    assert (shown["favorite"], shown["action"]["addFavorite"], shown["action"]["favorite.delete"]) == ("Y", False, True)
    assert task_of(clara, task)["favorite"] == "N"
    assert dmitri("tasks.task.favorite.remove", taskId=task) is True
    assert task_of(dmitri, task)["favorite"] == "N"


@pytest.mark.parametrize("name", ["favorite.add", "favorite.remove"])
def test_a_favourite_must_be_seen(clara: AppApi, farid: AppApi, name: str) -> None:
    for number in (added(clara), UNKNOWN):
        answer = farid.send(f"tasks.task.{name}", taskId=number)
        assert answer.error == (400, "1", "Task not found or not accessible")
    assert farid.refused(f"tasks.task.{name}", taskId="x") == (400, "0")
    assert farid.refused(f"tasks.task.{name}") == (400, "100")


def test_who_watches_a_task_is_its_auditor(ada: AppApi, clara: AppApi) -> None:
    task = added(clara, AUDITORS=[DMITRI])
    for _ in range(2):
        assert ada("tasks.task.startwatch", taskId=task)["task"]["auditors"] == [str(DMITRI), "1"]
    for _ in range(2):
        assert ada("tasks.task.stopwatch", taskId=task)["task"]["auditors"] == [str(DMITRI)]


def test_who_stops_watching_may_lose_sight_of_a_task(clara: AppApi, farid: AppApi) -> None:
    task = added(clara, AUDITORS=[farid.user_id])
    assert farid("tasks.task.stopwatch", taskId=task) == []
    answer = farid.send("tasks.task.startwatch", taskId=task)
    assert answer.error == (400, "1048584", "a:0:{}")
    assert farid.refused("tasks.task.stopwatch", taskId=UNKNOWN) == (400, "1048584")
    assert farid.refused("tasks.task.startwatch", taskId="x") == (400, "0")
