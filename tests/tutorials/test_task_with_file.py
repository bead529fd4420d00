"""``how-to-create-task-with-file.md``, ``how-to-upload-file-to-task.md``: a file of the disk, shown with a task."""

from base64 import b64encode
from typing import Any

import pytest

from tests.conftest import Api, Wire, api_of

CONTENT = b64encode(b"\xff\xd8 not really a picture").decode()
NAME = "ava555.jpg"


@pytest.fixture
def folder(admin: Api) -> int:
    """A folder of the administrator's drive."""
    storages = admin("disk.storage.getlist", filter={"ENTITY_TYPE": "user", "ENTITY_ID": 1})
    return int(storages[0]["ROOT_OBJECT_ID"])


def uploaded(admin: Api, folder: int) -> dict[str, Any]:
    """What uploading the file answers."""
    found: dict[str, Any] = admin("disk.folder.uploadFile", id=folder, data={"NAME": NAME}, fileContent=[NAME, CONTENT])
    return found


def a_task(admin: Api, **fields: Any) -> str:
    given = {"TITLE": "task for test", "RESPONSIBLE_ID": 1, **fields}
    number: str = admin("tasks.task.add", fields=given)["task"]["id"]
    return number


def test_a_task_is_created_with_a_file(admin: Api, folder: int) -> None:
    file = uploaded(admin, folder)
    task = a_task(admin, UF_TASK_WEBDAV_FILES=[f"n{file['ID']}"])
    found = admin("tasks.task.get", taskId=task, select=["ID", "TITLE", "UF_TASK_WEBDAV_FILES"])["task"]
    (attachment,) = found["ufTaskWebdavFiles"]
    shown = admin("disk.attachedObject.get", id=attachment)
    assert (shown["ID"], shown["OBJECT_ID"]) == (str(attachment), str(file["ID"]))
    assert (shown["ENTITY_TYPE"], shown["ENTITY_ID"], shown["NAME"]) == ("tasks_task", task, NAME)


def test_a_file_is_attached_to_a_task(admin: Api, folder: int) -> None:
    file, task = uploaded(admin, folder), a_task(admin)
    attachment = admin("tasks.task.files.attach", taskId=task, fileId=file["ID"])["attachmentId"]
    shown = admin("disk.attachedObject.get", id=attachment)
    assert (shown["ID"], shown["OBJECT_ID"], shown["MODULE_ID"]) == (str(attachment), str(file["ID"]), "tasks")
    assert (shown["ENTITY_TYPE"], shown["ENTITY_ID"], shown["NAME"]) == ("tasks_task", task, NAME)
    assert (shown["SIZE"], file["NAME"]) == (str(file["SIZE"]), NAME)


def test_the_errors_of_the_tables(wire: Wire, admin: Api, seller: Api, folder: int) -> None:
    upload = "disk.folder.uploadFile"
    sent = {"data": {"NAME": NAME}, "fileContent": [NAME, CONTENT]}
    assert admin.refused(upload, id=999_999, **sent) == (400, "ERROR_NOT_FOUND")
    assert admin.refused(upload, id=folder, **{**sent, "data": {"NAME": ""}}) == (400, "DISK_BASE_SERVICE_22001")
    broken = {**sent, "fileContent": [NAME, "data:image/jpeg;base64,?"]}
    assert admin.refused(upload, id=folder, **broken) == (400, "ERROR_COULD_NOT_SAVE_FILE")
    assert seller.refused(upload, id=folder, **sent)[1] == "ACCESS_DENIED"
    assert admin.refused("tasks.task.add", fields={"TITLE": "", "RESPONSIBLE_ID": 1}) == (400, "ERROR_CORE")
    assert admin.refused("tasks.task.add", fields={"TITLE": "task for test"}) == (400, "ERROR_CORE")
    task, file = a_task(admin), uploaded(admin, folder)
    attach = "tasks.task.files.attach"
    for given, text in (
        ({"taskId": "none", "fileId": file["ID"]}, "wrong task id"),
        ({"taskId": task}, "Could not find value for parameter {fileId}"),
        ({"taskId": task, "fileId": "ava"}, "Invalid value {ava} to match with parameter {fileId}"),
    ):
        answer = admin.send(attach, **given)
        assert answer.status == 400 and text in answer.json["error_description"], answer.body
    stranger = api_of(wire, 6)
    answer = stranger.send(attach, taskId=task, fileId=file["ID"])
    assert answer.status >= 400 or not answer.json["result"]
    assert admin("tasks.task.get", taskId=task, select=["UF_TASK_WEBDAV_FILES"])["task"]["ufTaskWebdavFiles"] == []
