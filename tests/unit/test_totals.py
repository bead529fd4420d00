"""What statements counted is kept as long as nobody commits, for all who read."""

import asyncio
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, func, select

from homeport.domain.portal.people import departments
from homeport.domain.portal.tables import DEPARTMENT
from homeport.store import Query, SqliteStore, Transaction
from homeport.store.sqlite_dialect import SQLITE
from homeport.store.totals import MOST, MOST_VALUES, Totals
from tests.unit.test_kept_reads import file, next_turn

__all__ = ["file"]

COUNT = Query(select(func.count()).select_from(DEPARTMENT).where(DEPARTMENT.c.ID >= bindparam("first")))


def counted(tx: Transaction, **params: Any) -> tuple[int, int]:
    """A total, and the statements that it took."""
    before = tx.statements
    return tx.total(COUNT, **params), tx.statements - before


def test_a_total_is_counted_once_until_somebody_commits(file: Path) -> None:
    async def run() -> None:
        with closing(SqliteStore(file)) as store, closing(SqliteStore(file)) as other:  # as two workers have it open
            total, _ = counted(store.reading(), first=1)
            assert counted(store.reading(), first=1) == (total, 0)
            assert await store.read_aside(lambda tx: counted(tx, first=1)) == (total, 0), "also for those beside"
            assert counted(store.reading(), first=2) == (total - 1, 1), "other values are another total"

            other.write_now(lambda tx: departments.add(tx, "Moorings"))
            await next_turn()
            assert counted(store.reading(), first=1) == (total + 1, 1)
            assert await store.read_aside(lambda tx: counted(tx, first=1)) == (total + 1, 0)

    asyncio.run(run())


def test_a_write_counts_for_itself(file: Path) -> None:
    async def run() -> None:
        with closing(SqliteStore(file)) as store:
            total, _ = counted(store.reading(), first=1)

            def job(tx: Transaction) -> tuple[int, int]:
                departments.add(tx, "Moorings")
                return counted(tx, first=1)

            assert await store.write(job) == (total + 1, 1)
            await next_turn()
            assert counted(store.reading(), first=1) == (total + 1, 1)

    asyncio.run(run())


def test_few_totals_are_kept_and_none_of_large_filters() -> None:
    totals = Totals()
    COUNT.on(SQLITE)
    for number in range(MOST + 1):
        totals.keep(COUNT, {"first": number}, 7, number)
    assert [totals.find(COUNT, {"first": number}, 7) for number in (0, 1, MOST)] == [None, 1, MOST]
    assert totals.find(COUNT, {"first": 1}, 8) is None
    many = {f"v{number}": number for number in range(MOST_VALUES + 1)}
    large = Query(select(func.count()).where(DEPARTMENT.c.ID.in_([bindparam(name) for name in many])))
    large.on(SQLITE)
    totals.keep(large, many, 7, 1)
    assert totals.find(large, many, 7) is None


def test_what_a_statement_does_not_ask_for_makes_no_other_total() -> None:
    totals = Totals()
    COUNT.on(SQLITE)
    totals.keep(COUNT, {"first": 1, "now": "09:00:00"}, 7, 5)
    assert totals.find(COUNT, {"now": "09:00:01", "first": 1}, 7) == 5
    assert totals.find(COUNT, {"first": 2, "now": "09:00:00"}, 7) is None
