"""A transaction of an SQLite database."""

import math
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from sqlalchemy import Table, bindparam, insert

from homeport.store import sqlite_search
from homeport.store.kept import statements
from homeport.store.query import Query
from homeport.store.searching import Place
from homeport.store.sqlite_dialect import SQLITE
from homeport.store.texts import completed
from homeport.store.transaction import LONG_TEXT, Deadline, RolledBackError, TimeLimitError, Transaction

LOOKS_OF_TRIED = 10
"""How often a statement may look at its deadline that is tried in a turn of the event loop: what it reads until then
takes one or two milliseconds. Steps are counted, and not time, so that a busy machine makes nothing long."""


class SqliteTransaction(Transaction):
    """A transaction on a connection.

    :param deadline: the connection's
    :param reads: the connection's for statements that only read, where others must not be ended while they run
    """

    writes_json = True

    __slots__ = ("_connection", "_reads", "prepared")

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        writable: bool,
        deadline: Deadline | None = None,
        reads: Deadline | None = None,
    ) -> None:
        super().__init__(writable=writable, deadline=deadline)
        self._connection = connection
        self._reads = reads
        self.prepared = 0
        """Characters of the long statements that ran, which the connection may keep prepared."""

    def _run(self, query: Query, params: Mapping[str, Any]) -> sqlite3.Cursor:
        text, carried = query.on(SQLITE)
        self.statements += 1
        if perf_counter() > self.deadline.at:
            raise TimeLimitError
        if self._reads is not None:
            self._reads.at = self.deadline.at if text.startswith("SELECT") else math.inf
        if self.tries:
            self._try(query, text)
            self.deadline.looks = LOOKS_OF_TRIED
        if len(text) > LONG_TEXT:
            self.prepared += len(text)
        return self._connection.execute(text, {**carried, **params} if carried else params)

    def insert(self, table: Table, values: Mapping[str, Any]) -> int:
        values = self._completed(table, values)
        return self._run(_insert(table, tuple(sorted(values))), values).lastrowid or 0

    def insert_many(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            self.statements += 1
            rows = [completed(table, row) for row in rows]
            self._connection.executemany(_insert(table, tuple(rows[0])).on(SQLITE)[0], rows)

    def rows_with(self, place: Place, type_id: int, texts: Sequence[str]) -> list[int] | None:
        return sqlite_search.find(self, place, type_id, texts)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        if not self.writable:
            yield
            return
        if not self._connection.in_transaction:  # a savepoint would begin another one, and commit it by itself
            raise RolledBackError("the transaction was rolled back")
        self._connection.execute("SAVEPOINT step")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK TO step")
                self._connection.execute("RELEASE step")
            raise
        self._connection.execute("RELEASE step")

    def ended_late(self, error: object) -> bool:
        return isinstance(error, TimeLimitError) or (
            isinstance(error, sqlite3.OperationalError) and self.deadline.passed()
        )

    def statement(self, query: Query, params: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
        text, carried = query.on(SQLITE)
        return text, {**carried, **params}

    def plan(self, text: str, params: Mapping[str, Any]) -> list[str]:
        steps = self._connection.execute(f"EXPLAIN QUERY PLAN {text}", params).fetchall()
        depths = {0: -1}
        for number, parent, _, _ in steps:
            depths[number] = depths[parent] + 1
        return ["  " * depths[number] + str(said) for number, _, _, said in steps]


@statements
def _insert(table: Table, columns: tuple[str, ...]) -> Query:
    return Query(insert(table).values({name: bindparam(name) for name in columns}))
