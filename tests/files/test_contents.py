"""Contents on the disk: kept once, swept, checked, and carried wherever portals go."""

import os
import time
from pathlib import Path

import pytest

from homeport.checkup import check
from homeport.portals import backup, contents, copying, lifecycle, saved, transfer
from homeport.portals.errors import UnfitError
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.store import blobs as store_blobs
from homeport.store.blobs import Blobs
from tests.conftest import Api, Wire
from tests.methods.disk.conftest import Disk

SHOP = "shop.example.test"


@pytest.fixture
def disk(admin: Api) -> Disk:
    return Disk(admin)


def kept(folder: DataFolder) -> set[str]:
    return set(folder.blobs.hashes())


def age(folder: DataFolder) -> None:
    """Let everything have been written long ago."""
    long_ago = time.time() - 100_000
    for path in folder.blobs.path.glob("*/*"):
        os.utime(path, (long_ago, long_ago))


def test_what_nothing_names_is_swept_after_a_while(wire: Wire, disk: Disk) -> None:
    file = disk.file("a.txt", b"one")
    disk.file("b.txt", b"two")
    orphan = wire.folder.blobs.put(b"nobody's")
    disk.api("disk.file.delete", id=file)
    assert contents.sweep(wire.folder) == 0, "somebody may be about to name it"
    age(wire.folder)
    (wire.folder.blobs.path / "new" / "abandoned").touch()
    os.utime(wire.folder.blobs.path / "new" / "abandoned", (1, 1))
    assert contents.sweep(wire.folder) == 2
    assert orphan not in kept(wire.folder)
    assert len(kept(wire.folder)) == 1
    assert list((wire.folder.blobs.path / "new").iterdir()) == []


