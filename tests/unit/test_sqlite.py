"""The embedded store: jobs that are written together, that fail, and that nobody waits for any more."""

import asyncio
import itertools
import math
import sqlite3
import sys
import threading
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from sqlalchemy import text

from homeport.domain.portal.people import departments
from homeport.domain.portal.tables import DEPARTMENT
from homeport.portals.folder import DataFolder
from homeport.store import GoneError, LongError, Query, SqliteStore, Store, Transaction, sqlite
from homeport.store.kept import KEPT
from homeport.store.transaction import RolledBackError
from tests.conftest import Wire

Begin = Callable[[Callable[[Transaction], Any]], Awaitable[Any]]


async def together(store: Store, start: Callable[[Begin], list[Awaitable[Any]]]) -> list[Any]:
    """The outcomes of jobs that the writer takes as one group: it is kept busy until all are queued."""
    busy, gate = threading.Event(), threading.Event()

    def wait(tx: Transaction) -> None:
        busy.set()
        gate.wait()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sqlite, "GATHERING_SECONDS", math.inf)
        first = asyncio.ensure_future(store.write(wait))
        await asyncio.to_thread(busy.wait)
        tasks = [asyncio.ensure_future(task) for task in start(store.write)]
        for _ in range(5):  # turns in which each puts its job in the queue, and a cancellation finds its way there
            await asyncio.sleep(0)
        gate.set()
        return (await asyncio.gather(first, *tasks, return_exceptions=True))[1:]


def names(wire: Wire) -> set[str]:
    with wire.portal.store.snapshot() as tx:
        return {row["NAME"] for row in tx.dicts(Query(text("SELECT NAME FROM portal_department")))}


def test_a_job_that_arrives_while_a_group_is_written_is_committed_with_it(tmp_path: Path) -> None:
    groups: list[int] = []
    store = SqliteStore(tmp_path / "portal.db", committed=lambda took, jobs: groups.append(jobs))

    outcomes = asyncio.run(together(store, lambda write: [write(lambda tx: 1), write(lambda tx: 2)]))

    store.close()
    assert outcomes == [1, 2]
    assert groups == [3]


def test_a_job_that_fails_is_undone_alone(wire: Wire) -> None:
    def fails(tx: Transaction) -> None:
        departments.add(tx, "Half")
        raise LookupError

    outcomes = asyncio.run(
        together(wire.portal.store, lambda write: [write(fails), write(lambda tx: departments.add(tx, "Whole"))])
    )

    assert isinstance(outcomes[0], LookupError)
    assert isinstance(outcomes[1], int)
    assert "Whole" in names(wire)
    assert "Half" not in names(wire)


def test_when_the_database_undoes_a_group_every_job_of_it_fails_and_none_is_kept(wire: Wire) -> None:
    def loses_all(tx: Transaction) -> None:
        tx.execute(Query(text("ROLLBACK")))  # as SQLite does by itself, for example when the disk is full
        raise OSError("disk full")

    outcomes = asyncio.run(
        together(
            wire.portal.store,
            lambda write: [
                write(lambda tx: departments.add(tx, "Before")),
                write(loses_all),
                write(lambda tx: departments.add(tx, "After")),
            ],
        )
    )

    assert all(isinstance(outcome, Exception) for outcome in outcomes)
    assert names(wire).isdisjoint({"Before", "After"})
    assert wire.portal.store.write_now(lambda tx: departments.add(tx, "Later"))


def test_a_savepoint_never_begins_a_transaction_of_its_own(wire: Wire) -> None:
    def continues(tx: Transaction) -> None:
        tx.execute(Query(text("ROLLBACK")))
        with pytest.raises(RolledBackError), tx.savepoint():
            departments.add(tx, "Stray")

    with pytest.raises(sqlite3.OperationalError, match="no transaction"):
        wire.portal.store.write_now(continues)

    assert "Stray" not in names(wire)


def test_a_job_that_is_cancelled_while_it_waits_is_not_run_and_the_writer_goes_on(wire: Wire) -> None:
    def start(write: Begin) -> list[Awaitable[Any]]:
        doomed = asyncio.ensure_future(write(lambda tx: departments.add(tx, "Cancelled")))
        asyncio.get_running_loop().call_soon(doomed.cancel)
        return [doomed]

    outcomes = asyncio.run(together(wire.portal.store, start))

    assert isinstance(outcomes[0], asyncio.CancelledError)
    assert wire.portal.store.write_now(lambda tx: departments.add(tx, "Next"))
    assert "Cancelled" not in names(wire)
    assert "Next" in names(wire)


