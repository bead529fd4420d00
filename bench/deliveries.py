"""``python -m bench.deliveries``: how many events a second reach a handler, beside the same client sending constants.

    python -m bench.deliveries [--events 500] [--handlers 1] [--rounds 3]

The handler answers at once. First the outbox is filled, then the server delivers it; in between, the client that the
server calls handlers with sends such forms, one after the other.
"""

import argparse
import asyncio
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from homeport.deliver import deliverer
from homeport.deliver.sender import Sender
from homeport.domain.events import outgoing, triggering
from homeport.domain.portal.settings import clock_of
from homeport.store import Transaction
from homeport.testing import LocalPortal
from homeport.testing.session import ThreadSession

EVENT = "ONCRMDEALUPDATE"
_OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="python -m bench.deliveries", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--events", type=int, default=500)
    parser.add_argument("--handlers", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    deliverer.LOOK_SECONDS = 0.01
    with _handler() as handler, tempfile.TemporaryDirectory() as place:
        delivered, constant = [], []
        with ThreadSession(Path(place) / "data") as session:
            for _ in range(options.rounds):
                with session.fresh("demo") as portal:
                    delivered.append(_deliver(portal, handler, options.events, options.handlers))
                constant.append(asyncio.run(_send(handler.url, options.events)))
    ours, theirs = statistics.median(delivered), statistics.median(constant)
    print(f"delivered {ours:,.0f} a second; constants by the same client {theirs:,.0f}; {ours / theirs:.0%} of them")


class _Handler:
    """Answers at once, and counts.

    :ivar url: its address
    :ivar count: what has come
    """

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/"
        self.count = 0


@contextmanager
def _handler() -> Iterator[_Handler]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        await reader.readexactly(length)
        handler.count += 1
        writer.write(_OK)
        await writer.drain()
        writer.close()

    server = asyncio.run_coroutine_threadsafe(asyncio.start_server(answer, "127.0.0.1", 0), loop).result()
    handler = _Handler(server.sockets[0].getsockname()[1])
    try:
        yield handler
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def _deliver(portal: LocalPortal, handler: _Handler, events: int, handlers: int) -> float:
    """Calls a second, from the moment that they may be made to the last one's arrival."""

    def fill(tx: Transaction) -> None:
        clock = clock_of(tx)
        for number in range(handlers):
            outgoing.add(tx, clock, url=f"{handler.url}{number}", events=[EVENT])
        for number in range(events // handlers):
            triggering.trigger(tx, clock, EVENT, str(number))

    handler.count, wanted = 0, events // handlers * handlers
    portal.write(fill)
    begun = time.perf_counter()
    while handler.count < wanted:
        time.sleep(0.001)
    return wanted / (time.perf_counter() - begun)


async def _send(url: str, events: int) -> float:
    """Forms a second, sent by the client that handlers are called with."""
    body: dict[str, Any] = {
        "event": EVENT,
        "event_handler_id": 1,
        "data": {"FIELDS": {"ID": "5"}},
        "ts": 1_800_000_000,
        "auth": {"domain": "localhost", "member_id": "a" * 32, "application_token": "b" * 32},
    }
    sender = Sender()
    try:
        begun = time.perf_counter()
        for _ in range(events):
            answer = await sender.send(url, body, public=False)
            assert answer.outcome == "200"
        return events / (time.perf_counter() - begun)
    finally:
        await sender.close()


if __name__ == "__main__":
    main()
