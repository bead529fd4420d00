"""``im.v2.File.*`` and ``im.disk.*``: files sent into dialogs, put into them from the disk, saved and taken back."""

import base64
from typing import Any

import pytest

from tests.apps import AppApi
from tests.contract.office import PICTURE
from tests.methods.im.conftest import DMITRI, ELIF

TEXT = base64.b64encode(b"Pears: 14").decode()


def sent(api: AppApi, dialog: str | int, name: str = "prices.txt", content: str = TEXT, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = api("im.v2.File.upload", dialogId=dialog, fields={"name": name, "content": content, **more})
    return found


def fetched(api: AppApi, url: str) -> bytes:
    path, _, query = url.partition("?")
    return api.wire.send("/" + path.split("/", 3)[-1], verb="GET", query=query).body


def test_a_file_is_sent_into_a_dialog(clara: AppApi, dmitri: AppApi, elif_: AppApi, chat: int) -> None:
    dialog = f"chat{chat}"
    answer = sent(clara, dialog, message="As asked")
    file = answer["file"]
    assert (answer["chatId"], answer["dialogId"], file["chatId"]) == (chat, dialog, chat)
    assert (file["name"], file["extension"], file["size"], file["type"], file["image"]) == (
        "prices.txt", "txt", 9, "file", False,
    )  # fmt: skip
    assert (file["authorName"], file["status"], file["progress"]) == ("Clara Mast", "done", 100)
    history = dmitri("im.dialog.messages.get", DIALOG_ID=dialog)
    said = history["messages"][0]
    assert (said["id"], said["text"], said["params"]) == (answer["messageId"], "As asked", {"FILE_ID": [file["id"]]})
    assert [each["id"] for each in history["files"]] == [file["id"]]
    assert dmitri("im.recent.get")[0]["message"]["file"] is True
    given = {"dialogId": dialog, "fileId": file["id"]}
    assert fetched(dmitri, dmitri("im.v2.File.download", **given)["downloadUrl"]) == b"Pears: 14"
    assert dmitri.refused("im.v2.File.download", dialogId=dialog, fileId=999) == (400, "FILE_NOT_FOUND")
    assert elif_.refused("im.v2.File.download", **given) == (403, "ACCESS_DENIED")
    picture = sent(clara, DMITRI, *PICTURE)["file"]
    assert (picture["type"], picture["image"]) == ("image", {"height": 1, "width": 1})
    assert fetched(clara, picture["urlPreview"])
    assert clara.refused("im.v2.File.download", dialogId=dialog, fileId=picture["id"]) == (400, "FILE_NOT_FOUND")
    folder = dmitri("im.disk.folder.get", DIALOG_ID=dialog)["ID"]
    assert [each["NAME"] for each in dmitri("disk.folder.getchildren", id=folder)] == ["prices.txt"]
    assert elif_("disk.folder.getchildren", id=folder) == []
    clara("im.chat.user.add", CHAT_ID=chat, USERS=[ELIF])
    assert [each["NAME"] for each in elif_("disk.folder.getchildren", id=folder)] == ["prices.txt"]
    hidden = file["urlDownload"]
    assert elif_("im.dialog.messages.get", DIALOG_ID=dialog)["files"] == []
    clara("im.chat.user.delete", CHAT_ID=chat, USER_ID=ELIF)
    assert elif_("disk.folder.getchildren", id=folder) == []
    clara("im.chat.leave", CHAT_ID=chat)
    assert fetched(clara, hidden) != b"Pears: 14"


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"fields": {"name": "a.txt"}}, (400, "FILE_EMPTY")),
        ({"fields": {"content": TEXT}}, (400, "FILE_EMPTY")),
        ({}, (400, "FILE_EMPTY")),
        ({"fields": {"name": "a.txt", "content": f"data:text/plain;base64,{TEXT}"}}, (400, "FILE_INVALID_CONTENT")),
        ({"fields": {"name": "a.txt", "content": "no base64!"}}, (400, "FILE_INVALID_CONTENT")),
        ({"dialogId": "chat"}, (400, "CHAT_NOT_FOUND")),
        ({"dialogId": "chat999", "fields": {"name": "a.txt", "content": TEXT}}, (403, "ACCESS_DENIED")),
        ({"dialogId": 999, "fields": {"name": "a.txt", "content": TEXT}}, (403, "ACCESS_DENIED")),
    ],
)
def test_what_cannot_be_sent_is_refused(clara: AppApi, given: dict[str, Any], refusal: tuple[int, str]) -> None:
    assert clara.refused("im.v2.File.upload", **{"dialogId": DMITRI, **given}) == refusal
    assert clara("im.dialog.messages.get", DIALOG_ID=DMITRI)["messages"] == []


def test_files_are_no_longer_than_the_operator_allows(clara: AppApi) -> None:
    clara.wire.set(file_bytes=8)
    assert clara.refused("im.v2.File.upload", dialogId=DMITRI, fields={"name": "a", "content": TEXT}) == (
        400, "FILE_TOO_LARGE",
    )  # fmt: skip


