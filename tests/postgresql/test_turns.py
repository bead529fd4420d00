"""Jobs that arrive together share a turn, and the trouble of one is nobody else's."""

import asyncio
from collections.abc import Callable
from typing import Any

import psycopg
from sqlalchemy import text

from homeport.store import Query
from homeport.store.postgresql.turns import TOGETHER
from tests.conftest import Wire

DIVIDES_BY_NOTHING = Query(text("SELECT 1 / 0"))
NAME = Query(text('SELECT "NAME" FROM portal_user WHERE "ID" = 1'))


def together(wire: Wire, *jobs: Callable[[], Any]) -> list[Any]:
    async def run() -> list[Any]:
        return await asyncio.gather(*map(wire.portal.store.turn, jobs), return_exceptions=True)

    return wire._runner.run(run())


def test_they_share_a_transaction(wire: Wire) -> None:
    read = wire.portal.store.reading
    found = together(wire, *[read] * TOGETHER)
    assert len(set(map(id, found))) == 1


def test_more_than_a_few_have_several_turns(wire: Wire) -> None:
    found = together(wire, *[wire.portal.store.reading] * (2 * TOGETHER + 1))
    assert len(set(map(id, found))) == 3


def test_what_fails_fails_alone(wire: Wire) -> None:
    def reads() -> str:
        return str(wire.portal.store.reading().value(NAME))

    def divides() -> None:
        wire.portal.store.reading().value(DIVIDES_BY_NOTHING)

    def refuses_after_it() -> None:
        try:
            divides()
        except psycopg.Error:
            raise LookupError from None

    first, second, third, fourth = together(wire, divides, reads, refuses_after_it, reads)
    assert (second, fourth) == ("Ada", "Ada")
    assert isinstance(first, psycopg.errors.DivisionByZero)
    assert isinstance(third, LookupError)


def test_a_caller_that_goes_away_is_no_trouble_to_the_others(wire: Wire) -> None:
    async def run() -> list[Any]:
        turn = wire.portal.store.turn
        tasks = [asyncio.ensure_future(turn(lambda: wire.portal.store.reading().value(NAME))) for _ in range(3)]
        await asyncio.sleep(0)
        tasks[1].cancel()
        return await asyncio.gather(*tasks, return_exceptions=True)

    first, second, third = wire._runner.run(run())
    assert (first, third) == ("Ada", "Ada")
    assert isinstance(second, asyncio.CancelledError)
