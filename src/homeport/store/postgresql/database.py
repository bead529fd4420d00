"""One PostgreSQL database: its connections, and the threads that use them beside the event loop."""

import asyncio
import math
import threading
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, TypeVar

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from homeport.store.lanes import Lanes, Place
from homeport.store.pool import Places, Threads, Use
from homeport.store.postgresql.connections import Connection, take
from homeport.store.postgresql.numbering import COUNT_WRITE
from homeport.store.postgresql.reads import NOTHING, SEEN, Begun, Reading, Reads, beginning, has_schema, local
from homeport.store.postgresql.transaction import PostgresTransaction, milliseconds
from homeport.store.postgresql.turns import Job, Outcome, Turns
from homeport.store.store import BusyError, GoneError, UnreachableError
from homeport.store.transaction import RolledBackError, Row, Transaction

T = TypeVar("T")
Statement = str | sql.Composed

TURNS = 8
"""Threads for turns. Each has a connection, and while it counts another."""
LONG_READS = 3
"""Long reads that run at a time: they are work for the database's processors."""
WRITERS = 4
OTHERS = 4
"""Connections for whoever reads outside of turns and of these threads: the control plane, mostly."""
WAIT_SECONDS = 5.0
"""How long is waited for a thread, and for a connection."""
LOCK_SECONDS = 10.0
"""How long a write waits for those of other processes."""

