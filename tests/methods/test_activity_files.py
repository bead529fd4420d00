"""The files of activities: kept on the disk of whoever sends them, read by whoever may read the activity."""

from typing import Any

import pytest

from homeport.domain.files import files
from homeport.domain.integrity import broken
from tests.conftest import Api, Wire
from tests.methods.disk.conftest import Disk, coded, download

ONE = {"fileData": ["a.txt", coded(b"one")]}
TWO = {"fileData": ["b.txt", coded(b"two")]}
INVALID = (400, "", 'Invalid value for the "FILES" field')


def planned(api: Api, owner: int = 1, **fields: Any) -> int:
    talks = [{"VALUE": "+1 202 555 0101", "ENTITY_ID": owner, "ENTITY_TYPE_ID": 2}]
    call = {"OWNER_TYPE_ID": 2, "OWNER_ID": owner, "TYPE_ID": 2, "SUBJECT": "A call", "COMMUNICATIONS": talks}
    return int(api("crm.activity.add", fields={**call, **fields}))


def shown(api: Api, activity: int, name: str = "FILES") -> list[dict[str, Any]]:
    (row,) = api("crm.activity.list", filter={"ID": activity}, select=["ID", name])
    found: list[dict[str, Any]] = row[name]
    return found


def contents(api: Api, activity: int) -> list[bytes]:
    return [download(api, each["url"]).body for each in shown(api, activity)]


def kept(wire: Wire) -> int:
    with wire.portal.store.snapshot() as tx:
        assert list(broken(tx)) == []
        return len(files.hashes(tx))


def test_an_activity_has_files_by_either_name(admin: Api) -> None:
    activity = planned(admin, FILES=[ONE], WEBDAV_ELEMENTS=[TWO])
    assert contents(admin, activity) == [b"one", b"two"]
    assert shown(admin, activity, "WEBDAV_ELEMENTS") == shown(admin, activity)
    assert [each.keys() for each in shown(admin, activity)] == [{"id", "url"}] * 2
    assert admin("disk.file.get", id=shown(admin, activity)[0]["id"])["NAME"] == "a.txt"
    assert Disk(admin).names() == ["Uploaded files"]
    (row,) = admin("crm.activity.list", filter={"ID": activity})
    assert "FILES" not in row, "only when asked for"


@pytest.mark.parametrize("given", [ONE, [ONE], [ONE["fileData"]], ONE["fileData"], {"0": ONE}, ONE["fileData"][1]])
def test_a_file_is_taken_in_every_spelling(admin: Api, given: Any) -> None:
    assert contents(admin, planned(admin, FILES=given)) == [b"one"]


def test_files_are_set_as_a_whole_and_stay_by_their_ids(wire: Wire, admin: Api) -> None:
    activity = planned(admin, FILES=[ONE, TWO])
    first, second = (each["id"] for each in shown(admin, activity))
    admin("crm.activity.update", id=activity, fields={"SUBJECT": "Changed"})
    assert len(shown(admin, activity)) == 2
    new = {"fileData": ["c.txt", coded(b"three")]}
    admin("crm.activity.update", id=activity, fields={"FILES": [{"id": second}, new]})
    assert contents(admin, activity) == [b"two", b"three"]
    assert admin.send("crm.activity.update", id=activity, fields={"FILES": [{"id": first}]}).error == INVALID
    admin("crm.activity.update", id=activity, fields={"FILES": [{"id": second, "remove": "Y"}]})
    assert shown(admin, activity) == []
    assert kept(wire) == 0


@pytest.mark.parametrize(
    "given",
    [[{"fileData": ["a", "?"]}], [{"fileData": ["../a", "YQ=="]}], [{"id": 1}], ["x"], 5, [{"a": 1}], [{"id": [1]}]],
)
def test_what_is_no_file_is_refused_and_leaves_nothing(wire: Wire, admin: Api, given: Any) -> None:
    before = len(admin("crm.activity.list", select=["ID"], start=-1))
    fields = {"OWNER_TYPE_ID": 2, "OWNER_ID": 1, "TYPE_ID": 2, "SUBJECT": "A call", "FILES": given}
    talks = [{"VALUE": "+1", "ENTITY_ID": 1, "ENTITY_TYPE_ID": 2}]
    assert admin.send("crm.activity.add", fields={**fields, "COMMUNICATIONS": talks}).error == INVALID
    assert len(admin("crm.activity.list", select=["ID"], start=-1)) == before
    assert kept(wire) == 0


def test_files_go_with_their_activity(wire: Wire, admin: Api) -> None:
    admin("crm.activity.delete", id=planned(admin, FILES=[ONE]))
    deal = admin("crm.deal.add", fields={"TITLE": "A deal"})
    planned(admin, deal, FILES=[TWO])
    admin("crm.deal.delete", id=deal)
    assert kept(wire) == 0


def test_whoever_may_read_the_activity_reads_its_files(admin: Api, seller: Api) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": "A deal", "ASSIGNED_BY_ID": 3})
    activity = planned(admin, deal, FILES=[ONE])
    (file,) = shown(seller, activity)
    assert download(seller, file["url"]).body == b"one"
    admin("crm.deal.update", id=deal, fields={"ASSIGNED_BY_ID": 1, "OPENED": "N"})
    assert download(seller, file["url"]).status == 400
