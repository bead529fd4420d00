"""Folders and files: named, listed, moved, copied, thrown away, brought back, deleted."""

from typing import Any

import pytest

from tests.conftest import Wire
from tests.methods.disk.conftest import Disk, coded

DENIED = (400, "ACCESS_DENIED")
ARGUMENT = (400, "ERROR_ARGUMENT")
NOT_FOUND = (400, "ERROR_NOT_FOUND")
TAKEN = (400, "DISK_OBJ_22000")
UNSAVED = (400, "ERROR_COULD_NOT_SAVE_FILE")


def test_a_new_file_is_answered_as_the_page_shows(disk: Disk) -> None:
    folder = disk.folder("Offers")
    params = {"id": folder, "data": {"NAME": "a b.txt"}, "fileContent": ["x", coded(b"hello")]}
    made = disk.api("disk.folder.uploadFile", **params)
    assert list(made) == [
        "ID", "NAME", "CODE", "STORAGE_ID", "TYPE", "PARENT_ID", "DELETED_TYPE", "GLOBAL_CONTENT_VERSION", "FILE_ID",
        "SIZE", "CREATE_TIME", "UPDATE_TIME", "DELETE_TIME", "CREATED_BY", "UPDATED_BY", "DELETED_BY", "DOWNLOAD_URL",
        "DETAIL_URL",
    ]  # fmt: skip
    assert (made["NAME"], made["TYPE"], made["SIZE"], made["DELETED_TYPE"]) == ("a b.txt", "file", "5", 0)
    assert (made["STORAGE_ID"], made["PARENT_ID"]) == (disk.own["ID"], str(folder))
    assert made["DETAIL_URL"] == "http://localhost/company/personal/user/1/disk/file/Offers/a b.txt"
    found = disk.api("disk.file.get", id=made["ID"])
    assert (found["ID"], found["FILE_ID"]) == (str(made["ID"]), str(made["FILE_ID"]))
    assert disk.content(made["ID"]) == b"hello"


def test_a_new_folder_is_answered_as_the_page_shows(disk: Disk) -> None:
    made = disk.api("disk.folder.addSubFolder", id=disk.root, data={"NAME": "Offers"})
    assert made["REAL_OBJECT_ID"] == made["ID"]
    inner = disk.folder("{2026}", made["ID"])
    found = disk.api("disk.folder.get", id=inner)
    assert found["DETAIL_URL"] == "http://localhost/company/personal/user/1/disk/path/Offers/{2026}"
    assert (found["TYPE"], found["REAL_OBJECT_ID"], found["DELETED_TYPE"]) == ("folder", str(inner), "0")


@pytest.mark.parametrize(
    "name",
    [
        "a/b", "..", ".", "...", "a\\b", "\u202egnp.exe", "a\u200fb", "x" * 256, "", "  ", "tab\there", "a\nb",
        "\ud800", ["a"], {"a": 1}, True, None, "ends.",
    ],
)  # fmt: skip
def test_names_that_lead_elsewhere_or_mislead_are_refused(disk: Disk, name: Any) -> None:
    folder, file = disk.folder("There"), disk.file("there.txt")
    before = disk.names()
    for method, params in (
        ("disk.folder.addSubFolder", {"id": disk.root, "data": {"NAME": name}}),
        ("disk.storage.addFolder", {"id": disk.own["ID"], "data": {"NAME": name}}),
        ("disk.folder.rename", {"id": folder, "newName": name}),
        ("disk.file.rename", {"id": file, "newName": name}),
        ("disk.folder.uploadFile", {"id": disk.root, "data": {"NAME": name}, "fileContent": ["a", coded(b"a")]}),
    ):
        status, code = disk.api.refused(method, **params)
        assert status == 400
        assert code in ("ERROR_ARGUMENT", "DISK_BASE_SERVICE_22001", "INVALID_REQUEST", "0"), method
    assert disk.names() == before


def test_an_empty_name_is_said(disk: Disk) -> None:
    for method, number in (("disk.file.rename", disk.file("a")), ("disk.folder.rename", disk.folder("b"))):
        assert disk.api.send(method, id=number, newName="").error == (400, "0", "Empty name")


def test_a_name_may_be_long_and_of_any_letters(disk: Disk) -> None:
    name = "ж" * 250 + ".docx"
    assert disk.names(order={"NAME": "ASC"}) == []
    disk.file(name)
    assert disk.names() == [name]