def test_a_store_may_be_closed_while_a_turn_of_the_loop_reads_from_it(wire: Wire) -> None:
    async def close_while_reading() -> list[dict[str, Any]]:
        trouble: list[dict[str, Any]] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: trouble.append(context))
        store = wire.portal.store
        store.reading()
        store.close()
        await asyncio.sleep(0)
        return trouble

    assert asyncio.run(close_while_reading()) == []


def test_the_order_in_which_columns_are_given_makes_no_further_statement(wire: Wire) -> None:
    def write_all(tx: Transaction) -> int:
        row = {"NAME": "Ordered", "SORT": 1, "UF_HEAD": 1}
        tx.update(DEPARTMENT, {"ID": 1}, row)
        before = len(KEPT)
        for columns in itertools.permutations(row):
            tx.update(DEPARTMENT, {"ID": 1}, {name: row[name] for name in columns})
        return len(KEPT) - before

    assert wire.portal.store.write_now(write_all) == 0


def test_a_job_that_ends_the_program_ends_its_callers(wire: Wire) -> None:
    def leave(tx: Transaction) -> None:
        departments.add(tx, "Left")
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        wire.portal.store.write_now(leave)
    assert wire.portal.store.write_now(lambda tx: departments.add(tx, "Stayed"))
    assert "Left" not in names(wire)


def test_a_folder_that_cannot_be_looked_into_for_a_while_fails_the_writes_of_that_while_alone(tmp_path: Path) -> None:
    folder, moved = tmp_path / "data", tmp_path / "moved"
    folder.mkdir()
    store = SqliteStore(folder / "portal.db")
    folder.rename(moved)
    folder.write_text("no folder")
    with pytest.raises(NotADirectoryError):
        store.write_now(lambda _: None)
    folder.unlink()
    moved.rename(folder)

    async def write() -> int:
        return await asyncio.wait_for(store.write(lambda _: 1), 30)

    assert asyncio.run(write()) == 1
    store.close()


def test_who_writes_to_a_store_that_is_closed_hears_it(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "portal.db")
    store.close()
    for _ in range(2):
        with pytest.raises(GoneError, match="closed"):
            store.write_now(lambda _: None)


def test_there_is_one_writer_though_several_threads_have_the_first_job(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(partial(sys.setswitchinterval, sys.getswitchinterval()))
    sys.setswitchinterval(1e-6)  # threads get into each other's way as often as they can
    for number in range(40):
        store = SqliteStore(tmp_path / f"{number}.db", durable=False)
        gate = threading.Barrier(4)
        numbers: set[int] = set()

        def write(store: SqliteStore = store, gate: threading.Barrier = gate, numbers: set[int] = numbers) -> None:
            gate.wait()
            store.write_now(lambda _: numbers.add(threading.get_ident()))

        threads = [threading.Thread(target=write) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(numbers) == 1
        store.close()


@pytest.mark.parametrize(("thrown_away", "level"), [(False, 2), (True, 0)])
def test_only_what_is_thrown_away_does_not_wait_for_the_disk(tmp_path: Path, thrown_away: bool, level: int) -> None:
    if thrown_away:
        DataFolder(tmp_path).throw_away()
    folder = DataFolder(tmp_path)  # as another process opens it
    store = SqliteStore(folder.portal_file("default"), durable=folder.durable)
    assert store.write_now(lambda tx: tx.value(Query(text("PRAGMA synchronous")))) == level
    store.close()


def counting(rows: int) -> Query:
    """A statement that reads rows one by one."""
    counted = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) SELECT count(*) FROM n"
    return Query(text(counted))


async def attempted(wire: Wire, query: Query) -> Any:
    """What a statement finds that is tried in a turn; None when it was given up."""
    tx = wire.portal.store.reading()
    try:
        return tx.attempt(tx.value, query)
    except LongError:
        return None


def test_a_read_that_turns_out_long_is_given_up_and_its_like_for_a_while(wire: Wire) -> None:
    short, long = counting(100), counting(10_000_000)

    async def attempts() -> list[Any]:
        found = [await attempted(wire, query) for query in (short, long, long, short)]
        found.append(wire.portal.store.reading().value(counting(100_000)))  # nothing is left of the bound
        return found

    assert asyncio.run(attempts()) == [100, None, None, 100, 100_000]
    assert short.long_until == 0
    assert long.long_until is not None and long.long_until > perf_counter()


def test_a_search_through_texts_is_never_tried_in_a_turn(wire: Wire) -> None:
    search = Query(text("SELECT count(*) FROM portal_department WHERE NAME LIKE 'a'"))
    assert asyncio.run(attempted(wire, search)) is None


def test_what_fails_by_itself_is_not_taken_for_long(wire: Wire) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        asyncio.run(attempted(wire, Query(text("SELECT 1 FROM nowhere"))))
