"""Jobs that arrive together share a turn, and the trouble of one is nobody else's."""

import asyncio
import threading
from collections.abc import Callable
from time import perf_counter
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from homeport.store import BusyError, LongError, Query
from homeport.store.postgresql import database, transaction, turns
from homeport.store.postgresql.turns import TOGETHER
from tests.conftest import Api, Wire

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


def test_what_is_tried_and_reads_for_long_is_given_up_and_its_like_for_a_while(wire: Wire) -> None:
    long = Query(text("SELECT count(*) FROM generate_series(1, 30000000)"))

    def tries() -> None:
        tx = wire.portal.store.reading()
        tx.attempt(tx.value, long)

    def reads() -> str:
        return str(wire.portal.store.reading().value(NAME))

    first, second, third, fourth = together(wire, tries, reads, tries, reads)
    assert isinstance(first, LongError)
    assert isinstance(third, LongError)
    assert (second, fourth) == ("Ada", "Ada")
    assert long.long_until is not None and long.long_until > perf_counter()
    assert wire.portal.store.write_now(lambda tx: tx.value(NAME)) == "Ada"


def test_a_list_that_turns_out_long_is_answered_aside(wire: Wire, admin: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "TRIED_SECONDS", 0.0)  # of whatever has not ended at once
    expected = [{"ID": str(number)} for number in range(1, 51)]
    for _ in range(3):
        assert admin("crm.deal.list", select=["ID"], order={"ID": "ASC"}) == expected


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


def test_the_others_wait_no_longer_when_one_goes_away(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.3)
    stores = wire.folder.stores._database  # type: ignore[attr-defined]
    executor = stores._executor("turn", database.TURNS)
    go_on = threading.Event()
    for _ in range(database.TURNS):
        executor.submit(go_on.wait)

    async def run() -> list[Any]:
        tasks = [asyncio.ensure_future(wire.portal.store.turn(wire.portal.store.reading)) for _ in range(2)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        tasks[0].cancel()
        return await asyncio.gather(*tasks, return_exceptions=True)

    try:
        first, second = wire._runner.run(run())
    finally:
        go_on.set()
    assert isinstance(first, asyncio.CancelledError)
    assert isinstance(second, BusyError)


def test_a_store_that_is_closed_before_a_turn_begins_says_so(wire: Wire) -> None:
    stores = wire.folder.stores._database  # type: ignore[attr-defined]
    executor = stores._executor("turn", database.TURNS)

    async def run() -> list[Any]:
        task = asyncio.ensure_future(wire.portal.store.turn(wire.portal.store.reading))
        await asyncio.sleep(0)
        executor.shutdown()
        return await asyncio.gather(task, return_exceptions=True)

    [outcome] = wire._runner.run(run())
    assert isinstance(outcome, RuntimeError)


def test_what_comes_while_a_turn_runs_is_a_turn_together(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 60.0)
    store = wire.portal.store
    begun, go_on = threading.Event(), threading.Event()

    def waits() -> object:
        begun.set()
        go_on.wait()
        return store.reading()

    async def run() -> tuple[object, list[object]]:
        first = asyncio.ensure_future(store.turn(waits))
        await asyncio.to_thread(begun.wait)
        others = []
        for _ in range(3):
            others.append(asyncio.ensure_future(store.turn(store.reading)))
            await asyncio.sleep(0)  # a pass of the event loop each
        go_on.set()
        return await first, await asyncio.gather(*others)

    first, others = wire._runner.run(run())
    assert all(each is others[0] for each in others)
    assert first is not others[0]


def test_nothing_waits_long_for_a_turn_that_does(wire: Wire) -> None:
    store = wire.portal.store
    begun, go_on = threading.Event(), threading.Event()

    def waits() -> str:
        begun.set()
        go_on.wait()
        return "late"

    async def run() -> tuple[str, str]:
        first = asyncio.ensure_future(store.turn(waits))
        await asyncio.to_thread(begun.wait)
        quick = await store.turn(lambda: str(store.reading().value(NAME)))
        go_on.set()
        return quick, await first

    assert wire._runner.run(run()) == ("Ada", "late")