@pytest.mark.parametrize("content", ["not base64!", "", [], ["a", "?"], ["a"], ["a", ""], {"0": "a"}, 5, ["a", 5]])
def test_content_that_is_no_base64_is_refused_and_leaves_nothing(wire: Wire, disk: Disk, content: Any) -> None:
    code = disk.api.refused("disk.storage.uploadFile", id=disk.own["ID"], data={"NAME": "a"}, fileContent=content)[1]
    assert code in ("ERROR_COULD_NOT_SAVE_FILE", "ERROR_ARGUMENT")
    assert disk.names() == []
    assert list(wire.folder.blobs.hashes()) == []


@pytest.mark.parametrize(
    "content",
    [
        ["a.txt", "aGVsbG8="], {"0": "a.txt", "1": "aGVsbG8="}, {"fileData": ["a.txt", "aGVsbG8="]}, "aGVsbG8=",
        ["a.txt", "aGVs\r\nbG8"], {"value": {"fileData": ["a.txt", "aGVsbG8="]}},
    ],
)  # fmt: skip
def test_content_is_taken_in_every_documented_spelling(disk: Disk, content: Any) -> None:
    made = disk.api("disk.folder.uploadFile", id=disk.root, data={"NAME": "a.txt"}, fileContent=content)
    assert disk.content(made["ID"]) == b"hello"


def test_content_comes_as_a_form_too(disk: Disk) -> None:
    form = "data[NAME]=a.txt&fileContent[0]=a.txt&fileContent[1]=aGVsbG8%3D"
    answer = disk.api.wire.send(
        f"{disk.api.base}disk.folder.uploadfile",
        query=f"id={disk.root}",
        body=form.encode(),
        content_type="application/x-www-form-urlencoded",
    )
    assert disk.content(answer.result["ID"]) == b"hello"


def test_names_are_taken_once_unless_another_is_wanted(disk: Disk) -> None:
    disk.file("report.txt")
    params = {"id": disk.root, "data": {"NAME": "report.txt"}, "fileContent": ["a", coded(b"a")]}
    assert disk.api.refused("disk.folder.uploadFile", **params) == TAKEN
    for name in ("report (1).txt", "report (2).txt"):
        assert disk.api("disk.folder.uploadFile", **params, generateUniqueName=True)["NAME"] == name
    disk.folder("Offers")
    assert disk.api.refused("disk.folder.addSubFolder", id=disk.root, data={"NAME": "Offers"}) == TAKEN
    assert disk.api.refused("disk.file.rename", id=disk.file("b"), newName="report.txt") == TAKEN


def test_what_is_in_a_folder_is_found_by_its_fields(disk: Disk) -> None:
    folder, now = disk.folder("Offers"), disk.api("disk.folder.get", id=disk.root)["CREATE_TIME"]
    disk.file("alpha.txt"), disk.file("beta.txt"), disk.file("50%.txt", folder=folder)
    assert disk.names(filter={"%NAME": "TA"}) == ["beta.txt"]
    assert disk.names(filter={"=%NAME": "alp%"}) == ["alpha.txt"]
    assert disk.names(filter={"TYPE": "folder"}) == ["Offers"]
    assert disk.names(filter={"!TYPE": "folder", ">=CREATE_TIME": now}) == ["alpha.txt", "beta.txt"]
    assert disk.names(filter={"@NAME": ["alpha.txt", "Offers"]}) == ["Offers", "alpha.txt"]
    assert disk.names(order={"NAME": "DESC"})[0] == "Offers"
    assert disk.names(filter={"PARENT_ID": folder}) == [], "what is elsewhere stays there"
    assert disk.names(filter={"SIZE": 1, "CREATED_BY": 99}) == ["Offers", "alpha.txt", "beta.txt"], "not filtered by"
    assert disk.names(folder, filter={"%NAME": "%"}) == ["50%.txt"]


def test_long_lists_are_pages(disk: Disk) -> None:
    for number in range(52):
        disk.folder(f"F{number:02}")
    first = disk.api.send("disk.folder.getChildren", id=disk.root).json
    assert (len(first["result"]), first["total"], first["next"]) == (50, 52, 50)
    assert disk.names(start=50) == ["F50", "F51"]


