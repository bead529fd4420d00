"""Statements that take long: what their time is, and what is told of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import pytest
from sqlalchemy import text

from homeport.domain.portal.tables import DEPARTMENT
from homeport.store import Query, SqliteStore, Transaction
from homeport.store.slow import Slow, SlowLog, Watch

MANY = Query(text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT i FROM n"))
NAMED = Query(DEPARTMENT.select().where(DEPARTMENT.c.NAME == "Harbour"))


class Telling:
    """A store whose slow statements are told here."""

    def __init__(self, path: Path, seconds: float) -> None:
        self.told: list[Slow] = []
        self.counted = 0
        self.log = SlowLog(seconds, self.told.append, self._count)
        self.store = SqliteStore(path, watch=Watch(self.log, "default"))

    def _count(self) -> None:
        self.counted += 1

    def after(self, job: Callable[[Transaction], object]) -> list[Slow]:
        """What is told once a job has read."""
        with self.store.snapshot() as tx:
            job(tx)
        self.log.close()
        return self.told


@pytest.fixture
def telling(demo_folder: Path) -> Iterator[Callable[[float], Telling]]:
    opened: list[Telling] = []

    def make(seconds: float) -> Telling:
        opened.append(Telling(demo_folder / "portals" / "default.db", seconds))
        return opened[-1]

    yield make
    for each in opened:
        each.log.close()
        each.store.close()


def test_the_time_of_a_statement_lasts_to_its_last_row(telling: Callable[[float], Telling]) -> None:
    def read(tx: Transaction) -> None:
        nonlocal took
        begun = perf_counter()
        tx.all(MANY)
        took = perf_counter() - begun

    took = 0.0
    (slow,) = telling(0.0).after(read)
    assert slow.seconds > took / 10  # to its first row takes next to nothing


def test_a_quick_statement_is_neither_told_nor_counted(telling: Callable[[float], Telling]) -> None:
    quick = telling(60.0)
    assert quick.after(lambda tx: tx.all(MANY)) == []
    assert quick.counted == 0


def test_a_statement_that_fails_is_told_too(telling: Callable[[float], Telling]) -> None:
    def fail(tx: Transaction) -> None:
        with pytest.raises(Exception, match="no such table"):
            tx.all(Query(text("SELECT * FROM nowhere")))

    (slow,) = telling(0.0).after(fail)
    assert slow.plan == ["unknown: OperationalError"]


def test_the_plan_of_a_statement_is_asked_for_now_and_then_only(telling: Callable[[float], Telling]) -> None:
    def thrice(tx: Transaction) -> None:
        for _ in range(3):
            tx.all(NAMED)

    told = telling(0.0).after(thrice)
    assert [slow.plan for slow in told] == [["SCAN portal_department"], None, None]


def test_more_than_can_be_told_is_counted(telling: Callable[[float], Telling], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("homeport.store.slow.MAX_WAITING", 1)
    slow = telling(0.0)

    def with_a_plan_that_takes_long(tx: Transaction) -> None:
        @contextmanager
        def reading() -> Iterator[Transaction]:
            for _ in range(5):
                tx.all(NAMED)  # while the first is being told
            yield tx

        slow.log.add(Slow("default", 1.0, "SELECT 1", {}, None), reading)
        slow.log.close()  # waits for it

    assert [each.sql for each in slow.after(with_a_plan_that_takes_long)] == ["SELECT 1"]
    assert slow.counted == 6
