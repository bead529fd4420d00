"""In a database, too, a total is counted once until somebody writes, whichever host it is."""

from collections.abc import Callable

import psycopg
import pytest
from sqlalchemy import func, select, text

from homeport.domain.portal.people import departments
from homeport.domain.portal.tables import DEPARTMENT
from homeport.store import Query, Transaction
from tests.conftest import Wire

COUNT = Query(select(func.count()).select_from(DEPARTMENT))
DIVIDES_BY_NOTHING = Query(text("SELECT 1 / 0"))


def counted(tx: Transaction) -> tuple[int, int]:
    """A total, and the statements that it took."""
    before = tx.statements
    return tx.total(COUNT), tx.statements - before


def read(wire: Wire) -> tuple[int, int]:
    store = wire.portal.store
    return wire._runner.run(store.turn(lambda: counted(store.reading())))


def test_a_total_is_counted_once_until_another_host_has_written(another: Callable[[], Wire]) -> None:
    wire, other = another(), another()
    total, _ = read(wire)
    assert read(wire) == (total, 0)
    assert wire._runner.run(wire.portal.store.read_aside(counted)) == (total, 0), "also for those beside"
    other.portal.store.write_now(lambda tx: departments.add(tx, "Moorings"))
    assert read(wire) == (total + 1, 1)
    assert read(wire) == (total + 1, 0)


def test_a_moment_keeps_its_total_whatever_is_written_meanwhile(another: Callable[[], Wire]) -> None:
    wire, other = another(), another()
    with wire.portal.store.snapshot() as tx:
        total, _ = counted(tx)
        other.portal.store.write_now(lambda tx: departments.add(tx, "Moorings"))
        assert read(wire) == (total + 1, 1)
        assert counted(tx)[0] == total
    assert read(wire)[0] == total + 1


def test_a_write_counts_for_itself(wire: Wire) -> None:
    total, _ = read(wire)

    def job(tx: Transaction) -> tuple[int, int]:
        departments.add(tx, "Moorings")
        return counted(tx)

    assert wire.portal.store.write_now(job) == (total + 1, 1)


def test_what_goes_on_at_another_moment_after_an_error_counts_anew(wire: Wire) -> None:
    total, _ = read(wire)
    with wire.portal.store.snapshot() as tx:
        with pytest.raises(psycopg.errors.DivisionByZero), tx.savepoint():
            tx.value(DIVIDES_BY_NOTHING)
        assert counted(tx) == (total, 1)
