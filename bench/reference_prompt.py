"""Reference (a'): the constant on connections of Homeport's own kind, answered at once, as Homeport answers calls.

python -m bench.reference_prompt PORT
"""

import asyncio
import socket
import sys
from typing import Any

from bench.reference_constant import BODY, START, app
from homeport.server.guests import Guests
from homeport.server.http_server import Server, configured
from homeport.server.serve import new_loop
from homeport.wire.envelope import Answer


class Prompt:
    """An application that needs no task."""

    answer = Answer(200, START["headers"], BODY)  # type: ignore[arg-type]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer what comes another way."""
        await app(scope, receive, send)

    def at_once(self, scope: Any, body: bytes) -> Answer:
        """The answer."""
        return self.answer


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=new_loop) as runner:
        sock = socket.create_server(("127.0.0.1", int(sys.argv[1])))
        sock.setblocking(False)
        runner.run(Server(configured(Prompt(), ()), lambda: None, Guests(1_000, 500)).serve([sock]))
