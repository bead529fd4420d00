"""Statements that take long: timed from being sent to their last row, and told with their plans.

Nothing of this runs in a server that was not asked for it: stores are then given no :class:`Watch`, and make the
transactions that they always make. In one that was, a transaction is of a class that reads the clock around each
statement. What was slow is told by a thread of its own, which asks for the plan on a connection of its own: neither can
hold up a request, or make it fail.
"""

import logging
import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from functools import wraps
from threading import BoundedSemaphore
from time import monotonic, perf_counter
from typing import Any, NamedTuple, TypeVar, cast

from sqlalchemy import Table, bindparam, insert

from homeport.store.query import Query
from homeport.store.transaction import Caller, Transaction

K = TypeVar("K", bound=type[Transaction])
T = TypeVar("T")

PLAN_SECONDS = 60.0
"""For how long the plan of a statement is not asked for again."""
PLAN_LIMIT = 2.0
"""Seconds that asking for a plan may take."""
CLOSE_SECONDS = 2.0
"""For how long plans are still asked for when the server stops."""
MAX_PLANNED = 1_000
"""Statements of which is known when their plan was asked for."""
MAX_WAITING = 100
"""Statements that wait to be told: more are only counted."""

Reading = Callable[[], AbstractContextManager[Transaction]]


class Slow(NamedTuple):
    """A statement that took long.

    :param portal: in whose data it ran
    :param seconds: until its last row was fetched
    :param sql: its text, in which no caller's value is
    :param params: its parameters
    :param caller: the request that it ran for, where that is known
    :param plan: how the database runs it, a step a line, without values; None when it was told lately
    """

    portal: str
    seconds: float
    sql: str
    params: Mapping[str, Any]
    caller: Caller | None
    plan: list[str] | None = None


class SlowLog:
    """What is slow in the portals of a process.

    :param seconds: that a statement may take
    :param tell: is told of those that took longer, in a thread of its own
    :param count: is called for each, in the statement's thread
    """

    def __init__(self, seconds: float, tell: Callable[[Slow], None], count: Callable[[], None]) -> None:
        self.seconds = seconds
        self._tell = tell
        self._count = count
        self._thread = ThreadPoolExecutor(1, "homeport-slow")
        self._places = BoundedSemaphore(MAX_WAITING)
        self._planned: dict[tuple[str, str], float] = {}
        self._until = math.inf

    def add(self, slow: Slow, reading: Reading) -> None:
        """Have a statement told. Returns at once.

        :param reading: opens a transaction in which its plan can be asked for
        """
        self._count()
        if self._places.acquire(blocking=False):
            with suppress(RuntimeError):  # it was closed
                self._thread.submit(self._finish, slow, reading)

    def _finish(self, slow: Slow, reading: Reading) -> None:
        try:
            self._tell(slow._replace(plan=self._plan(slow, reading) if self._is_due(slow) else None))
        except Exception:
            logging.getLogger("homeport").exception("a slow statement could not be told")
        finally:
            self._places.release()

    def _is_due(self, slow: Slow) -> bool:
        """Whether it is time to ask for a statement's plan: a slow server shall not be made slower."""
        key, now = (slow.portal, slow.sql), monotonic()
        if now > self._until or now - self._planned.get(key, -PLAN_SECONDS) < PLAN_SECONDS:
            return False
        if len(self._planned) >= MAX_PLANNED:
            self._planned.clear()
        self._planned[key] = now
        return True

    @staticmethod
    def _plan(slow: Slow, reading: Reading) -> list[str]:
        try:
            with reading() as tx:
                tx.deadline.at = perf_counter() + PLAN_LIMIT
                return tx.plan(slow.sql, slow.params)
        except Exception as error:  # whatever it is, the statement itself is worth telling
            return [f"unknown: {type(error).__name__}"]

    def close(self) -> None:
        """Tell what waits. May be called twice."""
        self._until = monotonic() + CLOSE_SECONDS
        self._thread.shutdown()


class Watch:
    """What is slow in one portal's store.

    :param portal: its name
    """

    def __init__(self, log: SlowLog, portal: str) -> None:
        self.limit = log.seconds
        self._log = log
        self._portal = portal
        self._reading: Reading | None = None

    def over(self, kind: K, reading: Reading) -> K:
        """A class of transactions, with their statements timed.

        :param reading: opens a transaction in which plans can be asked for
        """
        self._reading = reading
        members: dict[str, Any] = {name: _timed(getattr(kind, name)) for name in _STATEMENTS}
        members |= {"_run": _noted(kind._run), "insert_many": _timed_many(kind.insert_many)}
        return cast(K, type(kind.__name__, (kind,), {"__slots__": ("ran",), "watch": self, **members}))

    def note(self, tx: Transaction, seconds: float, query: Query, params: Mapping[str, Any]) -> None:
        """A statement was slow."""
        assert self._reading is not None
        sql, params = tx.statement(query, params)
        self._log.add(Slow(self._portal, seconds, sql, params, tx.caller), self._reading)


_STATEMENTS = ("all", "dicts", "one", "value", "execute", "update", "delete", "insert")


def _timed(run: Callable[..., T]) -> Callable[..., T]:
    """What runs a statement, and fetches what it finds."""

    @wraps(run)
    def timed(tx: Any, /, *args: Any, **params: Any) -> T:
        tx.ran = None
        begun = perf_counter()
        try:
            return run(tx, *args, **params)
        finally:
            seconds = perf_counter() - begun
            if seconds > tx.watch.limit and tx.ran is not None:
                tx.watch.note(tx, seconds, *tx.ran)

    return timed


def _noted(run: Callable[..., T]) -> Callable[..., T]:
    """What gives a statement to the driver."""

    @wraps(run)
    def noted(tx: Any, query: Query, params: Mapping[str, Any]) -> T:
        if tx.ran is None:  # an insertion may be followed by a statement about its number
            tx.ran = query, params
        return run(tx, query, params)

    return noted


def _timed_many(run: Callable[..., None]) -> Callable[..., None]:
    """What inserts many rows in one go."""

    @wraps(run)
    def timed(tx: Any, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        tx.ran = None
        begun = perf_counter()
        try:
            run(tx, table, rows)
        finally:
            seconds = perf_counter() - begun
            if seconds > tx.watch.limit and rows:
                query = Query(insert(table).values({name: bindparam(name) for name in rows[0]}))
                tx.watch.note(tx, seconds, query, rows[0])

    return timed
