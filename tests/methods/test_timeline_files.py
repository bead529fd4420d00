"""The files of comments: kept on the disk of whoever writes, read by whoever may read the comment."""

from typing import Any

import pytest

from homeport.domain.files import files
from homeport.domain.integrity import broken
from tests.conftest import Api, Wire
from tests.methods.disk.conftest import Disk, coded, download

PAIR = ["a.txt", coded(b"one")]


def written(api: Api, **fields: Any) -> int:
    record = {"ENTITY_TYPE": "deal", "ENTITY_ID": 1, "COMMENT": "See the file"}
    return int(api("crm.timeline.comment.add", fields={**record, **fields}))


def shown(api: Api, comment: int) -> dict[str, Any]:
    found: dict[str, Any] = api("crm.timeline.comment.get", id=comment)["FILES"]
    return found


def kept(wire: Wire) -> int:
    with wire.portal.store.snapshot() as tx:
        assert list(broken(tx)) == []
        return len(files.hashes(tx))


def test_a_comment_shows_its_files(admin: Api) -> None:
    comment = written(admin, FILES=[PAIR, ["b.GIF", coded(b"GIF89a")]])
    found = shown(admin, comment)
    first, second = found.values()
    assert [int(key) for key in found] == [first["id"], second["id"]]
    assert (first["type"], first["name"], first["size"], first["authorId"]) == ("file", "a.txt", 3, 1)
    assert first["authorName"] == admin("user.get", ID=1)[0]["NAME"] + " " + admin("user.get", ID=1)[0]["LAST_NAME"]
    assert download(admin, first["urlDownload"]).body == b"one"
    assert (second["type"], "urlShow" in second, "urlShow" in first) == ("image", True, False)
    (row,) = admin("crm.timeline.comment.list", filter={"ENTITY_TYPE": "deal", "ENTITY_ID": 1, "ID": comment})
    assert row["FILES"].keys() == found.keys()


def test_the_files_are_on_the_writers_disk(admin: Api) -> None:
    disk = Disk(admin)
    for _ in range(2):
        written(admin, FILES=[PAIR])
    assert disk.names() == ["Uploaded files"]
    (folder,) = admin("disk.folder.getChildren", id=disk.root)
    assert disk.names(folder["ID"]) == ["a.txt", "a (1).txt"]


@pytest.mark.parametrize(
    "given",
    [PAIR, [PAIR], {"0": PAIR}, {"fileData": PAIR}, [{"fileData": PAIR}], [{"0": "a.txt", "1": PAIR[1]}], PAIR[1]],
)
def test_a_file_is_taken_in_every_spelling(admin: Api, given: Any) -> None:
    (file,) = shown(admin, written(admin, FILES=given)).values()
    assert download(admin, file["urlDownload"]).body == b"one"


@pytest.mark.parametrize(
    "given", [5, "?", [["a.txt", "?"]], [["../a", PAIR[1]]], [{"id": 5}], [["a.txt"]], [PAIR, ["b.txt", ""]], [5]]
)
def test_what_is_no_file_is_refused_and_leaves_nothing(wire: Wire, admin: Api, given: Any) -> None:
    fields = {"ENTITY_TYPE": "deal", "ENTITY_ID": 1, "COMMENT": "See", "FILES": given}
    answer = admin.send("crm.timeline.comment.add", fields=fields)
    assert answer.error == (400, "INVALID_ARG_VALUE", 'Invalid value for the "FILES" field')
    assert kept(wire) == 0


def test_files_that_are_said_take_the_place_of_all(wire: Wire, admin: Api) -> None:
    comment = written(admin, FILES=[PAIR])
    admin("crm.timeline.comment.update", id=comment, fields={"COMMENT": "Changed"})
    assert [each["name"] for each in shown(admin, comment).values()] == ["a.txt"]
    fields = {"COMMENT": "Changed", "FILES": [["b.txt", coded(b"two")]]}
    admin("crm.timeline.comment.update", id=comment, fields=fields)
    assert [each["name"] for each in shown(admin, comment).values()] == ["b.txt"]
    assert kept(wire) == 1
    alone = admin.send("crm.timeline.comment.update", id=comment, fields={"FILES": []})
    assert alone.error == (400, "INVALID_ARG_VALUE", "Empty comment message")
    admin("crm.timeline.comment.update", id=comment, fields={"COMMENT": "Changed", "FILES": []})
    assert shown(admin, comment) == {}
    assert kept(wire) == 0


def test_files_go_with_their_comment_and_with_its_record(wire: Wire, admin: Api) -> None:
    admin("crm.timeline.comment.delete", id=written(admin, FILES=[PAIR]))
    assert kept(wire) == 0
    deal = admin("crm.deal.add", fields={"TITLE": "A deal"})
    written(admin, ENTITY_ID=deal, FILES=[PAIR])
    admin("crm.deal.delete", id=deal)
    assert kept(wire) == 0


def test_whoever_may_read_the_comment_reads_its_files(wire: Wire, admin: Api, seller: Api) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": "A deal", "ASSIGNED_BY_ID": 3})
    comment = written(admin, ENTITY_ID=deal, FILES=[PAIR])
    (file,) = shown(seller, comment).values()
    assert download(seller, file["urlDownload"]).body == b"one"
    assert seller.refused("disk.file.get", id=file["id"]) == (400, "ACCESS_DENIED"), "it is on the writer's disk"
    admin("crm.deal.update", id=deal, fields={"ASSIGNED_BY_ID": 1, "OPENED": "N"})
    assert download(seller, file["urlDownload"]).status == 400, "the right is gone"
    admin("crm.timeline.comment.delete", id=comment)
    assert download(admin, file["urlDownload"]).status == 400


def test_a_file_of_a_comment_says_what_it_is_shown_with(admin: Api, seller: Api) -> None:
    comment = written(admin, FILES=[PAIR])
    (file,) = shown(admin, comment)
    found = admin("disk.attachedObject.get", id=1)
    assert (found["OBJECT_ID"], found["ENTITY_TYPE"], found["ENTITY_ID"]) == (file, "crm_timeline", str(comment))
    assert (found["MODULE_ID"], found["NAME"], found["SIZE"]) == ("crm", "a.txt", "3")
    assert download(admin, found["DOWNLOAD_URL"]).body == b"one"
    assert seller("disk.attachedObject.get", id=1)["NAME"] == "a.txt", "who sees the comment sees its files"
    assert admin.refused("disk.attachedObject.get", id=999) == (400, "ERROR_NOT_FOUND")
    assert admin.refused("disk.attachedObject.get", id="x") == (400, "ERROR_ARGUMENT")
    admin("disk.file.delete", id=file)
    assert shown(admin, comment) == {}
    assert admin.refused("disk.attachedObject.get", id=1) == (400, "ERROR_NOT_FOUND")
