"""``disk.storage.*``: which there are, and who sees them."""

from homeport.domain.integrity import broken
from tests.apps import app_of
from tests.conftest import Api, Wire, api_of
from tests.methods.disk.conftest import Disk, coded

DENIED = (400, "ACCESS_DENIED")
ARGUMENT = (400, "ERROR_ARGUMENT")
NOT_FOUND = (400, "ERROR_NOT_FOUND")


def test_everybody_has_a_storage_and_the_company_has_one(disk: Disk, sold: Disk) -> None:
    assert disk.own["ENTITY_TYPE"] == "user"
    assert disk.company["NAME"] == "Company drive"
    owners = {each["ENTITY_ID"] for each in disk.api("disk.storage.getList")}
    assert {"1", "2", "3", "4"} <= owners


def test_storages_are_made_once(disk: Disk) -> None:
    first = disk.api.send("disk.storage.getList").json
    again = disk.api.send("disk.storage.getList").json
    assert first["result"] == again["result"]
    assert first["total"] == len(first["result"])


def test_others_storages_are_hidden(disk: Disk, sold: Disk) -> None:
    assert [each["ENTITY_TYPE"] for each in sold.api("disk.storage.getList")] == ["common", "user"]
    assert sold.api.refused("disk.storage.get", id=disk.own["ID"]) == DENIED
    assert sold.api("disk.storage.get", id=sold.own["ID"]) == sold.own


def test_storages_are_found(disk: Disk) -> None:
    api = disk.api
    assert [each["ID"] for each in api("disk.storage.getList", filter={"ENTITY_ID": 3})] == ["4"]
    assert len(api("disk.storage.getList", filter={"@ENTITY_TYPE": ["common"]})) == 1
    by_id = api("disk.storage.getList", order={"ID": "DESC"})
    assert [int(each["ID"]) for each in by_id] == sorted((int(each["ID"]) for each in by_id), reverse=True)


def test_an_application_has_a_storage_of_its_own(wire: Wire, admin: Api, disk: Disk, sold: Disk) -> None:
    app = app_of(wire, 1, "disk")
    own = app("disk.storage.getForApp")
    assert own["ENTITY_TYPE"] == "restapp"
    assert app("disk.storage.getForApp") == own
    assert app("disk.storage.rename", id=own["ID"], newName="Exports")["NAME"] == "Exports"
    assert app.refused("disk.storage.rename", id=disk.own["ID"], newName="Mine") == (400, "")
    assert app.refused("disk.storage.rename", id=999, newName="Mine") == NOT_FOUND
    assert admin.refused("disk.storage.getForApp") == DENIED
    assert sold.api("disk.storage.getChildren", id=own["ID"]) == []
    file = app("disk.storage.uploadFile", id=own["ID"], data={"NAME": "a.txt"}, fileContent=["a.txt", coded(b"a")])
    assert file["DETAIL_URL"] is None
    assert sold.api.refused("disk.file.get", id=file["ID"]) == DENIED


def test_the_company_writes_to_its_storage_together(disk: Disk, sold: Disk) -> None:
    made = sold.api("disk.storage.addFolder", id=disk.company["ID"], data={"NAME": "Prices"})
    assert disk.names(int(disk.company["ROOT_OBJECT_ID"])) == ["Prices"]
    assert made["DETAIL_URL"] == "http://localhost/docs/path/Prices"
    assert disk.api("disk.folder.rename", id=made["ID"], newName="Price lists")["NAME"] == "Price lists"
    assert sold.api.refused("disk.folder.deleteTree", id=made["ID"]) == DENIED, "to delete takes every right"


def test_what_is_missing_is_said(disk: Disk) -> None:
    api = disk.api
    for method in ("get", "getChildren", "addFolder", "uploadFile"):
        assert api.refused(f"disk.storage.{method}") == ARGUMENT
    assert api.refused("disk.storage.addFolder", id=1, data={}) == ARGUMENT
    assert api.refused("disk.storage.uploadFile", id=1, data={"NAME": "a"}) == ARGUMENT
    assert api.refused("disk.storage.uploadFile", id=1, data={}, fileContent=["a", coded(b"a")]) == (
        400,
        "DISK_BASE_SERVICE_22001",
    )
    for method in ("get", "getChildren"):
        assert api.refused(f"disk.storage.{method}", id=999) == NOT_FOUND
    assert api.refused("disk.storage.addFolder", id=999, data={"NAME": "a"}) == NOT_FOUND


def test_a_group_has_a_storage_for_its_members(wire: Wire) -> None:
    owner, member, stranger = (api_of(wire, user, "sonet,disk") for user in (2, 3, 4))
    group = owner("sonet_group.create", NAME="Garden", VISIBLE="N")
    owner("sonet_group.user.invite", GROUP_ID=group, USER_ID=3)
    wanted = {"ENTITY_TYPE": "group", "ENTITY_ID": str(group)}
    (found,) = owner("disk.storage.getList", filter=wanted)
    assert (found["NAME"], found["ENTITY_TYPE"], found["ENTITY_ID"]) == ("Garden", "group", str(group))
    assert member("disk.storage.getList", filter=wanted) == []
    member("sonet_group.user.request", GROUP_ID=group)
    assert [each["ID"] for each in member("disk.storage.getList", filter=wanted)] == [found["ID"]]
    root = int(found["ROOT_OBJECT_ID"])
    made = member("disk.folder.addSubFolder", id=root, data={"NAME": "Plans"})
    assert [each["NAME"] for each in owner("disk.folder.getChildren", id=root)] == ["Plans"]
    assert stranger("disk.folder.getChildren", id=root) == []
    assert stranger.refused("disk.storage.get", id=found["ID"])[1] == "ACCESS_DENIED"
    assert member.refused("disk.folder.deleteTree", id=root)[1] == "ACCESS_DENIED"
    owner("disk.folder.deleteTree", id=made["ID"])
    owner("sonet_group.delete", GROUP_ID=group)
    assert owner.refused("disk.storage.get", id=found["ID"])[1] == "ERROR_NOT_FOUND"
    with wire.portal.store.snapshot() as tx:
        assert list(broken(tx)) == []
