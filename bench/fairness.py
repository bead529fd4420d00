"""``python -m bench.fairness``: what a light client waits for while others ask for all that they may.

    python -m bench.fairness [--store postgresql] [--workers 2] [--activities 100000] [--clients 8] [--seconds 10]

First the light client is alone: it asks for a list that finds one deal by its number, again and again. Then others send
one batch after the other, each of 50 lists that look for a text in every activity, each with a credential of its own.
Of either the distribution of the light client's waiting is told, and their ratio.
"""

import argparse
import asyncio
import json
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import aiohttp

from bench.data import Sized, portal
from bench.on_postgresql import served
from bench.servers import Server, homeport
from homeport.core.clock import Clock
from homeport.domain.portal.credentials import webhooks
from homeport.domain.portal.credentials.codes import WEBHOOK_LENGTH, new_code
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.store import Transaction

ACTIVITIES, CLIENTS, SECONDS = 100_000, 8, 10.0
COMMANDS = 50
PAUSE = 0.01
"""Seconds between an answer and the light client's next request."""
SETTLING = 1.0
"""Seconds that the others have been at it when the light client begins."""
MOST_TIMES, MOST_MORE = 3, 50.0
"""The aim for the light client's 99th percentile: so many times what it is alone, and so many milliseconds more."""


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="python -m bench.fairness", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--activities", type=int, default=ACTIVITIES)
    parser.add_argument("--clients", type=int, default=CLIENTS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    options = parser.parse_args()
    alone, beside = waits(options.store, options.workers, options.activities, options.clients, options.seconds)
    _print("alone", alone)
    _print(f"beside {options.clients} clients with batches", beside)
    p99_alone, p99 = _percentile(alone, 0.99), _percentile(beside, 0.99)
    print(f"p99 {p99 / p99_alone:.1f} times as long; {p99 / (MOST_TIMES * p99_alone + MOST_MORE):.0%} of the aim")


def times(workers: int, activities: int = ACTIVITIES) -> float:
    """How many times as long the light client's 99th percentile is beside eight others."""
    alone, beside = waits("sqlite", workers, activities, CLIENTS, SECONDS / 2)
    return _percentile(beside, 0.99) / _percentile(alone, 0.99)


def waits(store: str, workers: int, activities: int, clients: int, seconds: float) -> tuple[list[float], list[float]]:
    """The seconds that each answer took, alone and beside others."""
    with _stored(store, activities) as (sized, database):
        codes = _credentials(sized, database, clients + 1)
        with homeport(sized, workers, *(["--database", database] if database else [])) as server:
            return asyncio.run(Load(server, sized, codes).run(seconds))


class Load:
    """The light client and the others.

    :param codes: of webhooks, the light client's first
    """

    def __init__(self, server: Server, sized: Sized, codes: list[str]) -> None:
        self._base = f"http://{server.address}/rest/1/"
        self._sized = sized
        self._light, *self._heavy = codes
        self._chosen = random.Random(1)

    async def run(self, seconds: float) -> tuple[list[float], list[float]]:
        """The seconds that each answer took, alone and beside the others."""
        timeout = aiohttp.ClientTimeout(600)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            await self._ask(session, 1.0)
            alone = await self._ask(session, seconds)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            others = [asyncio.create_task(self._keep_asking(session, code)) for code in self._heavy]
            await asyncio.sleep(SETTLING)
            beside = await self._ask(session, seconds)
            for other in others:
                other.cancel()
            await asyncio.gather(*others, return_exceptions=True)
        return alone, beside

    async def _ask(self, session: aiohttp.ClientSession, seconds: float) -> list[float]:
        took = []
        end = time.perf_counter() + seconds
        while (begun := time.perf_counter()) < end:
            deal = self._chosen.randint(self._sized.first_deal, self._sized.last_deal)
            answer = await self._call(session, self._light, "crm.deal.list", {"filter": {"ID": deal}, "select": ["ID"]})
            took.append(time.perf_counter() - begun)
            assert answer["result"] == [{"ID": str(deal)}], answer
            await asyncio.sleep(PAUSE)
        return took

    async def _keep_asking(self, session: aiohttp.ClientSession, code: str) -> None:
        while True:
            text = f"{self._chosen.getrandbits(32):x}"
            commands = {f"c{n}": f"crm.activity.list?filter[%SUBJECT]={text}-{n}" for n in range(COMMANDS)}
            answer = await self._call(session, code, "batch", {"cmd": commands})
            assert "error" not in answer or answer["error"] == "QUERY_LIMIT_EXCEEDED", answer

    async def _call(self, session: aiohttp.ClientSession, code: str, method: str, params: object) -> dict[str, object]:
        async with session.post(f"{self._base}{code}/{method}", json=params) as answer:
            found: dict[str, object] = json.loads(await answer.read())
        return found


@contextmanager
def _stored(store: str, activities: int) -> Iterator[tuple[Sized, str]]:
    """A portal that may be changed, and the URL of its database, if it is in one."""
    original = portal(activities)
    if store == "postgresql":
        with served(original) as (_, sized, url):
            yield sized, url
        return
    with tempfile.TemporaryDirectory(prefix="homeport-fairness-") as place:
        yield replace(original, folder=Path(shutil.copytree(original.folder, Path(place) / "data"))), ""


def _credentials(sized: Sized, database: str, count: int) -> list[str]:
    """Codes of new webhooks of the administrator."""
    folder = DataFolder(sized.folder, database) if database else DataFolder(sized.folder)
    store, key = folder.stores.open(DEFAULT), folder.key()
    codes = [new_code(WEBHOOK_LENGTH) for _ in range(count)]

    def add(tx: Transaction) -> None:
        for code in codes:
            webhooks.add(tx, Clock(), key, 1, "crm", code=code, title="fairness", expires=None)

    try:
        store.write_now(add)
    finally:
        store.close()
        folder.close()
    return codes


def _percentile(took: list[float], share: float) -> float:
    """Milliseconds."""
    return sorted(took)[int(share * (len(took) - 1))] * 1e3


def _print(name: str, took: list[float]) -> None:
    middle, last, longest = (_percentile(took, share) for share in (0.5, 0.99, 1))
    print(f"{name}: {len(took)} answers, p50 {middle:.1f} ms, p99 {last:.1f} ms, at most {longest:.1f} ms")


if __name__ == "__main__":
    main()