def test_a_name_is_durable_for_everybody_who_keeps_the_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else may have given it just now, in a folder just made, and still wait for the disk."""
    synced: list[Path] = []
    monkeypatch.setattr(store_blobs, "finish_folder", synced.append)
    place = tmp_path / "files"
    for _ in ("who gives the name", "who finds it"):
        hash_ = Blobs(place, lambda: bytes(32), lambda: True).put(b"one")
        assert synced == [place / hash_[:2], place, tmp_path]
        synced.clear()
    blobs = Blobs(place, lambda: bytes(32), lambda: True)
    blobs.put(b"one")
    synced.clear()
    blobs.put(b"one")
    assert synced == [place / hash_[:2]], "the folder is known to be there by now"


def test_nothing_waits_for_the_disk_before_there_is_something_to_write(tmp_path: Path) -> None:
    """Drafts are begun in the event loop, and written aside."""
    blobs = Blobs(tmp_path / "files", lambda: bytes(32), lambda: True)
    with blobs.draft() as draft:
        assert list(tmp_path.iterdir()) == []
        draft.write(b"one")
        assert len(list((tmp_path / "files" / "new").iterdir())) == 1
    assert list((tmp_path / "files" / "new").iterdir()) == []
    with blobs.draft() as empty:
        assert blobs.is_whole(empty.keep()), "as of an empty file that is carried along"


def test_what_comes_again_is_not_swept_before_it_is_named(wire: Wire) -> None:
    first = wire.folder.blobs.put(b"again")
    age(wire.folder)
    assert wire.folder.blobs.put(b"again") == first
    assert contents.sweep(wire.folder) == 0


def test_what_a_baseline_or_a_snapshot_names_stays_and_comes_back(wire: Wire, disk: Disk) -> None:
    file = disk.file("a.txt", b"one")
    saved.save_snapshot(wire.folder, DEFAULT, "before")
    saved.save_baseline(wire.folder, "mine", DEFAULT)
    disk.api("disk.file.delete", id=file)
    age(wire.folder)
    assert contents.sweep(wire.folder) == 0
    lifecycle.restore(wire.folder, DEFAULT, "before")
    assert disk.content(file) == b"one"
    lifecycle.create(wire.folder, SHOP, "mine")
    assert contents.sweep(wire.folder) == 0


def test_a_reset_with_many_files_moves_none(wire: Wire, disk: Disk) -> None:
    folder = disk.folder("Many")
    files = [disk.file(f"{number}.txt", str(number).encode(), folder) for number in range(30)]
    saved.save_baseline(wire.folder, "mine", DEFAULT)
    numbers = {path.name: path.stat().st_ino for path in wire.folder.blobs.path.glob("??/*")}
    disk.api("disk.folder.deleteTree", id=folder)
    lifecycle.reset(wire.folder, DEFAULT, "mine")
    assert disk.content(files[7]) == b"7"
    assert {path.name: path.stat().st_ino for path in wire.folder.blobs.path.glob("??/*")} == numbers


def test_an_export_carries_contents_to_another_folder(wire: Wire, disk: Disk, tmp_path: Path) -> None:
    big = os.urandom(3 * contents.PART // 2)
    disk.file("a.bin", big), disk.file("b.txt", b"two")
    path = tmp_path / "portal.db"
    transfer.export(wire.folder, DEFAULT, path)
    there = DataFolder(tmp_path / "there")
    transfer.import_(there, SHOP, path)
    assert kept(there) == kept(wire.folder)
    assert list(contents.broken(there.blobs, contents.named(there))) == []


def test_an_export_without_a_content_is_refused(wire: Wire, disk: Disk, tmp_path: Path, in_files: None) -> None:
    disk.file("a.bin", b"one")
    path = tmp_path / "portal.db"
    wire.folder.stores.copy(DEFAULT, path)
    there = DataFolder(tmp_path / "there")
    with pytest.raises(UnfitError, match="is not in"):
        transfer.import_(there, SHOP, path)
    with pytest.raises(UnfitError, match="is not in"):
        transfer.import_(wire.folder, SHOP, path)  # a hash that somebody knows is no right to the content
    assert there.names() == []
    assert kept(there) == set()


def test_a_portal_is_copied_with_its_contents(wire: Wire, disk: Disk, tmp_path: Path) -> None:
    disk.file("a.txt", b"one")
    there = DataFolder(tmp_path / "there")
    copying.copy(wire.folder, DEFAULT, there, SHOP, lambda line: None)
    assert kept(there) == kept(wire.folder)


def test_a_backup_has_the_contents(wire: Wire, disk: Disk, tmp_path: Path, in_files: None) -> None:
    file = disk.file("a.txt", b"one")
    url = disk.api("disk.file.get", id=file)["DOWNLOAD_URL"].removeprefix("http://localhost")
    gone = disk.file("gone.txt", b"two")
    saved.save_snapshot(wire.folder, DEFAULT, "before")
    disk.api("disk.file.delete", id=gone)
    backup.save(wire.folder, tmp_path / "backup.tar.gz", lambda line: None)
    backup.restore(tmp_path / "backup.tar.gz", tmp_path / "there", None, lambda line: None)
    there = Wire(tmp_path / "there")
    path, _, query = url.partition("?")
    assert there.send(path, query=query, verb="GET").body == b"one"
    assert kept(there.folder) == kept(wire.folder)
    there.close()


def test_the_doctor_looks_at_every_content(wire: Wire, disk: Disk) -> None:
    disk.file("a.txt", b"one"), disk.file("b.txt", b"two")

    def told() -> list[str]:
        findings = check(wire.folder.path, "127.0.0.1", None, None, wire.folder.database, thorough=True)
        return [f"{each.state} {each.what}" for each in findings if "ontents" in each.what]

    assert told() == ["ok Files: 2 contents, all whole."]
    first, second = sorted(kept(wire.folder))
    wire.folder.blobs.file(first).write_bytes(b"One")
    wire.folder.blobs.file(second).unlink()
    (found,) = told()
    assert found.startswith("wrong")
    assert f"{first} is damaged" in found
    assert f"{second} is missing" in found


def test_a_content_that_is_gone_is_an_error_and_no_empty_file(wire: Wire, disk: Disk) -> None:
    url = disk.api("disk.file.get", id=disk.file("a.txt", b"one"))["DOWNLOAD_URL"]
    for hash_ in kept(wire.folder):
        wire.folder.blobs.file(hash_).unlink()
    path, _, query = url.removeprefix("http://localhost").partition("?")
    assert wire.send(path, query=query, verb="GET").error[:2] == (500, "INTERNAL_SERVER_ERROR")


def test_contents_are_private(wire: Wire, disk: Disk) -> None:
    disk.file("a.txt")
    assert wire.folder.blobs.path.stat().st_mode & 0o077 == 0
