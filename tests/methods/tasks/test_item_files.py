"""``task.item.addfile|deletefile|getfiles``."""

from base64 import b64encode

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire
from tests.methods.tasks.conftest import ADA, DMITRI, added, task_of

REFUSED = (400, "ERROR_CORE", "TASKS_ERROR_EXCEPTION_#4; Action is not allowed; 4/TE/ACTION_NOT_ALLOWED<br>")
CONTENT = b64encode(b"Pears: 14").decode()


@pytest.fixture
def ada(wire: Wire) -> AppApi:
    return app_of(wire, ADA, "task,disk")


def test_a_file_comes_with_a_task_and_goes(clara: AppApi, dmitri: AppApi) -> None:
    task = added(clara, AUDITORS=[DMITRI])
    file = clara("task.item.addfile", TASK_ID=task, FILE={"NAME": "prices.txt", "CONTENT": CONTENT})
    other = clara("task.item.addfile", TASK_ID=task, NAME="pears.txt", CONTENT=CONTENT)
    assert task_of(clara, task, "UF_TASK_WEBDAV_FILES")["ufTaskWebdavFiles"] == [file, other]
    links = dmitri("task.item.getfiles", TASKID=task)
    assert len(links) == 2
    path, _, query = links[0].partition("?")
    answer = dmitri.wire.send("/" + path.split("/", 3)[-1], verb="GET", query=query)
    assert (answer.status, answer.body) == (200, b"Pears: 14")
    assert clara("task.item.deletefile", TASK_ID=task, ATTACHMENT_ID=file) is None
    assert task_of(clara, task, "UF_TASK_WEBDAV_FILES")["ufTaskWebdavFiles"] == [other]
    assert clara.send("task.item.deletefile", TASK_ID=task, ATTACHMENT_ID=file).error == REFUSED


def test_only_who_edits_a_task_changes_its_files(clara: AppApi, dmitri: AppApi, farid: AppApi) -> None:
    task = added(clara, RESPONSIBLE_ID=DMITRI)
    file = clara("task.item.addfile", TASK_ID=task, NAME="prices.txt", CONTENT=CONTENT)
    for other in (dmitri, farid):
        assert other.send("task.item.addfile", TASK_ID=task, NAME="a.txt", CONTENT=CONTENT).error == REFUSED
        assert other.send("task.item.deletefile", TASK_ID=task, ATTACHMENT_ID=file).error == REFUSED
    assert len(dmitri("task.item.getfiles", TASKID=task)) == 1
    assert farid.send("task.item.getfiles", TASKID=task).error == REFUSED


@pytest.mark.parametrize("given", [{}, {"NAME": "a.txt"}, {"NAME": "a/b", "CONTENT": CONTENT}, {"CONTENT": "!"}])
def test_what_is_no_file_is_refused(clara: AppApi, given: dict[str, str]) -> None:
    task = added(clara)
    assert clara.send("task.item.addfile", TASK_ID=task, FILE=given).error == (400, "ERROR_CORE", "File not found<br>")
    assert clara("task.item.getfiles", TASKID=task) == []
