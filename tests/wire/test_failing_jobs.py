"""Whoever waits for a job of a store hears of whatever it raises."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from homeport.store import Store, Transaction
from tests.conftest import Wire

WAYS: dict[str, Callable[[Store, Callable[..., Any]], Any]] = {
    "write": lambda store, job: store.write(job),
    "read_aside": lambda store, job: store.read_aside(job),
    "turn": lambda store, job: store.turn(job),
}


def _ends(tx: Transaction | None = None) -> int:
    return next(iter(list[int]()))


@pytest.mark.parametrize("way", WAYS)
def test_a_job_that_ends_an_iteration_leaves_nobody_waiting(way: str, wire: Wire) -> None:
    store = wire.portal.store

    async def wait() -> Any:
        return await asyncio.wait_for(WAYS[way](store, _ends), 60)

    with pytest.raises(RuntimeError):
        asyncio.run(wait())
    assert store.write_now(lambda tx: 5) == 5, "the next is run"
