"""The hot request without sockets: how long the application itself takes, and with ``--profile`` where.

    python -m bench.micro [--profile] [--admin] [--activities 1000000]

A few requests share each turn of the event loop, as they do in a busy server.
"""

import argparse
import asyncio
import cProfile
import pstats
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bench import data
from homeport.app import Portals, make_app
from homeport.config import Config
from homeport.portals.built_in import demo_webhooks
from homeport.portals.folder import DataFolder

TOGETHER = 8
REQUESTS = 2_000
ROUNDS = 60
"""Many short rounds: the best of them is the one that no neighbour of the machine disturbed."""

App = Callable[[Any, Any, Any], Awaitable[None]]


async def _discard(message: Any) -> None:
    if message.get("status", 200) != 200:
        raise SystemExit("bench: the answer was not 200")


async def _call(app: App, webhook: str, ids: list[int]) -> None:
    for number, activity in enumerate(ids):
        body = b'{"activityId":%d}' % activity

        async def receive(body: bytes = body) -> Any:
            return {"type": "http.request", "body": body, "more_body": False}

        path = webhook + "crm.activity.binding.list"
        headers = [(b"host", b"127.0.0.1:8080"), (b"content-type", b"application/json"), (b"content-length", b"22")]
        scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": headers}
        await app(scope, receive, _discard)
        if number % TOGETHER == 0:
            await asyncio.sleep(0)


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
    chosen = random.Random(1)
    ids = [chosen.randint(portal.first, portal.last) for _ in range(REQUESTS)]
    with asyncio.Runner() as runner:
        runner.run(_call(app, f"/rest/{hook.user_id}/{hook.code}/", ids))
        if options.profile:
            profile = cProfile.Profile()
            profile.runcall(runner.run, _call(app, f"/rest/{hook.user_id}/{hook.code}/", ids))
            pstats.Stats(profile).sort_stats("tottime").print_stats(40)
        taken = []
        for _ in range(ROUNDS):
            begun = time.process_time()
            runner.run(_call(app, f"/rest/{hook.user_id}/{hook.code}/", ids))
            taken.append((time.process_time() - begun) / REQUESTS)
        taken.sort()
    portals.close()
    print(
        f"{taken[0] * 1e6:.1f} microseconds of CPU a request at best, "
        f"{taken[ROUNDS // 2] * 1e6:.1f} in the median round"
    )


if __name__ == "__main__":
    main()
