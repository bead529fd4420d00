"""A TCP proxy that does to connections what networks do: the toxics that Toxiproxy has, by the same names."""

import asyncio
import contextlib
import random
import socket
import struct
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NamedTuple

CHUNK = 16 * 1024
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)

End = Literal["close", "reset", "hold"]


class Toxic(NamedTuple):
    """What happens to a connection.

    :param latency: seconds that each piece is late
    :param rate: bytes that pass in a second
    :param slice: bytes of the pieces in which what comes is passed on
    :param limit: bytes of one direction after which the connection ends
    :param end: how it ends: closed, reset, or held for a while without a word, and then closed
    :param hold: seconds that it is held; or until there is no toxic any more
    :param linger: seconds by which one side is told late that the other has closed
    :param down: nobody listens
    """

    latency: float = 0.0
    rate: float | None = None
    slice: int | None = None
    limit: int | None = None
    end: End = "close"
    hold: float = 0.2
    linger: float = 0.0
    down: bool = False


TOXICS = {
    "latency": Toxic(latency=0.02),
    "bandwidth": Toxic(rate=50_000),
    "slow_close": Toxic(linger=0.2),
    "timeout": Toxic(limit=0, end="hold"),
    "reset_peer": Toxic(limit=0, end="reset"),
    "slicer": Toxic(slice=7, latency=0.001),
    "limit_data": Toxic(limit=300),
    "down": Toxic(down=True),
}
"""By name."""
WAYS = ("up", "down")


class _Link:
    """One connection through the proxy, with what happens to it on one way."""

    def __init__(self, toxic: Toxic | None, way: str) -> None:
        self.toxic, self.way = toxic, way
        self.writers: list[asyncio.StreamWriter] = []

    def of(self, way: str) -> Toxic:
        return self.toxic if self.toxic is not None and self.way == way else Toxic()

    def close(self) -> None:
        """End it once all that has come is passed on."""
        for writer in self.writers:
            writer.close()

    def cut(self, *, reset: bool = False) -> None:
        """End it now."""
        for writer in self.writers:
            sock = writer.get_extra_info("socket")
            if reset and sock is not None and sock.family != socket.AF_UNIX:
                with contextlib.suppress(OSError):
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            writer.transport.abort()


class Proxy:
    """The proxy, as a context manager; it runs in a thread of its own.

    :param to: where it leads: a port of the loopback address, or a socket's path
    :param seed: decides which connections are hit, and on which way
    """

    def __init__(self, to: int | Path, seed: int = 0) -> None:
        self._to = to
        self._chosen = random.Random(seed)
        self._toxic: Toxic | None = None
        self._share = 1.0
        self._healthy = asyncio.Event()
        self._links: set[_Link] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)
        self._reserved = _bound(0)  # never listens: the port is kept while nobody does
        self.port: int = self._reserved.getsockname()[1]
        self.hits = 0
        """Connections that something happened to."""

    def __enter__(self) -> "Proxy":
        self._thread.start()
        self._run(self._listen())
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._reserved.close()

    @contextmanager
    def toxic(self, toxic: Toxic, share: float = 1.0) -> Iterator[None]:
        """Let it happen, to connections that are there and to new ones, until the block ends.

        :param share: of the connections
        """
        self._run(self._set(toxic, share))
        try:
            yield
        finally:
            self._run(self._set(None, 0.0))

    def _run(self, job: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(job, self._loop).result(30)

    async def _set(self, toxic: Toxic | None, share: float) -> None:
        was_down = self._toxic is not None and self._toxic.down
        self._toxic, self._share = toxic, share
        if toxic is None:
            self._healthy.set()
            if was_down:
                await self._listen()
            return
        self._healthy = asyncio.Event()
        if toxic.down:
            self._server.close()
            for link in self._links:
                link.cut()
            self.hits += 1
            return
        for link in self._links:
            link.toxic, link.way = self._choice()

    def _choice(self) -> tuple[Toxic | None, str]:
        hit = self._toxic is not None and self._chosen.random() < self._share
        self.hits += hit
        return self._toxic if hit else None, self._chosen.choice(WAYS)

    async def _listen(self) -> None:
        sock = _bound(self.port)
        sock.listen()
        self._server = await asyncio.start_server(self._accept, sock=sock)

    async def _stop(self) -> None:
        self._server.close()
        self._healthy.set()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        link = _Link(*self._choice())
        link.writers.append(writer)
        self._links.add(link)
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            if isinstance(self._to, Path):
                other = await asyncio.open_unix_connection(self._to)
            else:
                other = await asyncio.open_connection("127.0.0.1", self._to)
            link.writers.append(other[1])
            await asyncio.gather(self._pass(link, "up", reader, other[1]), self._pass(link, "down", other[0], writer))
        except (OSError, asyncio.CancelledError):
            pass  # one side has gone, and the other is told
        finally:
            link.close()
            self._links.discard(link)
            self._tasks.discard(task)

    async def _pass(self, link: _Link, way: str, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        passed = 0
        while piece := await source.read(CHUNK):
            toxic = link.of(way)
            if toxic.limit is not None and passed + len(piece) > toxic.limit:
                target.write(piece[: max(0, toxic.limit - passed)])
                await self._end(link, toxic)
                return
            size = toxic.slice or len(piece)
            for first in range(0, len(piece), size):
                part = piece[first : first + size]
                await asyncio.sleep(toxic.latency + (len(part) / toxic.rate if toxic.rate else 0))
                target.write(part)
                await target.drain()
            passed += len(piece)
        await asyncio.sleep(link.of("up").linger + link.of("down").linger)
        link.close()

    async def _end(self, link: _Link, toxic: Toxic) -> None:
        if toxic.end == "close":
            link.close()
            return
        if toxic.end == "hold":
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._healthy.wait(), toxic.hold)
        link.cut(reset=toxic.end == "reset")


def _bound(port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    sock.bind(("127.0.0.1", port))
    return sock
