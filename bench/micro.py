"""The hot call without sockets: what it takes from a request's bytes to its answer's, and with ``--profile`` where.

    python -m bench.micro [--profile] [--admin] [--activities 1000000]

Beside it, in turn, a constant answered by the same HTTP server as ASGI applications are, and one answered at once.
"""

import argparse
import asyncio
import cProfile
import gc
import os
import pstats
import random
import time
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bench import data
from homeport.app import Portals, make_app
from homeport.config import Config
from homeport.portals.built_in import demo_webhooks
from homeport.portals.folder import DataFolder
from homeport.server.connection import Connection
from homeport.server.guarded import State
from homeport.server.http_server import configured
from homeport.server.serve import new_loop

TOGETHER = 8
"""Requests that share a turn of the event loop, as they do in a busy server."""
REQUESTS = 2_000
ROUNDS = 60
"""Many short rounds: the best of them is the one that no neighbour of the machine disturbed."""


class Wire(asyncio.Transport):
    """Takes what is answered, and keeps the last of it."""

    last = b""

    def write(self, content: Any) -> None:
        """Take a part of an answer."""
        self.last = content

    def is_closing(self) -> bool:
        """Never."""
        return False


class Client:
    """Connections to an application.

    :param kind: the class of connections
    """

    def __init__(self, app: Any, kind: type[HttpToolsProtocol]) -> None:
        config = configured(app, ())
        config.http = kind
        config.load()
        state = State()
        self.wires = [Wire() for _ in range(TOGETHER)]
        self._connections = [kind(config, state, {}) for _ in self.wires]
        for connection, wire in zip(self._connections, self.wires, strict=True):
            connection.connection_made(wire)

    async def send(self, requests: list[bytes]) -> None:
        """Send requests, a few in each turn."""
        for first in range(0, len(requests), TOGETHER):
            for connection, request in zip(self._connections, requests[first : first + TOGETHER], strict=True):
                connection.data_received(request)
            for _ in range(3):  # turns in which uvicorn's tasks run and end
                await asyncio.sleep(0)


def requests_to(webhook: str, portal: data.Sized) -> list[bytes]:
    """Calls with random activities."""
    chosen = random.Random(1)
    found = []
    for _ in range(REQUESTS):
        body = b'{"activityId":%d}' % chosen.randint(portal.first, portal.last)
        head = f"POST {webhook}crm.activity.binding.list HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        found.append(head.encode() + body)
    return found


async def measure(app: Any, requests: list[bytes], profiled: bool) -> dict[str, list[float]]:
    """Microseconds of CPU a request, of every round, the best first."""
    ours = Client(app, Connection)
    await ours.send(requests)
    head, _, body = ours.wires[-1].last.partition(b"\r\n\r\n")
    if b" 200 " not in head:
        raise SystemExit(f"bench: the answer was not 200: {head!r}")
    if profiled:
        profile = cProfile.Profile()
        with profile:
            await ours.send(requests)
        pstats.Stats(profile).sort_stats("tottime").print_stats(40)
    os.environ["BENCH_BODY"] = body.decode()
    from bench import reference_constant, reference_prompt  # noqa: PLC0415  they read it when they are imported

    clients = {
        "crm.activity.binding.list": ours,
        "a constant": Client(reference_constant.app, HttpToolsProtocol),
        "a constant, at once": Client(reference_prompt.Prompt(), Connection),
    }
    gc.freeze()
    taken: dict[str, list[float]] = {name: [] for name in clients}
    for _ in range(ROUNDS):
        for name, client in clients.items():
            begun = time.process_time()
            await client.send(requests)
            taken[name].append((time.process_time() - begun) / REQUESTS * 1e6)
    return {name: sorted(rounds) for name, rounds in taken.items()}


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--admin", action="store_true")
    parser.add_argument("--activities", type=int, default=1_000_000)
    options = parser.parse_args()
    portal = data.portal(options.activities)
    folder = DataFolder(portal.folder)
    hook = demo_webhooks(folder)[0 if options.admin else 1]
    portals = Portals(folder)
    app = make_app(Config(data=portal.folder), portals)
    requests = requests_to(f"/rest/{hook.user_id}/{hook.code}/", portal)
    with asyncio.Runner(loop_factory=new_loop) as runner:
        taken = runner.run(measure(app, requests, options.profile))
    portals.close()
    for name, rounds in taken.items():
        print(f"{name:28} {rounds[0]:6.1f} microseconds of CPU at best, {rounds[ROUNDS // 2]:6.1f} in the median round")


if __name__ == "__main__":
    main()