def test_an_object_is_moved_within_its_storage(disk: Disk, sold: Disk) -> None:
    here, there = disk.folder("Here"), disk.folder("There")
    inner = disk.folder("Inner", here)
    file = disk.file("a.txt", folder=inner)
    moved = disk.api("disk.folder.moveTo", id=here, targetFolderId=there)
    assert moved["PARENT_ID"] == there
    assert disk.api("disk.file.get", id=file)["DETAIL_URL"].endswith("/file/There/Here/Inner/a.txt")
    assert disk.api.refused("disk.folder.moveTo", id=there, targetFolderId=inner) == ARGUMENT, "into itself"
    company = int(disk.company["ROOT_OBJECT_ID"])
    assert disk.api.refused("disk.file.moveTo", id=file, targetFolderId=company) == ARGUMENT, "another storage"
    stays = (400, "", "Could not move root folder")
    assert disk.api.send("disk.folder.moveTo", id=disk.root, targetFolderId=there).error == stays
    assert disk.api.refused("disk.file.moveTo", id=file, targetFolderId=999) == NOT_FOUND
    assert disk.api.refused("disk.file.moveTo", id=file) == ARGUMENT
    disk.file("a.txt")
    assert disk.api.refused("disk.file.moveTo", id=file, targetFolderId=disk.root) == TAKEN
    assert disk.api("disk.file.moveTo", id=file, targetFolderId=here)["PARENT_ID"] == here


def test_rights_follow_a_move(disk: Disk, sold: Disk) -> None:
    shared, file = disk.folder("Shared"), disk.file("a.txt")
    disk.api("disk.folder.shareToUser", id=shared, userId=3, taskName="disk_access_read")
    assert sold.api.refused("disk.file.get", id=file) == DENIED
    disk.api("disk.file.moveTo", id=file, targetFolderId=shared)
    assert sold.content(file) == b"content"
    disk.api("disk.file.moveTo", id=file, targetFolderId=disk.root)
    assert sold.api.refused("disk.file.get", id=file) == DENIED


def test_a_copy_has_all_that_is_in_it_and_stands_alone(disk: Disk) -> None:
    folder = disk.folder("Offers")
    disk.file("a.txt", b"one", disk.folder("Inner", folder))
    disk.api("disk.file.markDeleted", id=disk.file("gone.txt", folder=folder))
    company = int(disk.company["ROOT_OBJECT_ID"])
    copied = disk.api("disk.folder.copyTo", id=folder, targetFolderId=company)
    assert copied["STORAGE_ID"] == disk.company["ID"]
    assert disk.names(copied["ID"]) == ["Inner"]
    inner = disk.api("disk.folder.getChildren", id=copied["ID"])[0]["ID"]
    file = disk.api("disk.folder.getChildren", id=inner)[0]["ID"]
    disk.api("disk.folder.deleteTree", id=folder)
    assert disk.content(file) == b"one"
    assert disk.api("disk.folder.copyTo", id=copied["ID"], targetFolderId=inner)["NAME"] == "Offers", "into itself"
    assert disk.names(inner) == ["a.txt", "Offers"]
    assert disk.api.refused("disk.folder.copyTo", id=copied["ID"], targetFolderId=company) == TAKEN
    assert disk.api("disk.file.copyTo", id=file, targetFolderId=disk.root)["GLOBAL_CONTENT_VERSION"] == 1
    assert disk.api.refused("disk.file.copyTo", id=file, targetFolderId=disk.root) == TAKEN


def test_what_is_thrown_away_is_not_seen_and_comes_back(disk: Disk) -> None:
    folder = disk.folder("Offers")
    inner = disk.folder("Inner", folder)
    file, early = disk.file("a.txt", folder=inner), disk.file("early.txt", folder=inner)
    assert disk.api("disk.file.markDeleted", id=early)["DELETED_TYPE"] == "3"
    assert disk.api("disk.folder.markDeleted", id=folder)["DELETED_TYPE"] == 3
    assert disk.names() == []
    assert disk.names(filter={"DELETED_TYPE": 3}) == []
    assert disk.api("disk.file.get", id=file)["DELETED_TYPE"] == "4"
    assert disk.api.refused("disk.folder.getChildren", id=inner) == NOT_FOUND
    assert disk.api.refused("disk.file.restore", id=file) == NOT_FOUND, "it went with its folder"
    assert disk.api("disk.folder.restore", id=folder)["DELETED_TYPE"] == 0
    assert disk.names(inner) == ["a.txt"]
    assert disk.api("disk.file.restore", id=early)["DELETED_TYPE"] == 0
    assert disk.names(inner) == ["a.txt", "early.txt"]


