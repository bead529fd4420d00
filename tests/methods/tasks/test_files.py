"""Files of tasks: of the disk, kept, added and let go of, and read by whoever sees the task."""

from typing import Any

import pytest

from tests.conftest import Api, Wire, api_of
from tests.methods.disk.conftest import Disk, download

SCOPES = "task,tasks,disk,user"
SELECT = ["ID", "UF_TASK_WEBDAV_FILES"]


@pytest.fixture
def disk(wire: Wire) -> Disk:
    return Disk(api_of(wire, 1, SCOPES))


def a_task(api: Api, **fields: Any) -> int:
    given = {"TITLE": "Caulk the hull", "RESPONSIBLE_ID": 3, **fields}
    return int(api("tasks.task.add", fields=given)["task"]["id"])


def shown(api: Api, task: int) -> list[int]:
    found: list[int] = api("tasks.task.get", taskId=task, select=SELECT)["task"]["ufTaskWebdavFiles"]
    return found


def test_a_task_has_files_of_the_disk(wire: Wire, disk: Disk) -> None:
    admin, responsible = disk.api, api_of(wire, 3, SCOPES)
    first, second = disk.file("a.txt", b"one"), disk.file("b.txt", b"two")
    task = a_task(admin, UF_TASK_WEBDAV_FILES=[f"n{first}"])
    (number,) = shown(responsible, task)
    told = responsible("disk.attachedObject.get", id=number)
    assert (told["OBJECT_ID"], told["MODULE_ID"]) == (str(first), "tasks")
    assert (told["ENTITY_TYPE"], told["ENTITY_ID"]) == ("tasks_task", str(task))
    assert download(responsible, told["DOWNLOAD_URL"]).body == b"one"
    assert responsible.refused("disk.file.get", id=first)[1] == "ACCESS_DENIED"
    admin("tasks.task.update", taskId=task, fields={"UF_TASK_WEBDAV_FILES": [number, f"n{second}", f"n{first}"]})
    kept, other = shown(admin, task)
    assert kept == number
    admin("tasks.task.update", taskId=task, fields={"TITLE": "Caulk it well"})
    assert shown(admin, task) == [kept, other]
    admin("tasks.task.update", taskId=task, fields={"UF_TASK_WEBDAV_FILES": [other]})
    assert shown(admin, task) == [other]
    assert responsible.refused("disk.attachedObject.get", id=number)[1] == "ERROR_NOT_FOUND"
    admin("tasks.task.update", taskId=task, fields={"UF_TASK_WEBDAV_FILES": []})
    assert shown(admin, task) == []
    assert disk.names() == ["a.txt", "b.txt"]


def test_a_file_is_attached_beside_others(wire: Wire, disk: Disk) -> None:
    admin, seller = disk.api, api_of(wire, 3, SCOPES)
    first, second = disk.file("a.txt"), disk.file("b.txt")
    task = a_task(admin, UF_TASK_WEBDAV_FILES=[f"n{first}"])
    number = admin("tasks.task.files.attach", taskId=task, fileId=second)["attachmentId"]
    assert shown(admin, task)[1:] == [number]
    assert admin("tasks.task.files.attach", taskId=task, fileId=second)["attachmentId"] == number
    assert len(shown(admin, task)) == 2
    refused = [
        ({"taskId": task}, "100", "Could not find value for parameter {fileId}"),
        ({"taskId": task, "fileId": 4711}, "ERROR_CORE", "Insufficient permissions.<br>"),
        ({"fileId": first}, "100", None),
        ({"taskId": "wall", "fileId": first}, "0", None),
    ]
    for given, code, text in refused:
        error = admin.send("tasks.task.files.attach", **given).error
        assert error[:2] == (400, code)
        assert text is None or error[2] == text
    assert admin.refused("tasks.task.files.attach", taskId=task, fileId="many") == (400, "100")
    own = Disk(seller).file("c.txt")
    assert seller.send("tasks.task.files.attach", taskId=task, fileId=own).error == (400, "0", "Access denied")
    theirs = a_task(seller, RESPONSIBLE_ID=3)
    assert seller.send("tasks.task.files.attach", taskId=theirs, fileId=first).error[1] == "ERROR_CORE"


@pytest.mark.parametrize("unfit", [["n4711"], ["m5"], [4711], ["{}"], [["a.txt", "b25l"]]])
def test_what_is_no_file_of_the_task_changes_nothing(disk: Disk, unfit: list[Any]) -> None:
    task = a_task(disk.api, UF_TASK_WEBDAV_FILES=[f"n{disk.file('a.txt')}"])
    before = shown(disk.api, task)
    fields = {"TITLE": "Another", "UF_TASK_WEBDAV_FILES": unfit}
    assert disk.api.send("tasks.task.update", taskId=task, fields=fields).status == 400
    assert shown(disk.api, task) == before
    assert disk.api("tasks.task.get", taskId=task)["task"]["title"] == "Caulk the hull"


def test_files_stay_on_the_disk_when_their_task_goes(wire: Wire, disk: Disk) -> None:
    admin = disk.api
    file = disk.file("a.txt")
    task = a_task(admin, UF_TASK_WEBDAV_FILES=[f"n{file}"])
    (number,) = shown(admin, task)
    admin("tasks.task.delete", taskId=task)
    assert admin.refused("disk.attachedObject.get", id=number)[1] == "ERROR_NOT_FOUND"
    assert disk.names() == ["a.txt"]
    admin("disk.file.delete", id=file)


def test_comments_files_are_told_of_to_whoever_reads_the_record(wire: Wire) -> None:
    admin, seller = api_of(wire, 1, "crm,disk"), api_of(wire, 3, "crm,disk")
    deal = admin("crm.deal.add", fields={"TITLE": "Oars", "OPENED": "Y", "ASSIGNED_BY_ID": 1})
    fields = {"ENTITY_TYPE": "deal", "ENTITY_ID": deal, "COMMENT": "See", "FILES": [["a.txt", "b25l"]]}
    admin("crm.timeline.comment.add", fields=fields)
    assert seller("disk.attachedObject.get", id=1)["ENTITY_TYPE"] == "crm_timeline"
    admin("crm.deal.update", id=deal, fields={"OPENED": "N"})
    assert seller.refused("disk.attachedObject.get", id=1)[1] == "ACCESS_DENIED"
