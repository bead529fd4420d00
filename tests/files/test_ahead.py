"""Long contents in base64 are read, hashed and written beside the one writer, and let go of with their call."""

import binascii
import threading
from typing import Any

import pytest

from homeport.core import uploads
from homeport.store.blobs import Draft, UnkeptError
from tests.conftest import Api, Wire
from tests.methods.disk.conftest import Disk, coded

CONTENT = bytes(range(256)) * 1_000


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The threads in which base64 is read, by the beginnings of their names."""
    found: list[str] = []
    read = binascii.a2b_base64

    def reads(*given: Any, **more: Any) -> bytes:
        found.append(threading.current_thread().name.partition("_")[0])
        return read(*given, **more)

    monkeypatch.setattr(binascii, "a2b_base64", reads)
    return found


def lines(content: bytes) -> str:
    """Content as some clients send it: in lines."""
    text = coded(content)
    return "\r\n".join(text[at : at + 76] for at in range(0, len(text), 76))


def test_long_contents_are_read_beside_the_writer(admin: Api, readers: list[str]) -> None:
    disk = Disk(admin)
    file = admin("disk.folder.uploadFile", id=disk.root, data={"NAME": "a"}, fileContent=["a", lines(CONTENT)])["ID"]
    comment = {"ENTITY_TYPE": "deal", "ENTITY_ID": 1, "COMMENT": "x"}
    admin(
        "crm.timeline.comment.add",
        fields={**comment, "FILES": [["a.bin", coded(CONTENT)], ["b", coded(b"b" * 90_000)]]},
    )
    told = admin(
        "batch",
        cmd={
            "a": {
                "method": "disk.file.uploadVersion",
                "params": {"id": file, "fileContent": ["a", coded(b"c" * 70_000)]},
            }
        },
    )
    assert told["result_error"] == []
    assert readers == ["homeport-body"] * 4
    assert uploads._AHEAD == {}
    assert disk.content(file) == b"c" * 70_000


def test_what_only_looks_like_content_is_what_it_is(admin: Api, readers: list[str]) -> None:
    disk = Disk(admin)
    text = "x" * 100_001
    made = admin("crm.deal.add", fields={"TITLE": "a", "COMMENTS": text})
    assert admin("crm.deal.get", id=made)["COMMENTS"] == text
    for broken in (f"{coded(CONTENT)}=A", f"{coded(CONTENT)}!", "A" * 100_001):
        given = {"data": {"NAME": "a"}, "fileContent": ["a", broken]}
        assert admin.refused("disk.folder.uploadFile", id=disk.root, **given) == (400, "ERROR_COULD_NOT_SAVE_FILE")
    assert disk.names() == []
    assert uploads._AHEAD == {}


@pytest.fixture
def writers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The threads in which contents are hashed, written and synced, by the beginnings of their names."""
    found: list[str] = []
    write, settle = Draft.write, Draft.settle

    def writes(self: Draft, part: bytes) -> None:
        found.append(threading.current_thread().name.partition("_")[0])
        write(self, part)

    def settles(self: Draft) -> None:
        if not self._settled:
            found.append(threading.current_thread().name.partition("_")[0])
        settle(self)

    monkeypatch.setattr(Draft, "write", writes)
    monkeypatch.setattr(Draft, "settle", settles)
    return found


def drafts(wire: Wire) -> list[str]:
    """What is written and not kept."""
    place = wire.portal.store.blobs
    assert place is not None
    return [each.name for each in (place.path / "new").iterdir()]


def count(wire: Wire) -> int:
    """How many files there are where contents are."""
    place = wire.portal.store.blobs
    assert place is not None
    return sum(1 for each in place.path.rglob("*") if each.is_file())


def test_long_contents_are_written_beside_the_writer(wire: Wire, admin: Api, writers: list[str]) -> None:
    disk = Disk(admin)
    given = {"data": {"NAME": "a"}, "fileContent": ["a", coded(CONTENT)]}
    file = admin("disk.folder.uploadFile", id=disk.root, **given)["ID"]
    assert writers == ["homeport-body"] * 2
    assert disk.content(file) == CONTENT
    again = admin("disk.folder.uploadFile", id=disk.root, data={"NAME": "b"}, fileContent=["b", coded(CONTENT)])["ID"]
    assert disk.content(again) == CONTENT
    same = coded(b"d" * 90_000)  # a content that is there twice in a call
    files = [["a", same], ["b", same]]
    said = {"ENTITY_TYPE": "deal", "ENTITY_ID": 1, "COMMENT": "x", "FILES": files}
    admin("crm.timeline.comment.add", fields=said)
    assert drafts(wire) == []
    assert uploads._DRAFTS == {}


def test_what_is_refused_leaves_nothing(wire: Wire, admin: Api, seller: Api) -> None:
    disk = Disk(admin)
    kept = count(wire)
    given = {"data": {"NAME": "a"}, "fileContent": ["a", coded(CONTENT)]}
    assert seller.refused("disk.folder.uploadFile", id=disk.root, **given)[0] == 400
    assert admin.refused("disk.folder.uploadFile", id=10**9, **given)[0] == 400
    assert drafts(wire) == []
    assert uploads._DRAFTS == {}
    assert count(wire) == kept


def test_a_disk_that_is_full_is_told_of_as_before(wire: Wire, admin: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Draft, part: bytes) -> None:
        raise UnkeptError("no room")

    disk = Disk(admin)
    disk.file("first", b"x")
    monkeypatch.setattr(Draft, "write", full)
    given = {"data": {"NAME": "a"}, "fileContent": ["a", coded(CONTENT)]}
    assert admin.refused("disk.folder.uploadFile", id=disk.root, **given) == (400, "ERROR_COULD_NOT_SAVE_FILE")
    assert drafts(wire) == []
