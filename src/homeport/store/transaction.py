"""What domain code sees of a store: one transaction, and statements run in it."""

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from time import perf_counter
from typing import Any, ClassVar, ParamSpec, Protocol, TypeVar, cast

from sqlalchemy import Table, bindparam, delete, update

from homeport.store.blobs import Blobs
from homeport.store.kept import statements
from homeport.store.query import Query
from homeport.store.searching import Place
from homeport.store.texts import completed
from homeport.store.totals import Totals

P = ParamSpec("P")
T = TypeVar("T")

REMEMBERED_SECONDS = 60.0
"""How long a statement that read for long is not tried again where it may not."""
LONG_TEXT = 4_096
"""Characters of a statement that is long: prepared, it takes some ten times as many bytes."""

Row = tuple[Any, ...]


_LOOKS_THROUGH = (" LIKE ", " MATCH ")
"""What a statement says that looks through texts or their index."""


class RolledBackError(Exception):
    """The transaction is no more: SQLite itself undoes all of it when, for example, the disk is full."""


class TimeLimitError(Exception):
    """What runs in the transaction has taken as long as it may."""


class LongError(Exception):
    """What runs reads for longer than it may where it is tried."""


class Deadline:
    """Until when the statements of a connection may run.

    :param at: on the clock of :func:`time.perf_counter`
    """

    __slots__ = ("at", "looks")

    def __init__(self, at: float = math.inf) -> None:
        self.at = at
        self.looks: float = math.inf
        """How often a statement may look at it before it counts as one that reads for long."""

    def look(self) -> bool:
        """Whether a statement that runs is to end."""
        self.looks -= 1
        return self.passed()

    def passed(self) -> bool:
        """Whether it is over."""
        return self.looks < 0 or perf_counter() > self.at


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

    writes_json = False
    """Whether the database writes JSON as answers have it, which saves making values of what it reads."""

    serves_patterns = False
    """Whether an index serves LIKE by itself on texts that are searched. Else :meth:`rows_with` has them."""

    kept: ClassVar[dict[str, tuple[int, Any]] | None] = None
    """What the process keeps of its store's contents, by name: as of which generation, and what. None: nothing."""

    blobs: ClassVar[Blobs | None] = None
    """Where the contents are that rows name; None where there are no files."""
    totals: ClassVar[Totals | None] = None
    """What the process keeps of what statements counted; None: nothing."""

    __slots__ = (
        "_chosen", "as_of", "caller", "deadline", "generation", "known", "moved", "pause",
        "statements", "tried", "tries", "wakes", "writable",
    )  # fmt: skip

    def __init__(self, *, writable: bool, deadline: Deadline | None = None) -> None:
        self.writable = writable
        self._chosen: tuple[str, int] | None = None
        self.deadline = deadline or Deadline()
        self.statements = 0
        """How many statements ran, for budgets and the request log."""
        self.wakes = False
        """Whether somebody waits for what it writes: is told once it is committed."""
        self.generation: int | None = None
        """The portal's, as it was when the transaction began, where that came with its beginning."""
        self.moved = False
        """Whether the generation was moved in it, even if that was undone."""
        self.known: Any = None
        """What its portal's caches hold of what it sees."""
        self.caller: Caller | None = None
        """For whom the statements run now, where that is known."""
        self.as_of: int | None = None
        """How many commits there had been when it began, where that is known and it only reads."""
        self.tries = False
        """Whether statements are given up that turn out to read for long."""
        self.tried: Query | None = None
        """The last of those."""
        self.pause: Callable[[], None] | None = None
        """Lets others run who wait for what this transaction has: only that of a long read has something."""

    def attempt(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a job that only reads, and give it up where a statement turns out to read for long.

        :raises LongError: when one does; it is remembered for a while
        """
        self.tries = True
        try:
            return job(*args, **kwargs)
        except Exception as error:
            if not self.ended_late(error):
                raise
            if self.tried is not None:
                self.tried.long_until = max(self.tried.long_until or 0.0, perf_counter() + REMEMBERED_SECONDS)
            raise LongError from error
        finally:
            self.tries = False
            self.tried = None
            self.deadline.looks = math.inf

    def _try(self, query: Query, text: str) -> None:
        """Give up at once what is known to read for long: what did lately, and what looks through texts, which nothing
        ends between two steps of a database.
        """
        if query.long_until is None:
            query.long_until = math.inf if any(word in text for word in _LOOKS_THROUGH) else 0.0
        if query.long_until > perf_counter():
            raise TimeLimitError
        self.tried = query

    def give_way(self) -> None:
        """Between two steps of what runs: let others run whose turn it is. The transaction stays as it is."""
        if self.pause is not None:
            self.pause()

    @abstractmethod
    def _run(self, query: Query, params: Mapping[str, Any]) -> Any:
        """Run a statement; the driver's cursor.

        :raises TimeLimitError: when the deadline has passed
        """

    @abstractmethod
    def insert(self, table: Table, values: Mapping[str, Any]) -> int:
        """Insert one row; its new ID where the table numbers its rows."""

    @contextmanager
    def numbered(self, table: Table, number: int) -> Iterator[None]:
        """Give a number that somebody chose, and nothing has, to the row that the block inserts into a table first.

        Rows without such a number are numbered after it.
        """
        self._chosen = (table.name, number)
        try:
            yield
        finally:
            self._chosen = None

    def _completed(self, table: Table, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """What is inserted of a row, with its number where that is chosen."""
        values = completed(table, values)
        if self._chosen is None or self._chosen[0] != table.name:
            return values
        column = table.autoincrement_column
        assert column is not None
        values = {**values, column.name: self._chosen[1]}
        self._chosen = None
        return values

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

    def total(self, query: Query, **params: Any) -> int:
        """What a statement counts; kept for others as long as nobody commits."""
        if self.as_of is None or self.totals is None:
            return int(self.value(query, **params))
        found = self.totals.find(query, params, self.as_of)
        if found is None:
            found = int(self.value(query, **params))
            self.totals.keep(query, params, self.as_of, found)
        return found

    def rows_with(self, place: Place, type_id: int, texts: Sequence[str]) -> list[int] | None:
        """The numbers of rows that may have some texts in one, and of few others; None when they are many.

        :param type_id: whose rows they are, where types share a table
        :param texts: folded, of three letters at least
        """
        raise NotImplementedError

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


K = TypeVar("K", bound=type[Transaction])


def keeping(kind: K, blobs: Blobs | None) -> K:
    """A class of transactions of one store, whose process keeps things of its contents.

    :param blobs: where the contents of files are
    """
    return with_files(kind, blobs, kept={}, totals=Totals())


def with_files(kind: K, blobs: Blobs | None, **more: Any) -> K:
    """A class of transactions that knows where the contents of files are."""
    return cast(K, type(kind.__name__, (kind,), {"__slots__": (), "blobs": blobs, **more}))


@statements
def _update(table: Table, key: tuple[str, ...], columns: tuple[str, ...]) -> Query:
    return Query(
        update(table)
        .where(*(table.c[name] == bindparam(f"key_{name}") for name in key))
        .values({name: bindparam(name) for name in columns})
    )


@statements
def _delete(table: Table, key: tuple[str, ...]) -> Query:
    return Query(delete(table).where(*(table.c[name] == bindparam(f"key_{name}") for name in key)))
