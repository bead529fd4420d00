"""uvicorn's HTTP server, with what it lacks: leaving without losing a request."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn

from homeport.server.connection import Connection, State

STOP_SECONDS = 10
"""How long requests in flight may take to finish when the server is told to stop."""
LEAVE_SECONDS = 6.0
"""How long idle connections are kept by a worker that leaves: longer than they are kept anyway."""
_LOOK_SECONDS = 0.05


class Server(uvicorn.Server):
    """A server that says when it has started, and leaves signals to whoever runs several of them.

    :param on_started: called when it answers
    """

    server_state: State

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self.server_state = State()
        self._on_started = on_started
        self._leaving = False

    async def startup(self, sockets: list[Any] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._on_started()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def stop(self) -> None:
        """Finish what is in flight, and stop. Called again, wait for nothing."""
        if self._leaving:
            self._leaving = False
        else:
            self.force_exit = self.should_exit
        self.should_exit = True

    def leave(self) -> None:
        """Take no more connections, and stop once those there are have ended: each after its next answer.

        Another process listens on the same sockets, and has to be there already.
        """
        self._leaving = self.should_exit = True

    async def shutdown(self, sockets: list[Any] | None = None) -> None:
        if self._leaving:
            await self._leave()
        await super().shutdown(sockets=sockets)

    async def _leave(self) -> None:
        """Closing an idle connection could cross a request that is on its way, so those end by themselves."""
        for server in self.servers:
            server.close()
        state = self.server_state
        state.leaving = True
        state.default_headers = [*state.default_headers, (b"connection", b"close")]
        for connection in list(state.connections):
            if isinstance(connection, Connection) and connection.cycle and not connection.cycle.response_complete:
                connection.shutdown()  # once it has been answered
        loop = asyncio.get_running_loop()
        until = loop.time() + LEAVE_SECONDS
        # as uvicorn waits: it tells nobody of their end
        while self._leaving and (state.connections or state.begun) and loop.time() < until:  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_SECONDS)


def configured(app: object, trusted_proxies: tuple[str, ...], **options: object) -> uvicorn.Config:
    """How a server is run.

    :param app: the ASGI application
    :param trusted_proxies: whose word on a request's source and scheme is taken
    """
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        interface="asgi3",
        lifespan="off",
        proxy_headers=bool(trusted_proxies),
        forwarded_allow_ips=list(trusted_proxies),
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        http=Connection,
        ws="none",
        timeout_graceful_shutdown=STOP_SECONDS,
        **options,  # type: ignore[arg-type]
    )
