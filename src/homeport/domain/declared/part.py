"""How one table of a file becomes rows of the portal; and what each of its entries is there."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Table, bindparam, select

from homeport.core.clock import Clock
from homeport.core.errors import CallError
from homeport.domain.declared.kinds import Ref
from homeport.domain.declared.positions import Path
from homeport.domain.declared.reading import Entry
from homeport.domain.declared.tables import DECLARED
from homeport.store import Query, Transaction

_ALL = Query(select(DECLARED.c.KIND, DECLARED.c.KEY, DECLARED.c.IDENTITY))

Values = Mapping[str, Any]
"""What an entry says, by what the portal calls it, with ids for records. What cannot be resolved yet is left out."""


class Work:
    """One file being applied.

    :param key: the secret that credentials are hashed with
    :param passwords: hashes by the user's name in the file, of passwords that are new
    """

    def __init__(self, tx: Transaction, clock: Clock, key: bytes, passwords: Mapping[str, str]) -> None:
        self.tx = tx
        self.clock = clock
        self.key = key
        self.passwords = passwords


class MisplacedError(ValueError):
    """What is wrong with one part of a value.

    :param column: the key that it is in, as the portal calls it
    :param within: where in its value
    """

    def __init__(self, text: str, column: str, within: Path = ()) -> None:
        super().__init__(text)
        self.column = column
        self.within = within


@contextmanager
def within(column: str, *path: str | int, before: str = "") -> Iterator[None]:
    """Let a refusal be one of a part of a value.

    :param before: what comes before its text
    """
    try:
        yield
    except (CallError, ValueError) as error:
        text = error.description if isinstance(error, CallError) else str(error)
        raise MisplacedError(before + text, column, path) from error


T = TypeVar("T")


class _Same(Exception):  # noqa: N818  it is no error: it undoes a write that leaves everything as it is
    pass


def difference(tx: Transaction, look: Callable[[], T], write: Callable[[], None]) -> tuple[T, T] | None:
    """Write, and say what was and what is now. A write that leaves everything as it is is undone: None."""
    before = look()
    try:
        with tx.savepoint():
            write()
            after = look()
            if after == before:
                raise _Same
    except _Same:
        return None
    return before, after


Id = TypeVar("Id", bound=int | str)
"""What a record is known by: its number, or its code."""


class Part(ABC, Generic[Id]):
    """One table of a file. Problems are raised: a ValueError, or the CallError of the rule that refuses."""

    numbers: Table | None = None
    """The table that numbers the records, where a file may choose their ids."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.tx = work.tx

    def identity(self, record_id: Id) -> str:
        """What is kept of which record an entry is."""
        return str(record_id)

    def by_identity(self, identity: str) -> Id | None:
        """The record's id, from what was kept."""
        found: Any = int(identity)
        return found  # type: ignore[no-any-return]

    def find(self, entry: Entry) -> Id | None:
        """The record that an entry means though it was not made from it, known by what is unique."""
        return None

    def is_there(self, number: int) -> bool:
        """Whether something has this number."""
        assert self.numbers is not None
        return self.tx.one(_with_number(self.numbers), id=number) is not None

    def numbered(self, number: int) -> AbstractContextManager[None]:
        """The record that is made in the block has this number."""
        assert self.numbers is not None
        return self.tx.numbered(self.numbers, number)

    @abstractmethod
    def look(self, record_id: Id) -> dict[str, Any] | None:
        """A record as it is, without who changed it when; None when there is none."""

    @abstractmethod
    def add(self, entry: Entry, values: Values) -> Id:
        """Make a record; its id."""

    @abstractmethod
    def change(self, record_id: Id, entry: Entry, values: Values) -> None:
        """Make a record be as it is declared, as far as it is."""


@lru_cache
def _with_number(table: Table) -> Query:
    return Query(select(table.c.ID).where(table.c.ID == bindparam("id")))


class Directory:
    """Which record each entry of a file is."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._kept = {Ref(kind, key): identity for kind, key, identity in tx.all(_ALL)}
        self._of: dict[Ref, Any] = {}
        self._taken: dict[tuple[str, Any], Ref] = {}
        self.changed = False

    def kept(self, ref: Ref) -> str | None:
        """What was kept of an entry when it was applied before."""
        return self._kept.get(ref)

    def id_of(self, ref: Ref) -> Any:
        """The record that an entry is, once it is one."""
        return self._of.get(ref)

    def set(self, ref: Ref, record_id: Any, identity: str) -> None:
        """Say which record an entry is.

        :raises ValueError: when another entry is that record
        """
        other = self._taken.setdefault((ref.kind, record_id), ref)
        if other != ref:
            raise ValueError(f"{other.kind}.{other.key} is the same")
        self._of[ref] = record_id
        if self._kept.get(ref) != identity:
            key = {"KIND": ref.kind, "KEY": ref.key}
            self._tx.delete(DECLARED, **key)
            self._tx.insert(DECLARED, {**key, "IDENTITY": identity})
            self._kept[ref] = identity
            self.changed = True

    def holder(self, kind: str, identity: str) -> str:
        """The entry of this or an earlier file that a record is, by what is kept of it; empty when it is none."""
        return next(
            (f"{ref.kind}.{ref.key}" for ref, each in self._kept.items() if (ref.kind, each) == (kind, identity)), ""
        )

    def is_taken(self, kind: str, record_id: Any) -> bool:
        """Whether an entry is this record."""
        return (kind, record_id) in self._taken
