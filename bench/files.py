"""Files of 1 MB that come and go, beside the same HTTP server with an application that answers or takes as many bytes.

    python -m bench.files [--rounds 5] [--seconds 4]

All run in turn within each round, with the same client; the ratios are what to read. Aim: 60 % of the constant. What
waiting for the disk costs is seen by a portal beside it whose folder is one of tests, which does not.
"""

import argparse
import asyncio
import shutil
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp

from bench import data, servers
from bench.data import Sized
from bench.servers import Server
from homeport.portals.folder import DataFolder

SIZE = 1_000_000
CONNECTIONS = 4
ACTIVITIES = 1_000

Once = Callable[[aiohttp.ClientSession], Awaitable[None]]


async def _pace(once: Once, seconds: float) -> float:
    """How often a second it can be done."""
    done = 0

    async def again(session: aiohttp.ClientSession, until: float) -> None:
        nonlocal done
        while time.perf_counter() < until:
            await once(session)
            done += 1

    async with aiohttp.ClientSession() as session:
        await once(session)
        begun = time.perf_counter()
        await asyncio.gather(*(again(session, begun + seconds) for _ in range(CONNECTIONS)))
        return done / (time.perf_counter() - begun)


def _get(url: str) -> Once:
    async def once(session: aiohttp.ClientSession) -> None:
        async with session.get(url) as answer:
            assert answer.status == 200, answer.status
            size = 0
            async for part in answer.content.iter_any():
                size += len(part)
            assert size == SIZE, size

    return once


def _post(content: Callable[[], bytes], address: Callable[[aiohttp.ClientSession], Awaitable[str]]) -> Once:
    async def once(session: aiohttp.ClientSession) -> None:
        form = aiohttp.FormData()
        form.add_field("file", content(), filename=f"{time.perf_counter_ns()}.bin")
        async with session.post(await address(session), data=form) as answer:
            assert answer.status == 200, await answer.text()
            await answer.read()

    return once


@contextmanager
def _of_tests(portal: Sized) -> Iterator[Sized]:
    """A copy of a portal whose folder is one of tests."""
    with TemporaryDirectory(dir=data.CACHE) as place:
        folder = Path(shutil.copytree(portal.folder, Path(place) / "data"))
        DataFolder(folder).throw_away()
        yield replace(portal, folder=folder)


class _Disk:
    """The disk of a portal's administrator."""

    def __init__(self, server: Server) -> None:
        self._base = f"http://{server.address}{server.webhooks[1]}"

    async def call(self, session: aiohttp.ClientSession, method: str, **params: object) -> dict[str, object]:
        async with session.post(f"{self._base}{method}", json=params) as answer:
            found: dict[str, object] = (await answer.json())["result"]
            return found

    async def folder(self) -> int:
        async with aiohttp.ClientSession() as session:
            storages = await self.call(session, "disk.storage.getList", filter={"ENTITY_TYPE": "common"})
            return int(storages[0]["ROOT_OBJECT_ID"])  # type: ignore[index, call-overload]

    async def address(self, session: aiohttp.ClientSession, folder: int) -> str:
        return str((await self.call(session, "disk.folder.uploadFile", id=folder))["uploadUrl"])

    async def file(self, folder: int, content: bytes) -> str:
        """A file's address."""
        async with aiohttp.ClientSession() as session:
            form = aiohttp.FormData()
            form.add_field("file", content, filename=f"{time.perf_counter_ns()}.bin")
            async with session.post(await self.address(session, folder), data=form) as answer:
                return str((await answer.json())["result"]["DOWNLOAD_URL"])


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="python -m bench.files", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds whose median counts (default: 5)")
    parser.add_argument("--seconds", type=float, default=4, help="seconds of load a run (default: 4)")
    options = parser.parse_args()
    numbers = iter(range(10**9))

    def fresh() -> bytes:
        """A content that no other file has."""
        return next(numbers).to_bytes(8) + time.perf_counter_ns().to_bytes(8) + bytes(SIZE - 16)

    with ExitStack() as stack:
        portal = stack.enter_context(servers.homeport(data.portal(ACTIVITIES), 1))
        sized = {"BENCH_BODY": "x" * 1_000, "BENCH_TIMES": str(SIZE // 1_000)}
        static = stack.enter_context(servers.reference("constant", 1, sized))
        taking = stack.enter_context(servers.reference("constant", 1, {"BENCH_BODY": "{}"}))
        disk = _Disk(portal)
        folder = asyncio.run(disk.folder())
        hasty = _Disk(stack.enter_context(servers.homeport(stack.enter_context(_of_tests(data.portal(ACTIVITIES))), 1)))
        hasty_folder = asyncio.run(hasty.folder())

        async def taken(session: aiohttp.ClientSession) -> str:
            """The constant's address, after a call as the one that tells an address."""
            await disk.address(session, folder)
            return f"http://{taking.address}/"

        steps = {
            "a constant is read": _get(f"http://{static.address}/"),
            "a file is read": _get(asyncio.run(disk.file(folder, fresh()))),
            "bytes are taken and dropped": _post(fresh, taken),
            "a file is taken and kept": _post(fresh, lambda session: disk.address(session, folder)),
            "the same, not waiting for the disk": _post(fresh, lambda session: hasty.address(session, hasty_folder)),
        }
        found: dict[str, list[float]] = {name: [] for name in steps}
        spent = []
        for _ in range(options.rounds):
            for name, once in steps.items():
                before = portal.cpu_seconds()
                found[name].append(asyncio.run(_pace(once, options.seconds)))
                if name == "a file is taken and kept":
                    spent.append((portal.cpu_seconds() - before) / (found[name][-1] * options.seconds))
        resident, _ = portal.memory()
    paces = [statistics.median(each) for each in found.values()]
    for name, pace in zip(found, paces, strict=True):
        print(f"{name:32} {pace:8.1f} MB/s")
    print(
        f"reading: {paces[1] / paces[0]:.0%} of the constant; taking: {paces[3] / paces[2]:.0%}, "
        f"and {paces[4] / paces[2]:.0%} if nothing waited for the disk"
    )
    print(f"taking one costs the server {statistics.median(spent) * 1000:.1f} ms of processor")
    print(f"the server has {resident / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
