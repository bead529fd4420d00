"""Taking connections in: each is counted before anything is done for it, and those that are too many are told so."""

import asyncio
import errno
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress

from homeport.core.errors import QUERY_LIMIT_EXCEEDED
from homeport.core.log import LOG
from homeport.server.guests import Guest, Guests
from homeport.wire import envelope

AT_ONCE = 64
"""Connections that are taken in before whatever else waits has its turn."""
REST_SECONDS = 0.5
"""How long none is taken in when the machine has no descriptors left."""
SAY_SECONDS = 60.0
"""How often the log says that some are turned away."""
_USED_UP = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})


def _refusal() -> bytes:
    status, headers, body = envelope.failure(QUERY_LIMIT_EXCEEDED())
    lines = [f"HTTP/1.1 {status} Service Unavailable".encode(), *(b": ".join(pair) for pair in headers)]
    return b"\r\n".join([*lines, b"retry-after: 1", b"connection: close", b"", body])


REFUSAL = _refusal()


class Accepting:
    """Takes connections in from a socket until it is closed. For the event loop it is made in.

    :param sock: which listens, and does not block
    :param make: makes the protocol of a connection
    :param guests: of the process
    :param context: for TLS, or None
    :param greeting_seconds: how long a client may take to agree on keys
    """

    def __init__(
        self,
        sock: socket.socket,
        make: Callable[[Guest], asyncio.Protocol],
        guests: Guests,
        context: ssl.SSLContext | None,
        greeting_seconds: float,
    ) -> None:
        self._sock = sock
        self._make = make
        self._guests = guests
        self._secure = {} if context is None else {"ssl": context, "ssl_handshake_timeout": greeting_seconds}
        self._loop = asyncio.get_running_loop()
        self._said = -SAY_SECONDS
        self._later: asyncio.TimerHandle | None = None
        self._is_open = True
        self.greeted: set[asyncio.Task[None]] = set()
        """Those that are taken in, and have no protocol that is connected yet."""
        self._listen()

    def _listen(self) -> None:
        self._loop.add_reader(self._sock, self._accept)

    def _accept(self) -> None:
        for _ in range(AT_ONCE):
            try:
                sock, address = self._sock.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as error:
                if error.errno not in _USED_UP:
                    raise
                self._rest(error)
                return
            sock.setblocking(False)
            guest = self._guests.admit(address[0])
            if guest is None:
                self._say(f"connections of {address[0]} are refused: there are too many")
                self._turn_away(sock)
            else:
                task = self._loop.create_task(self._greet(sock, guest))
                self.greeted.add(task)
                task.add_done_callback(self.greeted.discard)

    async def _greet(self, sock: socket.socket, guest: Guest) -> None:
        try:
            await self._loop.connect_accepted_socket(lambda: self._make(guest), sock, **self._secure)  # type: ignore[arg-type]
        except (OSError, ssl.SSLError):  # it went away, or it was no TLS, or took too long
            guest.leave()
            sock.close()

    def _turn_away(self, sock: socket.socket) -> None:
        with suppress(OSError):
            if not self._secure:
                sock.send(REFUSAL)
                sock.shutdown(socket.SHUT_WR)
                sock.recv(65536)  # what is not read when it is closed would take the refusal back
        sock.close()

    def _rest(self, reason: OSError) -> None:
        self._say(f"no connection can be taken in for now: {reason.strerror}")
        self._loop.remove_reader(self._sock)
        self._later = self._loop.call_later(REST_SECONDS, self._listen)

    def _say(self, what: str) -> None:
        if self._loop.time() - self._said >= SAY_SECONDS:
            self._said = self._loop.time()
            LOG.warning("%s", what)

    def close(self) -> None:
        """Take no more in; may be called twice."""
        if self._is_open:
            self._is_open = False
            if self._later is not None:
                self._later.cancel()
            self._loop.remove_reader(self._sock)

    async def wait_closed(self) -> None:
        """End what has not begun yet."""
        for task in self.greeted:
            task.cancel()