SILENT_SECONDS = 15
"""After how long a host that is gone without a word is noticed: by us, and by the server, where what it has locked is
locked until then."""
_PROBES = {"idle": SILENT_SECONDS // 3, "interval": SILENT_SECONDS // 3, "count": 2}
_SETTINGS: dict[str, Any] = {
    "autocommit": True,  # transactions are begun and ended here, each in one round trip
    "application_name": "homeport",
    "client_encoding": "utf8",
    "connect_timeout": 5,
    "tcp_user_timeout": SILENT_SECONDS * 1000,  # of what is sent to it
    **{f"keepalives_{name}": number for name, number in _PROBES.items()},  # while it is waited for
}
_AT_THE_SERVER = "; ".join(
    [f"SET tcp_user_timeout = {SILENT_SECONDS * 1000}", "SET jit = off"]
    + [f"SET tcp_keepalives_{name} = {number}" for name, number in _PROBES.items()]
)
"""Said once it is connected: poolers take no options of a connection. To compile a statement takes longer than almost
any of ours runs, and cannot be ended meanwhile."""


class Database:
    """A database, in which portals have a schema each. Connections and threads are had when they are first needed.

    :param url: ``postgresql://user:password@host:port/name``
    :param replicas: URLs of those that reads may go to
    """

    def __init__(self, url: str, replicas: Sequence[str] = ()) -> None:
        self.url = url
        self.reads = Reads(self, map(Database, replicas))
        self._lock = threading.Lock()
        self._idle: deque[Connection] = deque()
        self._places = Places(WRITERS + OTHERS)
        self._local = threading.local()
        self._turns: Turns | None = None
        self._executors: dict[str, Threads] = {}
        self._lanes: Lanes | None = None
        self.made: dict[str, type[PostgresTransaction]] = {}
        """The class of transactions in a schema, where it is another than usual."""

    # Connections

    def connect(self, *, autocommit: bool = True) -> Connection:
        """A connection of the caller's own, to be closed by it.

        :raises UnreachableError: when there is none to be had
        """
        try:
            connection = Connection.connect(self.url, **_SETTINGS | {"autocommit": autocommit})
            connection.prepare_threshold = None  # what is kept prepared is known to the short way alone
            connection.ask(_AT_THE_SERVER)
        except psycopg.Error as error:
            raise UnreachableError(self.why(error)) from None
        return connection

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection that is used again by others: one that is idle, else a new one.

        :raises BusyError: when all are in use for :data:`WAIT_SECONDS`
        :raises UnreachableError: when none can be made, or it breaks
        """
        if self._reading() is not None:  # there are only so many turns
            with self._taken() as connection:
                yield connection
            return
        if not self._places.acquire(timeout=WAIT_SECONDS):
            raise BusyError
        try:
            with self._taken() as connection:
                yield connection
        finally:
            self._places.release()

    @contextmanager
    def _taken(self) -> Iterator[Connection]:
        connection = self.take()
        try:
            yield connection
        except psycopg.OperationalError as error:
            if connection.closed:
                raise UnreachableError(self.why(error)) from error
            raise
        finally:
            if connection.info.transaction_status == TransactionStatus.IDLE:
                connection.home.append(connection)
            else:
                connection.close()

    def take(self) -> Connection:
        """A connection that is idle, else a new one.

        :raises UnreachableError: when none can be made
        """
        connection = take(self._idle)
        if connection is None:
            connection = self.connect()
            connection.home = self._idle
        return connection

    def rows(self, statement: Statement, params: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
        """What a statement finds that is a transaction of its own. As :meth:`connection`.

        It may run twice when its connection breaks. Those with named parameters run often, and are kept prepared.
        """
        while True:
            was_idle = self.has_idle()
            try:
                with self.connection() as connection:
                    if isinstance(statement, str) and isinstance(params, Mapping):
                        return connection.run(statement, params).fetchall()
                    return connection.execute(statement, params).fetchall()
            except UnreachableError:
                if not was_idle:
                    raise
                self.close_idle()  # one that has broken while nobody used it was taken

    def has_idle(self) -> bool:
        """Whether the next connection is one that was used before, and may have broken since."""
        return bool(self._idle)

    def close_idle(self) -> None:
        """End the connections that are idle."""
        while (connection := take(self._idle)) is not None:
            connection.close()

    def __str__(self) -> str:
        try:
            named = conninfo_to_dict(self.url)
        except psycopg.Error:
            return "The database"
        host = named.get("host") or "this machine"
        return f"The database {named.get('dbname', 'postgres')} at {host}:{named.get('port', 5432)}"

    def why(self, error: psycopg.Error) -> str:
        """What the driver says, in one line and without the password."""
        lines = str(error).strip().splitlines() or [type(error).__name__]
        said = next((line for line in lines if "FATAL:" in line), lines[0])
        return f"{self} cannot be used: {said.rpartition('FATAL:')[2].rpartition('failed:')[2].strip()}."

    # Transactions

    @contextmanager
    def read(self, schema: str, limit: float = math.inf) -> Iterator[PostgresTransaction]:
        """A read transaction in a portal's schema.

        :param limit: seconds that a statement may run, unless the transaction says otherwise
        :raises GoneError: when there is no such schema any more
        """
        begin = beginning(schema, limit)
        with self._begun(begin, schema) as (connection, generation, written):
            yield self.kind_of(schema)(
                connection, writable=False, begin=begin, limit=limit, generation=generation, as_of=written
            )

    @contextmanager
    def write(self, schema: str, limit: float = math.inf) -> Iterator[PostgresTransaction]:
        """A write transaction in a portal's schema: the only one at a time, of all processes.

        It is undone when the block raises. As :meth:`read`.

        :raises BusyError: when others have been writing for as long as it waits
        """
        wait = f"SET LOCAL lock_timeout TO {milliseconds(LOCK_SECONDS)}; LOCK portal IN EXCLUSIVE MODE"
        begin = f"BEGIN; {local(schema, limit)}; {wait}; {COUNT_WRITE}"
        with self._begun(begin, schema) as (connection, generation, _):
            yield self.kind_of(schema)(connection, writable=True, begin=begin, limit=limit, generation=generation)

    def kind_of(self, schema: str) -> type[PostgresTransaction]:
        """The class of transactions in a schema."""
        return self.made.get(schema, PostgresTransaction)

    @contextmanager
    def _begun(self, begin: str, schema: str) -> Iterator[Begun]:
        with ExitStack() as stack:
            begun = self._begin(f"{begin}; {SEEN}", schema, stack)
            connection = begun.connection
            try:
                yield begun
                if connection.execute("COMMIT").statusmessage != "COMMIT":  # an error had ended it before
                    raise RolledBackError("the transaction was rolled back")
            except BaseException as error:
                self._undo(connection, schema, error)
                raise

    def _begin(self, begin: str, schema: str, stack: ExitStack) -> Begun:
        """Begin a transaction on a connection; one that has broken while nobody used it is changed for a new one."""
        while True:
            was_idle = self.has_idle()
            connection = stack.enter_context(self.connection())
            try:
                return Begun(connection, *(connection.ask(begin) or NOTHING))
            except psycopg.Error as error:
                if not (connection.closed and was_idle):
                    self._undo(connection, schema, error)
                    raise
                stack.close()
                self.close_idle()  # they have broken too

    def _undo(self, connection: Connection, schema: str, error: BaseException) -> None:
        """Undo a transaction that an error has ended, and raise what it means, if that is known."""
        if connection.closed:
            return
        with suppress(psycopg.OperationalError):
            connection.execute("ROLLBACK")
            if isinstance(error, errors.LockNotAvailable):
                raise BusyError from error
            if isinstance(error, errors.UndefinedTable) and not has_schema(connection, schema):
                raise GoneError(schema) from error

    # Threads

    async def turn(self, job: Callable[[], T]) -> T:
        """Run a job in a thread, where :meth:`reading` gives it transactions.

        :raises BusyError: when no thread takes it within :data:`WAIT_SECONDS`
        """
        loop = asyncio.get_running_loop()
        turns = self._turns
        if turns is None or turns.loop is not loop:
            turns = self._turns = Turns(loop, self._executor("turn", TURNS), self._in_turn, WAIT_SECONDS)
        return await turns.run(job)

    def _in_turn(self, jobs: list[Job]) -> list[Outcome]:
        with self.reads.of_turn() as reading:
            self._local.reading = reading
            try:
                return [(future, *reading.outcome(job)) for job, future in jobs]
            finally:
                self._local.reading = None

    def reading(self, schema: str) -> Transaction:
        """The read transaction of this thread's turn in a schema. That of another schema ends."""
        reading = self._reading()
        if reading is None:
            raise RuntimeError("reads of PostgreSQL run in a turn: they would hold up the event loop")
        return reading.of(schema)

    def _reading(self) -> Reading | None:
        found: Reading | None = getattr(self._local, "reading", None)
        return found

    async def aside(self, key: Hashable, job: Callable[[Place], T]) -> T:
        """Run a job in a lane, that opens what it needs.

        :param key: for whom
        :raises BusyError: when it is not begun within :data:`WAIT_SECONDS`
        """
        return await self._begun_in_time(self.lanes().submit(key, job))

    def lanes(self) -> Lanes:
        """The lanes of long reads."""
        lanes = self._lanes
        if lanes is None:
            with self._lock:
                lanes = self._lanes = self._lanes or Lanes("homeport-reader", LONG_READS)
        return lanes

    def start_writing(self, job: Callable[[], None]) -> None:
        """Run a job in one of the writers' threads."""
        self._executor("writer", WRITERS).submit(job)

    async def _begun_in_time(self, future: "Future[T]") -> T:
        waited = False

        def give_up() -> None:
            nonlocal waited
            waited = future.cancel()  # not once it runs

        timer = asyncio.get_running_loop().call_later(WAIT_SECONDS, give_up)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            if waited:
                raise BusyError from None
            raise
        finally:
            timer.cancel()

    def _executor(self, name: str, threads: int) -> Threads:
        found = self._executors.get(name)
        if found is None:
            with self._lock:
                found = self._executors.setdefault(name, Threads(threads, f"homeport-{name}"))
        return found

    def uses(self) -> dict[str, Use]:
        """How much of the connections is in use, and of the threads, by name."""
        threads = {name: each.use() for name, each in list(self._executors.items())}
        lanes = self._lanes
        return {"connections": self._places.use(), **threads, **({} if lanes is None else {"reader": lanes.use()})}

    def close(self) -> None:
        """End threads and connections; they are had anew when they are needed again."""
        self._turns = None
        with self._lock:
            executors, self._executors = self._executors, {}
            lanes, self._lanes = self._lanes, None
        for executor in executors.values():
            executor.shutdown()
        if lanes is not None:
            lanes.close()
        self.close_idle()
        self.reads.close()