def test_files_of_the_disk_are_shown_in_a_dialog(clara: AppApi, dmitri: AppApi, elif_: AppApi, chat: int) -> None:
    folder = clara("im.disk.folder.get", CHAT_ID=chat)["ID"]
    within = clara("disk.folder.uploadFile", id=folder, data={"NAME": "a.txt"}, fileContent=["a.txt", TEXT])["ID"]
    root = clara("disk.storage.getList", filter={"ENTITY_TYPE": "user", "ENTITY_ID": clara.user_id})[0][
        "ROOT_OBJECT_ID"
    ]
    own = clara("disk.folder.uploadFile", id=root, data={"NAME": "b.png"}, fileContent=["b.png", PICTURE[1]])["ID"]
    answer = clara("im.disk.file.commit", CHAT_ID=chat, UPLOAD_ID=[within, own], MESSAGE="Both")
    first, second = answer["DISK_ID"]
    assert (first, second != str(own)) == (str(within), True)  # what lies elsewhere is copied
    assert set(answer["FILES"]) == set(answer["FILE_MODELS"]) == {f"upload{first}", f"upload{second}"}
    model = answer["FILE_MODELS"][f"upload{second}"]
    assert (model["name"], model["parentId"], model["typeFile"]) == ("b.png", folder, 2)
    said = dmitri("im.dialog.messages.get", DIALOG_ID=f"chat{chat}")["messages"][0]
    assert (said["id"], said["text"], said["params"]["FILE_ID"]) == (
        answer["MESSAGE_ID"], "Both", [int(first), int(second)],
    )  # fmt: skip
    assert set(clara("im.disk.file.commit", DIALOG_ID=DMITRI, FILE_ID=own)["FILES"]) != set(answer["FILES"])
    for given, refusal in (
        ({"FILE_ID": own}, (400, "CHAT_ID_EMPTY")),
        ({"DIALOG_ID": "x", "FILE_ID": own}, (400, "DIALOG_ID_EMPTY")),
        ({"CHAT_ID": chat}, (400, "FILES_ERROR")),
        ({"CHAT_ID": chat, "FILE_ID": 999}, (400, "SAVE_ERROR")),
        ({"CHAT_ID": chat, "FILE_ID": []}, (400, "SAVE_ERROR")),
        ({"CHAT_ID": 999, "FILE_ID": own}, (403, "ACCESS_ERROR")),
    ):
        assert clara.refused("im.disk.file.commit", **given) == refusal
    assert dmitri.refused("im.disk.file.commit", CHAT_ID=chat, FILE_ID=own) == (400, "SAVE_ERROR")
    assert elif_.refused("im.disk.file.commit", CHAT_ID=chat, FILE_ID=own) == (403, "ACCESS_ERROR")


def test_files_are_saved_and_taken_back(clara: AppApi, dmitri: AppApi, elif_: AppApi, chat: int) -> None:
    file = sent(clara, f"chat{chat}", message="A")["file"]["id"]
    saved = dmitri("im.disk.file.save", FILE_ID=file)
    assert (saved["folder"]["name"], saved["file"]["name"]) == ("Saved Files", "prices.txt")
    again = dmitri("im.disk.file.save", FILE_ID=file)
    assert (again["folder"]["id"], again["file"]["name"]) == (saved["folder"]["id"], "prices (1).txt")
    assert dmitri("disk.file.get", id=saved["file"]["id"])["SIZE"] == "9"
    assert elif_.refused("im.disk.file.save", FILE_ID=file) == (400, "FILE_SAVE_ERROR")
    assert clara.refused("im.disk.file.save") == (400, "FILE_ID_EMPTY")
    assert elif_("im.disk.file.delete", CHAT_ID=chat, FILE_ID=file) is False
    assert dmitri("im.disk.file.delete", CHAT_ID=chat, FILE_ID=file) is True  # who has not sent it deletes nothing
    assert dmitri("im.v2.File.download", dialogId=f"chat{chat}", fileId=file)
    assert clara("im.disk.file.delete", CHAT_ID=chat, FILE_ID=file) is True
    assert dmitri.refused("im.v2.File.download", dialogId=f"chat{chat}", fileId=file) == (400, "FILE_NOT_FOUND")
    assert dmitri("im.dialog.messages.get", DIALOG_ID=f"chat{chat}")["messages"][0]["text"] == "Message deleted"
    assert clara.refused("disk.file.get", id=file)[1] == "ERROR_NOT_FOUND"
    assert clara("im.disk.file.delete", CHAT_ID=chat, FILE_ID=file) is False
    assert clara.refused("im.disk.file.delete", FILE_ID=file) == (400, "CHAT_ID_EMPTY")
    assert clara.refused("im.disk.file.delete", CHAT_ID=chat) == (400, "FILE_ID_EMPTY")
