"""The versions of a file, searching, links, and what files are shown with."""

from typing import Any

import pytest

from tests.conftest import Wire
from tests.methods.disk.conftest import Disk, coded, download
from tests.methods.disk.test_objects import ARGUMENT, DENIED, NOT_FOUND


def test_each_content_is_a_version(disk: Disk) -> None:
    file = disk.file("a.txt", b"one")
    answer = disk.api("disk.file.uploadVersion", id=file, fileContent=["other.txt", coded(b"second")])
    assert (answer["GLOBAL_CONTENT_VERSION"], answer["SIZE"], answer["NAME"]) == (2, "6", "a.txt")
    versions = disk.api("disk.file.getVersions", id=file)
    assert [(each["GLOBAL_CONTENT_VERSION"], each["SIZE"]) for each in versions] == [("2", "6"), ("1", "3")]
    assert list(versions[0]) == [
        "ID", "OBJECT_ID", "SIZE", "NAME", "GLOBAL_CONTENT_VERSION", "CREATE_TIME", "CREATED_BY", "DOWNLOAD_URL",
    ]  # fmt: skip
    assert [download(disk.api, each["DOWNLOAD_URL"]).body for each in versions] == [b"second", b"one"]
    assert disk.api("disk.version.get", id=versions[1]["ID"]).keys() == versions[1].keys()
    assert [each["SIZE"] for each in disk.api("disk.file.getVersions", id=file, filter={"<SIZE": 5})] == ["3"]
    assert disk.api("disk.file.getVersions", id=file, filter={"OBJECT_ID": 999}) == []


def test_an_old_content_comes_back_as_a_new_version(disk: Disk, sold: Disk) -> None:
    file, other = disk.file("a.txt", b"one"), disk.file("b.txt")
    disk.api("disk.file.uploadVersion", id=file, fileContent=["a", coded(b"two")])
    first = disk.api("disk.file.getVersions", id=file)[-1]["ID"]
    assert disk.api("disk.file.restoreFromVersion", id=file, versionId=first)["GLOBAL_CONTENT_VERSION"] == 3
    assert disk.content(file) == b"one"
    assert disk.api.refused("disk.file.restoreFromVersion", id=other, versionId=first) == (400, "DISK_FILE_22004")
    assert disk.api.refused("disk.file.restoreFromVersion", id=file, versionId=999) == NOT_FOUND
    assert disk.api.refused("disk.file.restoreFromVersion", id=file) == ARGUMENT
    assert sold.api.refused("disk.version.get", id=first) == DENIED
    assert sold.api.refused("disk.file.getVersions", id=file) == DENIED


def test_a_version_is_refused_when_it_cannot_be_saved(wire: Wire, disk: Disk) -> None:
    file = disk.file("a.txt", b"one")
    assert disk.api.refused("disk.file.uploadVersion", id=file) == ARGUMENT
    assert disk.api.refused("disk.file.uploadVersion", id=file, fileContent=["a", "?"]) == (400, "DISK_FILE_22002")
    wire.set(file_bytes=3)
    big = ["a", coded(b"four")]
    assert disk.api.refused("disk.file.uploadVersion", id=file, fileContent=big) == (400, "DISK_FILE_22006")
    upload = {"id": disk.root, "data": {"NAME": "b"}, "fileContent": big}
    assert disk.api.refused("disk.folder.uploadFile", **upload) == (400, "ERROR_COULD_NOT_SAVE_FILE")
    wire.set(file_bytes=100, files_bytes=6)
    assert disk.api.refused("disk.folder.uploadFile", **upload) == (400, "ERROR_COULD_NOT_SAVE_FILE")
    assert disk.api("disk.file.uploadVersion", id=file, fileContent=["a", coded(b"two")])["SIZE"] == "3"


def test_objects_are_found_by_a_part_of_their_names(wire: Wire, disk: Disk, sold: Disk) -> None:
    wire.freeze(1_800_000_000)
    folder = disk.folder("Report folder")
    old = disk.file("Quarterly REPORT.pdf", folder=folder)
    wire.freeze(1_800_000_100)
    new = disk.file("report_1.txt")
    gone = disk.file("report gone.txt")
    disk.api("disk.file.markDeleted", id=gone)

    def found(**params: Any) -> list[int]:
        return [int(each["ID"]) for each in disk.api("disk.file.search", **{"QUERY": "  report ", **params})]

    assert found() == [new, old]
    assert found(TYPE="all") == [new, old, folder]
    assert found(TYPE="folder") == [folder]
    assert found(FILTER={"FOLDER_ID": folder}) == [old]
    assert found(FILTER={"FOLDER_ID": folder, "STORAGE_ID": disk.own["ID"]}) == [old]
    assert found(FILTER={"STORAGE_ID": disk.company["ID"]}) == []
    assert found(start=1) == [old]
    assert found(QUERY="t_1") == [new]
    assert found(QUERY="%%%") == []
    assert sold.api("disk.file.search", QUERY="report", TYPE="all") == []
    assert "total" not in disk.api.send("disk.file.search", QUERY="report").json


def test_long_findings_are_pages(disk: Disk) -> None:
    for number in range(51):
        disk.folder(f"Report {number:02}")
    first = disk.api.send("disk.file.search", QUERY="report", TYPE="folder").json
    assert (len(first["result"]), first["next"]) == (50, 50)
    last = disk.api.send("disk.file.search", QUERY="report", TYPE="folder", start=50).json
    assert len(last["result"]) == 1
    assert "next" not in last


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({}, "ERROR_ARGUMENT"),
        ({"QUERY": "ab"}, "INVALID_QUERY"),
        ({"QUERY": "a" * 256}, "INVALID_QUERY"),
        ({"QUERY": ["abc"]}, "INVALID_QUERY"),
        ({"QUERY": "abc", "TYPE": "picture"}, "INVALID_TYPE"),
        ({"QUERY": "abc", "TYPE": ["file"]}, "INVALID_TYPE"),
        ({"QUERY": "abc", "FILTER": {"NAME": 1}}, "INVALID_FILTER"),
        ({"QUERY": "abc", "FILTER": {"STORAGE_ID": 999}}, "NOT_FOUND"),
        ({"QUERY": "abc", "FILTER": {"FOLDER_ID": 999}}, "NOT_FOUND"),
        ({"QUERY": "abc", "FILTER": {"FOLDER_ID": "x"}}, "NOT_FOUND"),
        ({"QUERY": "abc", "FILTER": "x"}, "NOT_FOUND"),
    ],
)
def test_a_search_that_is_none_is_refused(disk: Disk, params: dict[str, Any], code: str) -> None:
    assert disk.api.refused("disk.file.search", **params) == (400, code)


def test_a_place_that_is_not_the_callers_is_no_place(disk: Disk, sold: Disk) -> None:
    folder = disk.folder("Offers")
    for place in ({"FOLDER_ID": folder}, {"STORAGE_ID": disk.own["ID"]}):
        assert sold.api.refused("disk.file.search", QUERY="abc", FILTER=place) == (400, "NOT_FOUND")
    elsewhere = {"FOLDER_ID": folder, "STORAGE_ID": disk.company["ID"]}
    assert disk.api.refused("disk.file.search", QUERY="abc", FILTER=elsewhere) == (400, "NOT_FOUND")
