"""Who may do what on the disk: by themselves, by a department, by what was shared."""

from typing import Any

import pytest

from tests.conftest import Api, Wire, api_of
from tests.methods.disk.conftest import Disk, coded
from tests.methods.disk.test_objects import ARGUMENT, DENIED, NOT_FOUND


def share(disk: Disk, folder: int, task: str, user: int = 3) -> None:
    assert disk.api("disk.folder.shareToUser", id=folder, userId=user, taskName=f"disk_access_{task}") is True


def test_levels_are_listed(disk: Disk) -> None:
    assert [task["NAME"] for task in disk.api("disk.rights.getTasks")] == [
        "disk_access_full", "disk_access_edit", "disk_access_read",
    ]  # fmt: skip


def test_each_level_allows_what_it_says(disk: Disk, sold: Disk) -> None:
    folder = disk.folder("Shared")
    file, call = disk.file("a.txt", folder=folder), sold.api

    def allowed() -> list[str]:
        found = []
        for name, method, params in (
            ("read", "disk.file.get", {"id": file}),
            ("add", "disk.folder.addSubFolder", {"id": folder, "data": {"NAME": f"S{len(disk.names(folder))}"}}),
            ("edit", "disk.file.uploadVersion", {"id": file, "fileContent": ["a", coded(b"b")]}),
            ("full", "disk.folder.markDeleted", {"id": folder}),
        ):
            answer = call.send(method, **params)
            if answer.status == 200:
                found.append(name)
            else:
                assert answer.error[:2] == DENIED
        return found

    assert allowed() == []
    for task, expected in (
        ("read", ["read"]),
        ("add", ["read", "add"]),
        ("edit", ["read", "add", "edit"]),
        ("full", ["read", "add", "edit", "full"]),
    ):
        share(disk, folder, task)
        assert allowed() == expected


def test_nobody_gives_more_than_they_have(disk: Disk, sold: Disk, wire: Wire) -> None:
    folder = disk.folder("Shared")
    args: dict[str, Any] = {"id": folder, "userId": 2}
    assert sold.api.refused("disk.folder.shareToUser", **args, taskName="disk_access_read") == DENIED
    share(disk, folder, "add")
    assert sold.api.refused("disk.folder.shareToUser", **args, taskName="disk_access_edit") == DENIED
    assert sold.api("disk.folder.shareToUser", **args, taskName="disk_access_read") is True
    other = api_of(wire, 2)
    assert other("disk.folder.get", id=folder)["NAME"] == "Shared"
    rights = [{"TASK_ID": 79, "ACCESS_CODE": "U2"}]
    upload = {"id": folder, "data": {"NAME": "b"}, "fileContent": ["b", coded(b"b")], "rights": rights}
    assert sold.api.refused("disk.folder.uploadFile", **upload) == DENIED


def test_nobody_takes_from_others_what_they_have_not_themselves(disk: Disk, sold: Disk, wire: Wire) -> None:
    folder = sold.folder("Shared")
    share(sold, folder, "edit", user=2)
    share(sold, folder, "read", user=4)
    reader = api_of(wire, 4)
    assert reader.refused("disk.folder.shareToUser", id=folder, userId=2, taskName="disk_access_read") == DENIED
    assert api_of(wire, 2)("disk.folder.rename", id=folder, newName="Ours")["NAME"] == "Ours"
    share(sold, folder, "read", user=2)
    assert api_of(wire, 2).refused("disk.folder.rename", id=folder, newName="Mine") == DENIED, "who may, may take"
    share(sold, sold.root, "full", user=2)
    args = {"id": sold.root, "userId": 3, "taskName": "disk_access_read"}
    assert api_of(wire, 2).refused("disk.folder.shareToUser", **args) == DENIED, "an owner stays one"


def test_what_is_shared_is_seen_though_what_it_is_in_is_not(disk: Disk, sold: Disk) -> None:
    outer = disk.folder("Outer")
    disk.folder("Hidden", outer)
    shared = disk.folder("Shared", outer)
    share(disk, shared, "read")
    assert sold.api.refused("disk.folder.get", id=outer) == DENIED
    assert sold.names(outer) == ["Shared"]


@pytest.mark.parametrize(("code", "seen"), [("U3", True), ("U2", False), ("*", True), ("AU", True), ("D2", True),
                                            ("DR1", True), ("D1", False), ("DR3", False)])  # fmt: skip
def test_rights_come_with_a_new_object(disk: Disk, sold: Disk, code: str, seen: bool) -> None:
    file = disk.file("a.txt", rights=[{"TASK_ID": 71, "ACCESS_CODE": code}])
    made = disk.api(
        "disk.storage.addFolder", id=disk.own["ID"], data={"NAME": "F"}, rights=[{"TASK_ID": 75, "ACCESS_CODE": code}]
    )
    for method, number in (("disk.file.get", file), ("disk.folder.get", made["ID"])):
        answer = sold.api.send(method, id=number)
        assert answer.status == (200 if seen else 400)
    if seen:
        assert sold.api("disk.folder.rename", id=made["ID"], newName="G")["NAME"] == "G"


@pytest.mark.parametrize(
    "rights",
    ["x", 5, [5], [{"TASK_ID": 1, "ACCESS_CODE": "U3"}], [{"TASK_ID": 71, "ACCESS_CODE": "X"}], [{"TASK_ID": 71}],
     [{"ACCESS_CODE": "U3"}], [{"TASK_ID": 71, "ACCESS_CODE": "U3' OR 1=1"}], [{"TASK_ID": 71, "ACCESS_CODE": "APP1"}]],
)  # fmt: skip
def test_rights_that_are_none_are_refused(disk: Disk, rights: Any) -> None:
    answer = disk.api.send(
        "disk.folder.uploadFile", id=disk.root, data={"NAME": "a"}, fileContent=["a", coded(b"a")], rights=rights
    )
    assert answer.error == (400, "", "Invalid rights format")
    assert disk.names() == []


def test_sharing_says_what_is_missing(disk: Disk) -> None:
    folder = disk.folder("Shared")
    assert disk.api.refused("disk.folder.shareToUser", id=folder) == ARGUMENT
    assert disk.api.refused("disk.folder.shareToUser", id=folder, userId=3) == ARGUMENT
    assert disk.api.refused("disk.folder.shareToUser", id=999, userId=3, taskName="disk_access_read") == NOT_FOUND
    assert disk.api.refused("disk.folder.shareToUser", id=folder, userId=3, taskName="everything") == DENIED


def test_only_administrators_bring_folders_back(disk: Disk, sold: Disk) -> None:
    folder = sold.folder("Mine")
    sold.api("disk.folder.markDeleted", id=folder)
    assert sold.api.refused("disk.folder.restore", id=folder) == DENIED
    assert disk.api("disk.folder.restore", id=folder)["NAME"] == "Mine"


def test_guests_from_outside_do_not_see_the_companys_storage(wire: Wire, disk: Disk, admin: Api) -> None:
    from homeport.domain.portal.generation import changed
    from homeport.domain.portal.tables import USER

    def leave(tx: Any) -> None:
        tx.update(USER, {"ID": 4}, {"USER_TYPE": "extranet"})
        changed(tx)

    wire.portal.store.write_now(leave)
    guest = api_of(wire, 4)
    assert [each["ENTITY_TYPE"] for each in guest("disk.storage.getList")] == ["user"]
    assert guest.refused("disk.storage.get", id=disk.company["ID"]) == DENIED
