"""A transaction of a PostgreSQL database."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any, NoReturn

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Table

from homeport.store.kept import statements
from homeport.store.postgresql.connections import Connection
from homeport.store.postgresql.dialect import POSTGRESQL
from homeport.store.postgresql.numbering import GIVEN, insertion, never_repeats
from homeport.store.postgresql.plan import steps
from homeport.store.postgresql.statements import Found
from homeport.store.query import Query
from homeport.store.store import UnstorableError
from homeport.store.texts import completed
from homeport.store.transaction import RolledBackError, TimeLimitError, Transaction

TRIED_SECONDS = 0.05
"""How long a statement may run that is tried in a turn: others of the turn wait for it. Most take a tenth of that."""
SLACK = 1.25
"""How much longer than its request a statement may run: saying the limit anew costs a round trip."""


class PostgresTransaction(Transaction):
    """A transaction on a connection.

    :param begin: the statement that began it, and begins another when a failed statement has ended this one
    :param limit: seconds that its statements may run as it begins
    :param generation: the portal's as it begins
    :param as_of: how many transactions had written to the portal then, where it only reads
    :param instead: begins one at the primary, when this one is a replica's and fails
    """

    outlasts_errors = False
    serves_patterns = True

    __slots__ = ("_begin", "_first_limit", "_instead", "_limit", "connection")

    def __init__(
        self,
        connection: Connection,
        *,
        writable: bool,
        begin: str,
        limit: float,
        generation: int,
        as_of: int | None = None,
        instead: Callable[[], tuple[Connection, int]] | None = None,
    ) -> None:
        super().__init__(writable=writable)
        self.generation = generation
        self.as_of = as_of
        self.connection = connection
        self._begin = begin
        self._instead = instead
        self._limit = self._first_limit = limit

    def _run(self, query: Query, params: Mapping[str, Any]) -> Found:
        text, carried = query.on(POSTGRESQL)
        self.statements += 1
        values = {**carried, **params} if carried else params
        patience = math.inf
        if self.tries:
            self._try(query, text)
            patience = TRIED_SECONDS
        try:
            self._keep_limit()
            return self.connection.run(text, values, patience)
        except _UNFIT as error:
            _refuse(error, values)
        except psycopg.OperationalError as error:
            self._go_on_instead(error)
        self._keep_limit()
        return self.connection.run(text, values)

    def _go_on_instead(self, error: psycopg.OperationalError) -> None:
        """Go on at the primary, with what is there now, when a replica has failed.

        Not when who may do what has changed meanwhile.
        """
        if self._instead is None or isinstance(error, psycopg.errors.QueryCanceled):
            raise error
        failed = self.connection
        self.connection, generation = self._instead()
        self._instead = None
        failed.let_go()
        self.as_of = None  # it sees another moment now
        if generation != self.generation:
            raise error
        self._limit = self._first_limit

    def _keep_limit(self) -> None:
        """Let the database end a statement when the deadline has passed, or a little later."""
        at = self.deadline.at
        left = self._first_limit if at == math.inf else at - perf_counter()
        if left <= self._limit <= left * SLACK:
            return
        if left <= 0:
            raise TimeLimitError
        self._limit = left * (1 + SLACK) / 2
        self.connection.execute("SELECT set_config('statement_timeout', %s, true)", (milliseconds(self._limit),))

    def insert(self, table: Table, values: Mapping[str, Any]) -> int:
        values = self._completed(table, values)
        number = table.autoincrement_column
        cursor = self._run(_insert(table, tuple(sorted(values))), values)
        if number is None:
            return 0
        given = values.get(number.name)
        if given is not None and never_repeats(table):
            self._run(GIVEN, {"name": table.name, "number": given})
        row = cursor.fetchone()
        return 0 if row is None else int(row[0])

    def insert_many(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        if not rows:
            return
        self.statements += 1
        self._keep_limit()
        rows = [completed(table, row) for row in rows]
        text, carried = _insert(table, tuple(rows[0])).on(POSTGRESQL)
        try:
            with self.connection.cursor() as cursor:
                cursor.executemany(text, [{**carried, **row} for row in rows])
        except _UNFIT as error:
            _refuse(error, *rows)
        number = table.autoincrement_column
        if number is not None and number.name in rows[0] and never_repeats(table):
            self._run(GIVEN, {"name": table.name, "number": max(row[number.name] for row in rows)})

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        if not self.writable:
            try:
                yield
            except Exception:  # where it goes on at the primary, the connection is another now
                if self.connection.info.transaction_status == TransactionStatus.INERROR:
                    self._limit = self._first_limit
                    self.as_of = None  # as above
                    self.connection.execute(f"ROLLBACK; {self._begin}")
                raise
            return
        connection = self.connection
        if connection.closed or connection.info.transaction_status == TransactionStatus.INERROR:
            raise RolledBackError("the transaction was rolled back")
        connection.execute("SAVEPOINT step")
        limit = self._limit
        try:
            yield
        except BaseException:
            if not connection.closed:
                connection.execute("ROLLBACK TO step; RELEASE step")
                self._limit = limit
            raise
        connection.execute("RELEASE step")

    def has_failed(self) -> bool:
        """Whether an error has ended it."""
        return self.connection.closed or self.connection.pgconn.transaction_status != TransactionStatus.INTRANS

    def ended_late(self, error: object) -> bool:
        return isinstance(error, TimeLimitError | psycopg.errors.QueryCanceled)

    def statement(self, query: Query, params: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
        text, carried = query.on(POSTGRESQL)
        return text, {**carried, **params}

    def plan(self, text: str, params: Mapping[str, Any]) -> list[str]:
        self._keep_limit()
        row = self.connection.execute(f"EXPLAIN (FORMAT JSON) {text}", params).fetchone()
        return [] if row is None else steps(row[0][0]["Plan"])


def milliseconds(seconds: float) -> str:
    """A limit as PostgreSQL takes it; 0 is none."""
    return "0" if seconds == math.inf else str(min(max(round(seconds * 1000), 1), 2**31 - 1))


_UNFIT = (psycopg.errors.ProgramLimitExceeded, psycopg.DataError)


def _refuse(error: psycopg.Error, *rows: Mapping[str, Any]) -> NoReturn:
    """Say which values cannot be stored, where an error is about that.

    :raises UnstorableError: then
    """
    if isinstance(error, psycopg.errors.ProgramLimitExceeded):  # texts that lists are ordered by have an index
        raise UnstorableError("A title or name is too long") from error
    if any(isinstance(value, str) and "\0" in value for row in rows for value in row.values()):
        raise UnstorableError("A text contains a NUL character") from error
    raise error


@statements
def _insert(table: Table, columns: tuple[str, ...]) -> Query:
    return insertion(table, columns)
