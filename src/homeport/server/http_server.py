"""uvicorn's HTTP server, with what it lacks: leaving without losing a request."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn

from homeport.server.accepting import Accepting
from homeport.server.connection import Connection
from homeport.server.guarded import State
from homeport.server.guests import Guest, Guests, Patience

STOP_SECONDS = 10
"""How long requests in flight may take to finish when the server is told to stop."""
LEAVE_SECONDS = 6.0
"""How long idle connections are kept by a worker that leaves: longer than they are kept anyway."""
_LOOK_SECONDS = 0.05
_TICKS = 5
"""Of a tenth of a second each, between two looks at how long connections take."""


class Server(uvicorn.Server):
    """A server that says when it has started, and leaves signals to whoever runs several of them.

    :param on_started: called when it answers
    :param guests: what connections are counted by, in all servers of a process
    :param patience: how long connections may take
    :param hides: called with the address of a proxy whose word is not taken
    """

    server_state: State

    def __init__(
        self,
        config: uvicorn.Config,
        on_started: Callable[[], None],
        guests: Guests,
        patience: Patience | None = None,
        hides: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__(config)
        self.server_state = State(patience or Patience())
        self.server_state.hides = hides
        self._on_started = on_started
        self._guests = guests
        self._leaving = False

    async def startup(self, sockets: list[Any] | None = None) -> None:
        """Take connections in from these sockets."""
        assert sockets is not None
        context, loop = self.config.ssl, asyncio.get_running_loop()
        if context is None:
            self._accepting: list[Accepting] = []
            self.servers = [await loop.create_server(self._make, sock=sock) for sock in sockets]
        else:
            seconds = self.server_state.patience.head
            self._accepting = [Accepting(sock, self._met, self._guests, context, seconds) for sock in sockets]
            self.servers = self._accepting  # type: ignore[assignment]
        self.started = True
        self._on_started()

    def _make(self) -> Connection:
        return Connection(self.config, self.server_state, {}, guests=self._guests)

    def _met(self, guest: Guest) -> Connection:
        return Connection(self.config, self.server_state, {}, guest=guest)

    async def on_tick(self, counter: int) -> bool:
        if counter % _TICKS == 0:
            self._look()
        return await super().on_tick(counter)

    def _look(self) -> None:
        """End connections that take too long."""
        now = asyncio.get_running_loop().time()
        for connection in list(self.server_state.connections):
            if isinstance(connection, Connection):
                connection.look(now)

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
        while self._leaving and (state.connections or self._are_greeted()) and loop.time() < until:
            self._look()
            await asyncio.sleep(_LOOK_SECONDS)

    def _are_greeted(self) -> bool:
        """Whether connections have been taken in that are not made yet."""
        return any(accepting.greeted for accepting in self._accepting)


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
