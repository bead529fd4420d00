"""``homeport backup`` and ``homeport restore``: everything in one file, and back."""

import io
import json
import signal
import sqlite3
import tarfile
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from homeport.portals import lifecycle, saved
from homeport.portals.folder import DEFAULT, DataFolder
from tests.cli.calls import call
from tests.cli.conftest import Done, Server

Run = Callable[..., Done]
Start = Callable[..., Server]

SHOP = "shop.example.test"


def test_a_server_that_is_written_to_is_saved_and_brought_back_with_its_credentials(
    start: Start, homeport: Run, tmp_path: Path
) -> None:
    server = start("--demo")
    folder = DataFolder(tmp_path / "data")
    lifecycle.create(folder, SHOP)
    saved.save_baseline(folder, "mine", DEFAULT)
    saved.save_snapshot(folder, DEFAULT, "before")
    path = "/rest/" + server.ready["webhooks"][0]["url"].partition("/rest/")[2]
    over, told = threading.Event(), list[int]()

    def write() -> None:
        while not over.is_set():
            told.append(call(f"{server.ready['http']}{path}crm.deal.add?fields[TITLE]=Meanwhile")[1]["result"])

    writer = threading.Thread(target=write)
    writer.start()
    done = homeport("backup", str(tmp_path / "kept.tar.gz"))
    over.set()
    writer.join()
    assert server.stop(signal.SIGINT) == 0
    assert "Saved 2 portals" in done.out
    assert (tmp_path / "kept.tar.gz").stat().st_mode & 0o077 == 0
    other = tmp_path / "other"
    done = homeport("restore", str(tmp_path / "kept.tar.gz"), "--data", str(other))
    assert "Restored 2 portals" in done.out
    assert (other / "secret.key").stat().st_mode & 0o177 == 0
    assert "every record is whole" in homeport("doctor", "--check", "--data", str(other)).out
    restored = DataFolder(other)
    assert restored.names() == [DEFAULT, SHOP]
    assert [each.name for each in saved.baselines(restored)][-1] == "mine"
    assert [each.name for each in saved.snapshots(restored, DEFAULT)] == ["before"]
    again = start(data=other)
    status, answer = call(f"{again.ready['http']}{path}crm.activity.binding.list?activityId=1")
    assert (status, answer["result"][0]) == (200, {"entityTypeId": 2, "entityId": 1})
    assert told, "nothing was written meanwhile"


def test_nothing_is_overwritten(homeport: Run, data: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.tar.gz"
    assert homeport("backup", str(kept)).code == 0
    assert "--replace" in homeport("backup", str(kept)).one_line
    assert homeport("backup", str(kept), "--replace").code == 0
    assert "is in use" in homeport("restore", str(kept)).one_line


def test_a_folder_that_is_not_there_is_named_and_not_the_file_in_making(
    homeport: Run, data: Path, tmp_path: Path
) -> None:
    nowhere = tmp_path / "nowhere"
    for command in (("backup",), ("portal", "export", "default"), ("serve", "--port", "0", "--ready-file")):
        told = homeport(*command, str(nowhere / "kept")).one_line
        assert told == f"homeport: There is no folder {nowhere}. Make it, or name another."


@pytest.mark.parametrize(
    "content",
    [b"", b"no archive", b"\x1f\x8b\x08\0damaged"],
    ids=["empty", "no archive", "damaged"],
)
def test_what_is_no_backup_is_refused_and_leaves_nothing(homeport: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kept.tar.gz").write_bytes(content)
    assert "no backup" in homeport("restore", str(tmp_path / "kept.tar.gz"), data=tmp_path / "new").one_line
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("member", ["../evil", "/etc/evil", "evil.txt", "portals/link.db"])
def test_a_backup_that_would_write_elsewhere_is_refused(homeport: Run, tmp_path: Path, member: str) -> None:
    with tarfile.open(tmp_path / "kept.tar.gz", "w:gz") as archive:
        for name, content in (("homeport-backup.json", json.dumps({"portals": []})), (member, "evil")):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            if name == "portals/link.db":
                entry.type, entry.linkname, entry.size = tarfile.SYMTYPE, "/etc/passwd", 0
            archive.addfile(entry, io.BytesIO(content.encode()))
    assert "no backup" in homeport("restore", str(tmp_path / "kept.tar.gz"), data=tmp_path / "new").one_line
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "evil").exists()


def test_a_backup_of_a_later_version_is_refused_and_leaves_nothing(homeport: Run, data: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.tar.gz"
    with closing(sqlite3.connect(data / "portals" / "default.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert homeport("backup", str(kept)).code == 0
    assert "version" in homeport("restore", str(kept), data=tmp_path / "new").one_line
    assert not (tmp_path / "new").exists()
