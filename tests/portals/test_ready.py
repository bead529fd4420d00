"""Built-in baselines that are made once and copied: from a cache folder, as this code makes them."""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from homeport.core import clock
from homeport.domain.portal import info
from homeport.portals import built_in, contents, copying, ready
from homeport.portals.built_in import DEMO, EMPTY, UTC
from homeport.portals.folder import DataFolder
from homeport.store import files
from homeport.store.blobs import Blobs

LONG_AGO = time.time() - 400 * 24 * 3600
OWN = {
    EMPTY: {"portal", "portal_user", "portal_event_log"},
    DEMO: {"portal", "portal_webhook"},
}
"""The tables in which portals differ that are made at different times, in different folders."""


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder in which both baselines were made long ago."""
    place = tmp_path_factory.mktemp("old")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(place / "cache"))
        patch.setattr(time, "time", lambda: LONG_AGO)
        for name in (DEMO, EMPTY):
            built_in.file_of(DataFolder(place / "data"), name)
    clock._stored.cache_clear()
    yield place


@pytest.fixture
def cache(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of this test's own, with what was made long ago."""
    shutil.copytree(old / "cache", tmp_path / "cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "homeport"


def no_cache(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let there be none: what would be the folder is a file."""
    path.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(path))


def column(path: Path, table: str, name: str) -> set[str]:
    """What a column of a baseline's file has."""
    with closing(sqlite3.connect(path)) as file:
        return {value for (value,) in file.execute(f'SELECT "{name}" FROM "{table}"')}


@pytest.mark.parametrize("name", [DEMO, EMPTY])
def test_a_copy_is_as_one_made_anew_and_has_nothing_of_the_time_or_the_folder_it_was_made_in(
    name: str, cache: Path, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = built_in.file_of(DataFolder(old / "data"), name)
    monkeypatch.setattr(built_in, "migrate", lambda path: pytest.fail("it was made, though it is there"))
    folder = DataFolder(tmp_path / "copied")
    copied = built_in.file_of(folder, name)
    monkeypatch.undo()
    no_cache(monkeypatch, tmp_path / "none")
    anew = built_in.file_of(DataFolder(tmp_path / "anew"), name)
    equal, other = copying.content_of(copied), copying.content_of(anew)
    assert {table for table in equal if equal[table] != other[table]} <= OWN[name]
    assert {table: content.rows for table, content in equal.items()} == {
        table: content.rows for table, content in other.items()
    }
    assert list(contents.broken(folder.blobs, contents.of_file(copied))) == []
    for table, secret in (("portal", "MEMBER_ID"), ("portal_webhook", "CODE_HASH")):
        assert column(copied, table, secret).isdisjoint(column(first, table, secret))
    assert len(column(copied, "portal_webhook", "CODE_HASH")) == (2 if name == DEMO else 0)
    recently = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 24 * 3600))
    fresh = column(copied, "portal", "DATE_CREATE")
    if name == EMPTY:
        fresh |= column(copied, "portal_user", "DATE_REGISTER")
    assert max(column(first, "portal", "DATE_CREATE")) < recently < min(fresh)


def test_another_time_zone_is_another_file(cache: Path, tmp_path: Path) -> None:
    berlin = built_in.file_of(DataFolder(tmp_path / "data"), EMPTY, "Europe/Berlin")
    with files.reading(berlin) as tx:
        assert info.time_zone_of(tx) == "Europe/Berlin"
    assert len(list(cache.glob("empty-*.db"))) == 2


@pytest.mark.parametrize("trouble", ["no folder", "others may write"])
def test_without_a_cache_folder_of_ones_own_a_baseline_is_made_where_it_is_needed(
    trouble: str, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if trouble == "no folder":
        no_cache(monkeypatch, tmp_path / "none")
    else:
        cache.chmod(0o777)
        shutil.copyfile(next(cache.glob("demo-*.db")), next(cache.glob("empty-*.db")))
    before = {path.name: path.stat().st_mtime for path in cache.iterdir()}
    with files.reading(built_in.file_of(DataFolder(tmp_path / "data"), EMPTY)) as tx:
        assert info.baseline_of(tx) == EMPTY
    assert {path.name: path.stat().st_mtime for path in cache.iterdir()} == before


@pytest.mark.parametrize("damage", [b"", b"no database " * 1000])
def test_a_damaged_file_is_made_anew(damage: bytes, cache: Path, tmp_path: Path) -> None:
    (path,) = cache.glob("empty-*.db")
    path.write_bytes(damage)
    with files.reading(built_in.file_of(DataFolder(tmp_path / "data"), EMPTY)) as tx:
        assert info.baseline_of(tx) == EMPTY
    assert ready.take(EMPTY, UTC, tmp_path / "again.db", blobs_of(tmp_path))


def blobs_of(place: Path) -> Blobs:
    return Blobs(place / "files", lambda: bytes(32), lambda: False)


def test_only_the_code_that_made_it_takes_it_from_wherever_it_is(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = shutil.copytree(ready.PACKAGE, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("__pycache__"))
    changed = shutil.copytree(moved, tmp_path / "changed")
    with (changed / "domain" / "demo" / "words.py").open("a") as file:
        file.write("# changed\n")
    taken = []
    for package in (moved, changed):
        monkeypatch.setattr(ready, "PACKAGE", package)
        taken.append(ready.take(EMPTY, UTC, tmp_path / f"{package.name}.db", blobs_of(tmp_path)))
    assert taken == [True, False]


def test_what_was_not_used_for_longest_goes(cache: Path, tmp_path: Path) -> None:
    path, blobs = tmp_path / "made.db", blobs_of(tmp_path)
    assert ready.take(DEMO, UTC, path, blobs)
    (demo,), (empty,) = cache.glob("demo-*.db"), cache.glob("empty-*.db")
    left = cache / "demo-of-a-process-that-was-killed~0a1b2c3d.new"
    left.touch()
    for age, each in enumerate((left, empty, demo)):
        os.utime(each, (LONG_AGO + age, LONG_AGO + age))
    assert ready.take(EMPTY, UTC, tmp_path / "used.db", blobs)
    for number in range(ready.KEPT - 1):
        ready.keep(DEMO, f"Etc/GMT-{number + 1}", path, blobs)
    assert len(list(cache.iterdir())) == ready.KEPT
    assert empty.exists()
    assert not demo.exists()
    assert not left.exists()


def test_many_may_make_one_and_take_it_at_once(cache: Path, tmp_path: Path) -> None:
    made, blobs = tmp_path / "made.db", blobs_of(tmp_path)
    assert ready.take(DEMO, UTC, made, blobs)
    wanted = copying.content_of(made)

    def work(number: int) -> bool:
        ready.keep(DEMO, UTC, made, blobs)
        return ready.take(DEMO, UTC, tmp_path / f"{number}.db", blobs)

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(12)))
    assert all(copying.content_of(tmp_path / f"{number}.db") == wanted for number in range(12))
    assert {path.suffix for path in cache.iterdir()} == {".db"}
