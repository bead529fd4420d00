"""Replicas of a database, which answer reads in its place while they hold all that a portal has.

Every write transaction of a portal counts itself. A replica that has replayed as many as the primary has is as good as
it, also for a role that was changed and a record that was written a moment ago; one that has not is left alone.
"""

import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import psycopg

from homeport.store.postgresql.connections import Connection
from homeport.store.store import UnreachableError

ANSWER_SECONDS = 1.0
"""How long a replica may take to begin a read, before another is asked instead."""
AWAY_SECONDS = 2.0
"""How long one is left out that could not be used."""
BEHIND_SECONDS = 0.02
"""How long one is not asked for a portal of which it had not replayed everything."""


class Replica:
    """One of them. It is connected to in the background: no read waits for that.

    :param connect: makes a connection
    :param name: says which it is, without a password
    """

    def __init__(self, connect: Callable[[], Connection], name: str) -> None:
        self._connect = connect
        self._name = name
        self._idle: deque[Connection] = deque()
        self._connecting = threading.Lock()
        self._executor: ThreadPoolExecutor | None = None
        self._usable_at = 0.0
        self._is_away = False
        self._current_at: dict[str, float] = {}

    def fits(self, schema: str) -> bool:
        """Whether it is worth asking now."""
        now = time.monotonic()
        return now >= self._usable_at and now >= self._current_at.get(schema, 0.0)

    def connection(self) -> Connection | None:
        """An idle connection; None when there is none that answers."""
        try:
            connection = self._idle.popleft()
            connection.end(ANSWER_SECONDS)
        except psycopg.OperationalError as error:
            self.leave_out(error)
        except IndexError:
            self._connect_soon()
        else:
            return connection
        return None

    def _connect_soon(self) -> None:
        if self._connecting.acquire(blocking=False):
            if self._executor is None:
                self._executor = ThreadPoolExecutor(1, "homeport-replica")
            self._executor.submit(self._connect_more)

    def _connect_more(self) -> None:
        try:
            connection = self._connect()
            connection.home = self._idle
            self._idle.append(connection)
            if self._is_away:
                self._is_away = False
                _LOG.info("%s answers reads again", self._name)
        except UnreachableError as error:
            self.leave_out(error)
        finally:
            self._connecting.release()

    def leave_out(self, error: Exception) -> None:
        """Do not use it for a while."""
        self._usable_at = time.monotonic() + AWAY_SECONDS
        if not self._is_away:
            self._is_away = True
            _LOG.warning("a replica is left out, reads go to the primary: %s", str(error).strip())

    def is_behind(self, schema: str) -> None:
        """Note that it lacks something of a portal."""
        self._current_at[schema] = time.monotonic() + BEHIND_SECONDS

    def close(self) -> None:
        """End its connections; they are had anew when they are needed again."""
        if self._executor is not None:
            self._executor.shutdown()
            self._executor = None
        while self._idle:
            self._idle.popleft().close()


class Replicas:
    """Those of a database, which take turns."""

    def __init__(self, replicas: Sequence[Replica]) -> None:
        self._replicas = replicas
        self._next = itertools.cycle(range(len(replicas) or 1))

    def for_read(self, schema: str) -> tuple[Replica, Connection] | None:
        """One that may be asked, and a connection to it; None: ask the primary."""
        first = next(self._next)
        for place in range(len(self._replicas)):
            replica = self._replicas[(first + place) % len(self._replicas)]
            if replica.fits(schema) and (connection := replica.connection()) is not None:
                return replica, connection
        return None

    def close(self) -> None:
        """End all connections."""
        for replica in self._replicas:
            replica.close()


_LOG = logging.getLogger("homeport")
