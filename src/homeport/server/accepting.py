"""Taking connections with TLS in: each is counted before keys are agreed on, as uvloop by itself counts none."""

import asyncio
import errno
import socket
import ssl
from collections.abc import Callable

from homeport.core.log import LOG
from homeport.server.guests import Guest, Guests

AT_ONCE = 64
"""Connections that are taken in before whatever else waits has its turn."""
REST_SECONDS = 0.5
"""How long none is taken in when the machine has no descriptors left."""
SAY_SECONDS = 60.0
"""How often the log says so."""
_USED_UP = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})


class Accepting:
    """Takes connections in from a socket until it is closed. For the event loop it is made in.

    :param sock: which listens, and does not block
    :param make: makes the protocol of a connection
    :param guests: of the process
    :param context: for TLS
    :param greeting_seconds: how long a client may take to agree on keys
    """

    def __init__(
        self,
        sock: socket.socket,
        make: Callable[[Guest], asyncio.Protocol],
        guests: Guests,
        context: ssl.SSLContext,
        greeting_seconds: float,
    ) -> None:
        self._sock = sock
        self._make = make
        self._guests = guests
        self._context = context
        self._greeting_seconds = greeting_seconds
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
                sock.close()
            else:
                task = self._loop.create_task(self._greet(sock, guest))
                self.greeted.add(task)
                task.add_done_callback(self.greeted.discard)

    async def _greet(self, sock: socket.socket, guest: Guest) -> None:
        try:
            await self._loop.connect_accepted_socket(
                lambda: self._make(guest),
                sock,
                ssl=self._context,
                ssl_handshake_timeout=self._greeting_seconds,
            )
        except (OSError, ssl.SSLError):  # it went away, or it was no TLS, or took too long
            guest.leave()
            sock.close()

    def _rest(self, reason: OSError) -> None:
        if self._loop.time() - self._said >= SAY_SECONDS:
            self._said = self._loop.time()
            LOG.warning("no connection can be taken in for now: %s", reason.strerror)
        self._loop.remove_reader(self._sock)
        self._later = self._loop.call_later(REST_SECONDS, self._listen)

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
