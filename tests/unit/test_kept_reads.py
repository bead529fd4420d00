"""Reads of several turns share a transaction, and still see what anybody has committed."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from homeport.domain.portal.people import departments
from homeport.domain.portal.tables import DEPARTMENT
from homeport.portals.folder import DataFolder
from homeport.store import Query, SqliteStore, sqlite
from homeport.store.sqlite import KEPT_SECONDS

WRITES, LONG_NAME, SHORT = 400, 40_000, 1_000_000
COUNT = Query(select(func.count()).select_from(DEPARTMENT))


@pytest.fixture
def file(demo_folder: Path, tmp_path: Path) -> Path:
    """A portal's file."""
    source = DataFolder(demo_folder).portal_file("default")
    target = tmp_path / source.name
    with closing(sqlite3.connect(source)) as connection, closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")
    return target


async def next_turn() -> None:
    await asyncio.sleep(0)
    await asyncio.sleep(0)


def test_turns_share_a_transaction_until_another_process_commits(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "KEPT_SECONDS", 3600.0)  # the turns may be far from each other

    async def run() -> None:
        with closing(SqliteStore(file)) as store, closing(SqliteStore(file)) as other:  # as two workers have it open
            first = store.reading()
            before = first.value(COUNT)
            await next_turn()
            assert store.reading() is first

            other.write_now(lambda tx: departments.add(tx, "Moorings"))
            assert store.reading() is first
            assert first.value(COUNT) == before, "a turn sees one moment"
            await next_turn()
            assert store.reading().value(COUNT) == before + 1, "the next one sees what was committed"

    asyncio.run(run())


def test_a_job_that_is_undone_changes_nothing_for_readers(file: Path) -> None:
    def fails(_: object) -> None:
        raise LookupError

    async def run() -> None:
        with closing(SqliteStore(file)) as store:
            before = store.reading().value(COUNT)
            await next_turn()
            with pytest.raises(LookupError):
                await store.write(fails)
            await next_turn()
            assert store.reading().value(COUNT) == before

    asyncio.run(run())


def test_nobody_who_reads_no_more_keeps_the_journal_from_beginning_anew(file: Path) -> None:
    async def run() -> None:
        with (
            closing(SqliteStore(file)) as store,
            closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as other,
        ):
            store.reading().value(COUNT)
            other.execute("INSERT INTO portal_department (NAME, SORT) VALUES ('Moorings', 1)")  # by hand: not counted
            assert other.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()[0] == 1, "a reader is in its way"
            deadline = asyncio.get_running_loop().time() + 30
            while other.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()[0]:
                assert asyncio.get_running_loop().time() < deadline
                await asyncio.sleep(KEPT_SECONDS / 10)
            assert store.reading().value(COUNT)

    asyncio.run(run())


def test_the_journal_stays_short_while_some_read_without_pause_and_others_write(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "LONG_JOURNAL", SHORT)

    async def read(store: SqliteStore, done: asyncio.Event) -> None:
        while not done.is_set():
            store.reading().value(COUNT)
            await asyncio.sleep(0)

    async def run() -> None:
        done = asyncio.Event()
        with closing(SqliteStore(file, durable=False)) as store, closing(SqliteStore(file)) as other:
            readers = [asyncio.ensure_future(read(each, done)) for each in (store, other)]
            for _ in range(WRITES):
                await store.write(lambda tx: departments.add(tx, "x" * LONG_NAME))
            done.set()
            await asyncio.gather(*readers)
            assert file.with_name(file.name + "-wal").stat().st_size < WRITES * LONG_NAME / 4

    asyncio.run(run())
