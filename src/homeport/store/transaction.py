"""What domain code sees of a store: one transaction, and statements run in it."""

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from time import perf_counter
from typing import Any, Protocol

from sqlalchemy import Table, bindparam, delete, update

from homeport.store.query import Query
from homeport.store.texts import completed

SHAPES = 4096
"""Statements kept per kind: callers choose which columns they write, so there are more shapes than can be kept."""

Row = tuple[Any, ...]


class RolledBackError(Exception):
    """The transaction is no more: SQLite itself undoes all of it when, for example, the disk is full."""


class TimeLimitError(Exception):
    """What runs in the transaction has taken as long as it may."""


class Deadline:
    """Until when the statements of a connection may run.

    :param at: on the clock of :func:`time.perf_counter`
    """

    __slots__ = ("at",)

    def __init__(self, at: float = math.inf) -> None:
        self.at = at

    def passed(self) -> bool:
        """Whether it is over."""
        return perf_counter() > self.at


class Caller(Protocol):
    """For whom statements run.

    :ivar request: the number of the request in this process; 0 where it is none
    :ivar method: the method that it called
    """

    request: int
    method: str


class Transaction(ABC):
    """Statements within one transaction. Whoever opened it commits it; domain code never does.

    :param deadline: the connection's
    """

    outlasts_errors = True
    """Whether one that only reads goes on after a statement that failed. Else savepoints are what it goes back to."""

    __slots__ = ("caller", "deadline", "generation", "known", "statements", "wakes", "writable")

    def __init__(self, *, writable: bool, deadline: Deadline | None = None) -> None:
        self.writable = writable
        self.deadline = deadline or Deadline()
        self.statements = 0
        """How many statements ran, for budgets and the request log."""
        self.wakes = False
        """Whether somebody waits for what it writes: is told once it is committed."""
        self.generation: int | None = None
        """The portal's, as it was when the transaction began, where that came with its beginning."""
        self.known: Any = None
        """What its portal's caches hold of what it sees."""
        self.caller: Caller | None = None
        """For whom the statements run now, where that is known."""

    @abstractmethod
    def _run(self, query: Query, params: Mapping[str, Any]) -> Any:
        """Run a statement; the driver's cursor.

        :raises TimeLimitError: when the deadline has passed
        """

    @abstractmethod
    def insert(self, table: Table, values: Mapping[str, Any]) -> int:
        """Insert one row; its new ID where the table numbers its rows."""

    @abstractmethod
    def insert_many(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows that all have the keys of the first."""

    @abstractmethod
    def savepoint(self) -> AbstractContextManager[None]:
        """Undo what the block wrote when it raises. Savepoints nest.

        :raises RolledBackError: when an earlier failure has ended the transaction
        """

    @abstractmethod
    def ended_late(self, error: object) -> bool:
        """Whether an error means that the deadline has passed."""

    @abstractmethod
    def statement(self, query: Query, params: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
        """A statement's text, and all of its parameters."""

    @abstractmethod
    def plan(self, text: str, params: Mapping[str, Any]) -> list[str]:
        """How the database would run a statement, a step a line, without values of parameters."""

    def all(self, query: Query, **params: Any) -> list[Row]:
        """Every row, as tuples in the order of the statement's columns."""
        rows: list[Row] = self._run(query, params).fetchall()
        return rows

    def dicts(self, query: Query, **params: Any) -> list[dict[str, Any]]:
        """Every row, as dicts by column name."""
        cursor = self._run(query, params)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def one(self, query: Query, **params: Any) -> Row | None:
        """The first row, or None."""
        row: Row | None = self._run(query, params).fetchone()
        return row

    def value(self, query: Query, **params: Any) -> Any:
        """The first column of the first row, or None."""
        row = self._run(query, params).fetchone()
        return None if row is None else row[0]

    def execute(self, query: Query, **params: Any) -> int:
        """Run a statement that changes rows; the number of rows changed."""
        changed: int = self._run(query, params).rowcount
        return changed

    def update(self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> int:
        """Set columns of the rows whose columns equal ``key``; the number of rows changed."""
        if not values:
            return 0
        values = completed(table, values)
        params = {f"key_{name}": value for name, value in key.items()} | dict(values)
        changed: int = self._run(_update(table, tuple(key), tuple(sorted(values))), params).rowcount
        return changed

    def delete(self, table: Table, **key: Any) -> int:
        """Delete the rows whose columns equal ``key``; the number of rows deleted."""
        params = {f"key_{name}": value for name, value in key.items()}
        deleted: int = self._run(_delete(table, tuple(key)), params).rowcount
        return deleted


@lru_cache(SHAPES)
def _update(table: Table, key: tuple[str, ...], columns: tuple[str, ...]) -> Query:
    return Query(
        update(table)
        .where(*(table.c[name] == bindparam(f"key_{name}") for name in key))
        .values({name: bindparam(name) for name in columns})
    )


@lru_cache(SHAPES)
def _delete(table: Table, key: tuple[str, ...]) -> Query:
    return Query(delete(table).where(*(table.c[name] == bindparam(f"key_{name}") for name in key)))
