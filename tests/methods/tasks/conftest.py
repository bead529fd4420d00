"""Calls as people of the demo portal: Boris heads Clara and Dmitri, Elif heads Farid, Ada administers all."""

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire

ADA, BORIS, CLARA, DMITRI, ELIF, FARID = range(1, 7)


@pytest.fixture
def ada(wire: Wire) -> AppApi:
    return app_of(wire, ADA, "task,crm")


@pytest.fixture
def boris(ada: AppApi) -> AppApi:
    return ada.as_user(BORIS)


@pytest.fixture
def clara(ada: AppApi) -> AppApi:
    return ada.as_user(CLARA)


@pytest.fixture
def dmitri(ada: AppApi) -> AppApi:
    return ada.as_user(DMITRI)


@pytest.fixture
def elif_(ada: AppApi) -> AppApi:
    return ada.as_user(ELIF)


@pytest.fixture
def farid(ada: AppApi) -> AppApi:
    return ada.as_user(FARID)


def added(api: AppApi, **fields: object) -> int:
    """A new task's id; of the caller, unless said otherwise."""
    given = {"TITLE": "A task", "RESPONSIBLE_ID": api.user_id, **fields}
    return int(api("tasks.task.add", fields=given)["task"]["id"])


def task_of(api: AppApi, task: int, *select: str) -> dict[str, object]:
    """A task as somebody sees it."""
    found: dict[str, object] = api("tasks.task.get", taskId=task, select=[*select])["task"]
    return found
