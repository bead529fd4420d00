"""Read transactions of a database: in turns and in readers' threads, at the primary or at a replica."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import NamedTuple, Protocol, TypeVar

import psycopg
from psycopg import errors

from homeport.store.postgresql import replicas
from homeport.store.postgresql.connections import Connection
from homeport.store.postgresql.replicas import Replica, Replicas
from homeport.store.postgresql.transaction import PostgresTransaction, milliseconds
from homeport.store.store import GoneError, UnreachableError
from homeport.store.transaction import Transaction

T = TypeVar("T")

REQUEST_SECONDS = 60.0
"""How long a statement may run, as transactions of requests begin: what most portals allow a request."""

SEEN = 'SELECT "GENERATION", (SELECT "COUNT" FROM homeport_written) FROM portal'
"""What everybody asks first, so it is asked with what begins a transaction: see :class:`Begun`."""

_WRITTEN = 'SELECT "COUNT" FROM {}.homeport_written'


NOTHING = 0, -1
"""What a portal that lacks its own row says of its generation, and of how many have written."""


class Begun(NamedTuple):
    """A transaction that has begun.

    :param generation: the portal's, as it sees it
    :param written: how many transactions have written to the portal of which it sees everything
    """

    connection: Connection
    generation: int
    written: int


class Primary(Protocol):
    """What reads need of the database that they are of; of replicas, ``connect`` alone."""

    def connect(self, *, autocommit: bool = True) -> Connection:
        """A connection of the caller's own."""

    def connection(self) -> AbstractContextManager[Connection]:
        """A connection that is used again by others."""

    def take(self) -> Connection:
        """A connection that is idle, else a new one."""

    def has_idle(self) -> bool:
        """Whether the next connection was used before."""

    def close_idle(self) -> None:
        """End the connections that are idle."""

    def kind_of(self, schema: str) -> type[PostgresTransaction]:
        """The class of transactions in a schema."""

    def why(self, error: psycopg.Error) -> str:
        """What the driver says, without the password."""


class Reads:
    """Begins read transactions.

    :param others: those that may be asked in the database's place
    """

    def __init__(self, database: Primary, others: Iterable[Primary]) -> None:
        self._database = database
        self._replicas = Replicas([Replica(other.connect, str(other)) for other in others])

    def begin(self, schema: str) -> PostgresTransaction:
        """Begin a read transaction, to be ended by letting go of its connection, in a turn or in a reader's thread.

        It may be a replica's, if that has all that the portal has.

        :raises GoneError: when there is no such schema any more
        """
        begin = beginning(schema, REQUEST_SECONDS)
        found = self._begin_at_replica(schema, begin)
        begun = found or self._begin_here(schema, begin)
        return self._database.kind_of(schema)(
            begun.connection,
            writable=False,
            begin=begin,
            limit=REQUEST_SECONDS,
            generation=begun.generation,
            as_of=begun.written,
            instead=(lambda: self._begin_here(schema, begin)[:2]) if found else None,
        )

    def _begin_here(self, schema: str, begin: str) -> Begun:
        while True:
            was_idle = self._database.has_idle()
            connection = self._database.take()
            try:
                return Begun(connection, *(connection.ask(f"{begin}; {SEEN}") or NOTHING))
            except psycopg.Error as error:
                broken = connection.closed
                connection.let_go()
                if not (broken and was_idle):
                    self.explain(error, schema, broken=broken)
                    raise
                self._database.close_idle()  # they have broken too

    def _begin_at_replica(self, schema: str, begin: str) -> Begun | None:
        """Begin at a replica, unless it lacks something; then None. Primary and replica are asked at the same time."""
        chosen = self._replicas.for_read(schema)
        if chosen is None:
            return None
        replica, there = chosen
        try:
            here = self._database.take()
        except BaseException:
            there.close()
            raise
        try:
            here.send(_WRITTEN.format(schema))
            there.send(f"{begin}; {SEEN}")
            (wanted,) = here.found()
        except BaseException as error:
            here.close()
            there.close()
            if isinstance(error, psycopg.Error):
                return None  # asked once more, the primary says what is wrong
            raise
        here.home.append(here)
        try:
            generation, written = there.found(replicas.ANSWER_SECONDS) or NOTHING
        except errors.UndefinedTable:  # the portal is new
            generation, written = NOTHING
        except psycopg.Error as error:
            there.close()
            replica.leave_out(error)
            return None
        if written < wanted:
            there.let_go()
            replica.is_behind(schema)
            return None
        return Begun(there, generation, written)

    def explain(self, error: psycopg.Error, schema: str, *, broken: bool) -> None:
        """Raise what an error means that has ended a read transaction, if that is known."""
        if broken and isinstance(error, psycopg.OperationalError):
            raise UnreachableError(self._database.why(error)) from error
        if isinstance(error, errors.UndefinedTable):
            with self._database.connection() as connection:
                if not has_schema(connection, schema):
                    raise GoneError(schema) from error

    def aside(self, schema: str, job: Callable[[Transaction], T], give_way: Callable[[], None]) -> T:
        """Run a job in a read transaction of its own, in a lane.

        :param give_way: lets others run
        """
        tx = self.begin(schema)
        tx.pause = give_way
        try:
            return job(tx)
        except psycopg.Error as error:
            self.explain(error, schema, broken=tx.connection.closed)
            raise
        finally:
            tx.connection.let_go()

    @contextmanager
    def of_turn(self) -> Iterator["Reading"]:
        """What a turn reads, which ends with the block."""
        reading = Reading(self)
        try:
            yield reading
        finally:
            reading.end()

    def close(self) -> None:
        """End the connections to replicas."""
        self._replicas.close()


class Reading:
    """What one turn reads: one transaction at a time, so that it needs one connection."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._schema = ""
        self._tx: PostgresTransaction | None = None

    def of(self, schema: str) -> Transaction:
        """The transaction in a schema."""
        if self._tx is None or schema != self._schema:
            self.end()
            self._schema = schema
            self._tx = self._reads.begin(schema)
        return self._tx

    def outcome(self, job: Callable[[], T]) -> tuple[T | None, BaseException | None]:
        """Run a job; its result or its error. One that has ended the transaction takes it away from the next."""
        try:
            result = job()
            if self._tx is not None and self._tx.has_failed():  # what was tried and given up has ended it
                self.end()
            return result, None
        except psycopg.Error as error:
            try:
                self.fail(error)
            except Exception as why:
                return None, why
            return None, error
        except BaseException as error:
            if self._tx is not None and self._tx.has_failed():
                self.end()
            return None, error

    def end(self) -> None:
        """End the transaction, if there is one."""
        tx, self._tx = self._tx, None
        if tx is not None:
            tx.connection.let_go()

    def fail(self, error: psycopg.Error) -> None:
        """As :meth:`end`; raise what an error means that has ended it, if that is known."""
        broken = self._tx is not None and self._tx.connection.closed
        self.end()
        self._reads.explain(error, self._schema, broken=broken)


def beginning(schema: str, limit: float) -> str:
    """What begins a read transaction that sees one moment."""
    return f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {local(schema, limit)}"


def local(schema: str, limit: float) -> str:
    """Where a transaction finds its tables, and how long a statement may run."""
    return f"SET LOCAL search_path TO {schema}; SET LOCAL statement_timeout TO {milliseconds(limit)}"


def has_schema(connection: Connection, schema: str) -> bool:
    """Whether there is a schema."""
    return connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (schema,)).fetchone() is not None
