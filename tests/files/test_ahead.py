"""Long contents in base64 are read beside the one writer, and let go of with their call."""

import binascii
import threading
from typing import Any

import pytest

from homeport.core import uploads
from tests.conftest import Api
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
