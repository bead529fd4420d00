"""What a store is to everything above it: where a portal's data is read and written."""

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeVar

from homeport.store.blobs import Blobs
from homeport.store.outcomes import Awaited, Waiting
from homeport.store.pool import Use
from homeport.store.tallies import Tallies
from homeport.store.transaction import Transaction

T = TypeVar("T")
Job = tuple[Callable[[Transaction], Any], Waiting]

Committed = Callable[[float, int], None]
"""Is told how long it took to make a group of writes durable, in seconds, and how many they were."""


def nobody(*_: object) -> None:
    """Is told of something, and does nothing."""


GROUP_LIMIT = 64
"""Jobs committed together at most: bounds how long the first of them waits."""


class GoneError(Exception):
    """What was opened is no longer the portal of its name: it was removed, or renamed."""


class MovedError(GoneError):
    """The portal has another name now.

    :param host: the new one
    """

    def __init__(self, host: str) -> None:
        super().__init__(f"the portal is called {host} now")
        self.host = host


class BusyError(Exception):
    """Everything that could run it is in use, and has been for as long as a call may wait."""


class UnstorableError(Exception):
    """A text is none that a column or its index can hold. The text says why."""


class UnreachableError(Exception):
    """The database does not answer. The text says which, and why."""


class Store(ABC):
    """A portal's data, opened.

    Short reads run within a *turn*: on SQLite the event loop's own, on PostgreSQL a thread's.
    Writes run one after the other, on behalf of all processes: what domain code checks still holds when it writes.
    """

    @property
    @abstractmethod
    def waiting(self) -> int:
        """How many writes wait for the writer now."""

    def uses(self) -> dict[str, Use]:
        """How much is in use of what it has for itself, by name."""
        return {}

    blobs: Blobs | None = None
    """Where the contents of files are; None where there are no files."""

    tallies: Tallies | None = None
    """What all hosts count together; None where there is one host, whose processes share memory."""

    @abstractmethod
    def reading(self) -> Transaction:
        """The read transaction of this turn; it ends by itself when the turn does."""

    @abstractmethod
    async def turn(self, job: Callable[[], T]) -> T:
        """Run a job in which :meth:`reading` may be called, and which waits for nothing.

        :raises BusyError: when nothing is free to run it for too long
        """

    @abstractmethod
    def snapshot(self) -> AbstractContextManager[Transaction]:
        """A read transaction outside of turns: the command line, the control plane and tests."""

    @abstractmethod
    async def read_aside(self, job: Callable[[Transaction], T], key: Hashable = None) -> T:
        """Run a long read in a read transaction of its own, beside the event loop, and in turns with others.

        :param key: for whom: each is served as often as others, see :class:`~homeport.store.lanes.Lanes`
        :raises BusyError: when it is not begun for too long
        """

    async def write(self, job: Callable[[Transaction], T]) -> T:
        """Run a job in a write transaction; returns when it is durable. A job that raises changes nothing.

        A job may be run again when the database has undone it, so it keeps nothing of an earlier run.
        """
        waiting: Awaited[T] = Awaited()
        self._queue((job, waiting))
        return await waiting.future

    def write_now(self, job: Callable[[Transaction], T]) -> T:
        """As :meth:`write`, for callers without an event loop."""
        return self._from_outside(job).result()

    def write_soon(self, job: Callable[[Transaction], None]) -> None:
        """Run a job in a write transaction without waiting for it; a failure is logged."""
        self._from_outside(job).add_done_callback(_log_failure)

    def _from_outside(self, job: Callable[[Transaction], T]) -> "Future[T]":
        future: Future[T] = Future()
        self._queue((job, future))
        return future

    @abstractmethod
    def _queue(self, job: Job) -> None:
        """Queue a job for writing."""

    @abstractmethod
    def replace_with(self, make: Callable[[Transaction], Path]) -> None:
        """Put the contents of a finished SQLite file in place of what is here, in one transaction.

        :param make: gets the contents as they are, and gives the file; nobody writes in between
        :raises GoneError: when the portal was removed or renamed
        """

    @abstractmethod
    def close(self) -> None:
        """Finish the jobs that are queued, then let go of everything. May be called twice."""


def _log_failure(future: "Future[None]") -> None:
    error = future.exception()
    if error is not None:
        logging.getLogger("homeport").error("a write in the background failed", exc_info=error)
