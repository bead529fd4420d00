"""``python -m bench.soak``: a mixed load for minutes on end, and what becomes of memory, files and latency.

    python -m bench.soak [--minutes 10] [--workers 2] [--share 0.6]

A portal of its own, thrown away afterwards. First is measured how much this load can be; then requests are sent at a
share of that rate, whether answers come or not. What a leak or a slow growth would change is told for each tenth of the
time; and how long the server's threads could have run and got no CPU, and how late the sender itself was: on a machine
that others use too, that is what most slow answers come from.
"""

import argparse
import asyncio
import random
import shutil
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import aiohttp

from bench.data import Sized, portal
from bench.servers import Server, homeport

ACTIVITIES = 10_000
CLIENTS = 16
MEASURING_SECONDS = 8
PAUSE = 0.005
"""Seconds between two looks at what is to be sent."""
WARMING = 2
"""Tenths of the time in which memory may grow, as caches fill."""

Call = Callable[..., Awaitable[Any]]


@dataclass
class Window:
    """A tenth of the time."""

    latencies: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    waited: float = 0.0
    memory: int = 0
    files: int = 0
    journal: int = 0

    def percentile(self, share: float) -> float:
        """Milliseconds that requests took."""
        return _percentile(self.latencies, share)


def _percentile(seconds: list[float], share: float) -> float:
    """Milliseconds."""
    ordered = sorted(seconds)
    return ordered[int(share * (len(ordered) - 1))] * 1000 if ordered else 0.0


class Load:
    """What is asked: mostly reads, with writes that leave as much as they found."""

    def __init__(self, call: Call, first: int, last: int) -> None:
        self._call = call
        self._first, self._last = first, last
        self._chosen = random.Random(1)
        self.outcomes: Counter[str] = Counter()
        self._asked = [self._bindings] * 12 + [self._deals, self._activities, self._batch, self._rebind, self._plan]

    async def one(self) -> None:
        """Ask something."""
        await self._chosen.choice(self._asked)()

    async def _ask(self, method: str, **params: Any) -> Any:
        answer = await self._call(method, **params)
        self.outcomes[answer.get("error", "ok")] += 1
        return answer.get("result")

    def _activity(self) -> int:
        return self._chosen.randint(self._first, self._last)

    async def _bindings(self) -> None:
        await self._ask("crm.activity.binding.list", activityId=self._activity())

    async def _deals(self) -> None:
        await self._ask("crm.deal.list", filter={">ID": self._chosen.randint(1, 1000)}, order={"ID": "ASC"}, start=-1)

    async def _activities(self) -> None:
        await self._ask("crm.activity.list", filter={"OWNER_TYPE_ID": 2, "OWNER_ID": self._chosen.randint(50, 500)})

    async def _batch(self) -> None:
        cmd = [f"crm.activity.binding.list?activityId={self._activity()}" for _ in range(10)]
        await self._ask("batch", cmd=cmd)

    async def _rebind(self) -> None:
        record = {"activityId": self._activity(), "entityTypeId": 1, "entityId": 1}
        if await self._ask("crm.activity.binding.add", **record):
            await self._ask("crm.activity.binding.delete", **record)

    async def _plan(self) -> None:
        planned = await self._ask(
            "crm.activity.todo.add", ownerTypeId=2, ownerId=1, deadline="2030-01-01T09:00:00+00:00", title="Soak"
        )
        await self._ask("crm.activity.delete", id=planned["id"])


async def run(server: Server, sized: Sized, seconds: float, share: float) -> tuple[list[Window], Counter[str], float]:
    """Load the server; a window for each tenth of the time, the outcomes, and requests a second."""
    hook = f"http://{server.address}{server.webhooks[1]}"
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CLIENTS * 4)) as session:

        async def call(method: str, **params: Any) -> Any:
            async with session.post(hook + method, json=params) as answer:
                return await answer.json()

        load = Load(call, sized.first, sized.last)
        rate = await _capacity(load) * share
        load.outcomes.clear()
        print(f"Sending {rate:.0f} requests a second for {seconds:.0f} s.", flush=True)
        windows = [Window() for _ in range(10)]
        begun = time.perf_counter()
        running: set[asyncio.Task[None]] = set()

        async def timed(window: Window) -> None:
            sent = time.perf_counter()
            await load.one()
            window.latencies.append(time.perf_counter() - sent)

        sent, looked, waited = 0, 0.0, server.waited_seconds()
        while (now := time.perf_counter() - begun) < seconds:
            window = windows[int(now / seconds * 10)]
            while sent < now * rate:
                task = asyncio.create_task(timed(window))
                running.add(task)
                task.add_done_callback(running.discard)
                sent += 1
            if now > looked:
                looked = now + 1
                _look(server, sized, window)
                before, waited = waited, server.waited_seconds()
                window.waited += waited - before
            slept = time.perf_counter()
            await asyncio.sleep(PAUSE)
            window.late.append(time.perf_counter() - slept - PAUSE)
        await asyncio.gather(*running)
    return windows, load.outcomes, rate


async def _capacity(load: Load) -> float:
    """Requests a second that as many clients get as ask without pause."""
    until = time.perf_counter() + MEASURING_SECONDS
    done = 0

    async def client() -> None:
        nonlocal done
        while time.perf_counter() < until:
            await load.one()
            done += 1

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return done / MEASURING_SECONDS


def _look(server: Server, sized: Sized, window: Window) -> None:
    pids = server.processes()
    window.memory = server.memory()[1]
    window.files = sum(sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir()) for pid in pids)
    window.journal = max(path.stat().st_size for path in sized.folder.rglob("*-wal"))


def _print(windows: list[Window], outcomes: Counter[str], seconds: float) -> None:
    """Print the table.

    :param seconds: of each window
    """
    print("\n| tenth | requests | p50 ms | p99 ms | server without CPU ms/s | sender late p99 ms ", end="")
    print("| memory MB | open files | write-ahead log MB |\n|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for number, window in enumerate(windows, 1):
        print(
            f"| {number} | {len(window.latencies)} | {window.percentile(0.5):.1f} | {window.percentile(0.99):.1f} "
            f"| {window.waited / seconds * 1000:.0f} | {_percentile(window.late, 0.99):.1f} "
            f"| {window.memory / 1e6:.1f} | {window.files} | {window.journal / 1e6:.1f} |"
        )
    warm, last = windows[WARMING], windows[-1]
    p99 = [window.percentile(0.99) for window in windows]
    print(f"\nOutcomes: {dict(outcomes)}")
    print(f"Memory after warming up: {100 * (last.memory / warm.memory - 1):+.1f} %")
    print(f"Open files: {last.files - warm.files:+d}")
    middle = statistics.median(p99[WARMING:6]), statistics.median(p99[6:])
    print(f"p99, the last four tenths to the four before: {100 * (middle[1] / middle[0] - 1):+.1f} %")


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--share", type=float, default=0.6, help="of what the load can be (default: 0.6)")
    options = parser.parse_args()
    kept = portal(ACTIVITIES)
    place = Path(tempfile.mkdtemp(prefix="homeport-soak-"))
    try:
        own = replace(kept, folder=shutil.copytree(kept.folder, place / "data"))
        with homeport(own, options.workers) as server:
            windows, outcomes, _ = asyncio.run(run(server, own, options.minutes * 60, options.share))
        _print(windows, outcomes, options.minutes * 6)
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