def test_what_comes_back_is_called_otherwise_where_its_name_is_taken(disk: Disk) -> None:
    file = disk.file("a.txt")
    disk.api("disk.file.markDeleted", id=file)
    disk.file("a.txt")
    assert disk.api("disk.file.restore", id=file)["NAME"] == "a (1).txt"


def test_what_has_no_folder_any_more_comes_to_the_root(disk: Disk) -> None:
    folder = disk.folder("Offers")
    file = disk.file("a.txt", folder=folder)
    disk.api("disk.file.markDeleted", id=file)
    disk.api("disk.folder.markDeleted", id=folder)
    assert disk.api("disk.file.restore", id=file)["PARENT_ID"] == str(disk.root)
    disk.api("disk.folder.deleteTree", id=folder)
    assert disk.names() == ["a.txt"]


def test_the_trash_is_kept_for_thirty_days(wire: Wire, disk: Disk) -> None:
    wire.freeze(1_800_000_000)
    file, other = disk.file("a.txt"), disk.file("b.txt")
    disk.api("disk.file.markDeleted", id=file)
    wire.freeze(1_800_000_000 + 31 * 86_400)
    assert disk.api.refused("disk.file.restore", id=file) == NOT_FOUND
    disk.api("disk.file.markDeleted", id=other)
    assert disk.api.refused("disk.file.get", id=file) == NOT_FOUND, "it was emptied meanwhile"
    assert disk.api("disk.file.restore", id=other)["NAME"] == "b.txt"


def test_what_is_deleted_is_gone_with_its_rows(wire: Wire, disk: Disk) -> None:
    folder = disk.folder("Offers")
    file = disk.file("a.txt", folder=folder)
    disk.api("disk.file.uploadVersion", id=file, fileContent=["a", coded(b"two")])
    disk.api("disk.folder.getExternalLink", id=folder)
    assert disk.api("disk.folder.deleteTree", id=folder) is True
    for method, number in (("disk.folder.get", folder), ("disk.file.get", file)):
        assert disk.api.refused(method, id=number) == NOT_FOUND
    with wire.portal.store.snapshot() as tx:
        from homeport.domain.files import files
        from homeport.domain.integrity import broken

        assert files.hashes(tx) == set()
        assert list(broken(tx)) == []


def test_roots_stay(disk: Disk) -> None:
    for method in ("disk.folder.deleteTree", "disk.folder.markDeleted"):
        assert disk.api.send(method, id=disk.root).error == (400, "DISK_OBJ_22000", "Could not delete root folder")
    assert disk.api.refused("disk.folder.rename", id=disk.root, newName="Mine") == DENIED


def test_folders_and_files_are_not_taken_for_each_other(disk: Disk) -> None:
    folder, file = disk.folder("Offers"), disk.file("a.txt")
    assert disk.api.refused("disk.file.get", id=folder) == NOT_FOUND
    assert disk.api.refused("disk.folder.get", id=file) == NOT_FOUND
    assert disk.api.send("disk.file.get", id=999).error == (
        400, "ERROR_NOT_FOUND", "Could not find entity with id `999`",
    )  # fmt: skip
    for method in ("get", "delete", "markDeleted", "restore", "rename", "getVersions", "getExternalLink"):
        assert disk.api.refused(f"disk.file.{method}") == ARGUMENT
        assert disk.api.refused(f"disk.file.{method}", id="x", newName="a") == ARGUMENT


def test_fields_are_described(disk: Disk) -> None:
    file, folder = disk.api("disk.file.getFields"), disk.api("disk.folder.getFields")
    assert file["TYPE"] == {"TYPE": "enum", "USE_IN_FILTER": True, "USE_IN_SHOW": True}
    assert file["SIZE"] == {"TYPE": "integer", "USE_IN_FILTER": False, "USE_IN_SHOW": True}
    assert "SIZE" not in folder
    assert "REAL_OBJECT_ID" in folder
    assert disk.api("disk.storage.getFields")["ROOT_OBJECT_ID"]["USE_IN_FILTER"] is False
    assert disk.api("disk.storage.getTypes") == ["user", "common", "group"]
