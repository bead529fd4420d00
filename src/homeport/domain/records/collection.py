"""A collection: the rows of a table behind some verbs, declared once.

What is alike in all of them is in :mod:`writing` and :mod:`reading`; what is particular is a plain function beside the
declaration, named in it.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Select, Table, and_, bindparam, true

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field, FieldTable, Values
from homeport.domain.records.rows import Order
from homeport.store import Transaction, constant

Key = Mapping[str, Any]
"""The columns that tell a row from all others, with their values."""

ADD, UPDATE, DELETE = "ADD", "UPDATE", "DELETE"
"""What events say of a change."""


def _nothing(ctx: Ctx) -> Values:
    return {}


def _every_row(grant: Hashable, row: FromClause, scans: bool) -> ColumnElement[bool]:
    return true()


def _any_list(ctx: Ctx, asked: Mapping[str, Any]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Access:
    """Who may do what to rows.

    :param grant: what the caller's rights to an operation come to, as a value that statements are compiled for; None
        when they come to nothing
    :param covers: the rows that a grant covers, as SQL over the table or an alias of it; its last argument says whether
        the statement looks at many rows. The caller's id is the parameter ``actor``
    :param lists: whether the caller may list rows by a filter at all, where that takes more than a grant to read some
    """

    grant: Callable[[Ctx, Operation], Hashable | None]
    covers: Callable[[Any, FromClause, bool], ColumnElement[bool]] = _every_row
    lists: Callable[[Ctx, Mapping[str, Any]], bool] = _any_list


EVERYBODY = Access(lambda ctx, operation: True)
"""For whoever calls."""

ADMINISTRATORS = Access(lambda ctx, operation: True if ctx.actor.is_admin else None)
"""For administrators alone."""


def _settings(ctx: Ctx, operation: Operation) -> bool | None:
    allowed = ctx.actor.rights.reads_anything if operation is Operation.READ else ctx.actor.is_admin
    return True if allowed else None


SETTINGS = Access(_settings)
"""Whoever may read records of any type looks; administrators change: directories, units, rates, products."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row that is being written, as hooks see it.

    :param old: the stored values; empty for a new row
    :param new: the values to be written, which hooks before the write may change; empty for a row to be deleted
    :param said: the values that the client gave, None for what it emptied
    :param beside: those of them that are kept beside the row, which hooks before the write may change
    :param was: what these held before, where a hook has remembered it
    :param brought: whether the row is new and comes from elsewhere with its history
    """

    ctx: Ctx
    collection: "Collection"
    dialect: Dialect
    old: Values
    new: Values
    said: Values = field(default_factory=dict)
    beside: Values = field(default_factory=dict)
    was: Values = field(default_factory=dict)
    brought: bool = False

    @property
    def row(self) -> Values:
        """The row as it will be, or was."""
        return {**self.old, **self.new}


Hook = Callable[[Change], None]


class Ordered(NamedTuple):
    """How an index of rows beside has those of one value in an order of the collection's.

    :param key: whose the value is
    :param value: the value
    :param by: what it is alike in the collection's row
    :param where: which rows have the field
    """

    key: ColumnElement[Any]
    value: ColumnElement[Any]
    by: ColumnElement[Any]
    where: ColumnElement[bool]


class Beside:
    """One way to keep values beside rows, in rows of another table, as the contacts of a deal are. Fields that are kept
    alike share it."""

    single = False
    """Whether a field holds one value at most, which lists select and order by as if it were a column."""
    sorts = False
    """Whether lists are ordered by a field all the same that they do not select as a column."""
    alone = False
    """Whether a row that is looked at alone has the fields in every dialect, else as lists do by ``*``."""
    computed = False
    """Whether filters compare the column of a single value, else they look for its rows."""
    filters = False
    """Whether lists are filtered by the fields: those are that say where to look."""

    def __init_subclass__(cls) -> None:
        cls.filters = cls.rows is not Beside.rows or (cls.computed and cls.column is not Beside.column)

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> Any:
        """What is to be saved of what a client sent for a field.

        :param changes: whether the row is there already
        :raises TypeError: for one value where several belong
        :raises ValueError: for what the field cannot hold
        """
        raise NotImplementedError

    def holds(self, change: "Change", values: Mapping[str, Any]) -> bool:
        """Whether a row that is there holds these values of fields already; one that cannot tell is written."""
        return False

    def save(self, change: "Change", values: Mapping[str, Any]) -> None:
        """Put the values of fields of a row that is written in place of those that it had."""
        raise NotImplementedError

    def written(
        self, tx: Transaction, collection: "Collection", dialect: Dialect, fields: Sequence[Field], ids: Sequence[int]
    ) -> dict[int, Values]:
        """The values of some fields as a dialect answers them, for each of some rows."""
        raise NotImplementedError

    def rows(self, collection: "Collection", field: Field) -> tuple[Select[Any], ColumnElement[Any]]:
        """Where filters look: the ids of rows that have a value of a field, and the value."""
        raise NotImplementedError

    def ordered(self, field: Field, by: str) -> Ordered | None:
        """How the rows of one value of a field are found in the order of a column of the collection; None for not."""
        return None

    def column(self, collection: "Collection", field: Field) -> ColumnElement[Any]:
        """The value of a single field as SQL, for the rows of the collection's table."""
        raise NotImplementedError


class Files:
    """How the fields of a collection hold files: a row has the number of a file, or several of them."""

    def keep(self, change: Change) -> None:
        """Keep the files that a change brings, and put the numbers of what a row is to have into it.

        :raises CallError: the dialect's complaint about a file that is none, or not the row's
        """
        raise NotImplementedError

    def let_go(self, change: Change) -> None:
        """Remove the files that a row had, and has no longer."""
        raise NotImplementedError

    def forget(self, change: Change) -> None:
        """Remove the files of a deleted row."""
        raise NotImplementedError

    def show(
        self, ctx: Ctx, collection: "Collection", dialect: Dialect, fields: Sequence[Field], row: int, shown: Values
    ) -> None:
        """Put in place of numbers what a dialect answers of files.

        :param row: the row's own number
        :param shown: the row as the dialect answers it
        """
        raise NotImplementedError


@dataclass(frozen=True, slots=True, eq=False)
class Collection:
    """One collection.

    :param noun: what a row is called, as answers name it
    :param plural: what rows are called
    :param key: the columns that tell rows apart; numbered by the table where it is ``ID`` alone
    :param order: what lists are sorted by when the caller does not say
    :param within: the columns that all its rows have alike, where other collections share the table
    :param number: the next row's number, where the table does not give it
    :param beside: by name, how fields are kept that have no column, or several values
    :param files: how its fields hold files, where some do
    :param context: what its computed columns know of a call, as parameters of statements; ``actor`` they know anyway
    :param filled_later: required fields that a new row is given once it has its number
    :param tidy: run in order before anything else is made of a change: what of it is left out
    :param before_save: rules, run in order before a row is written
    :param after_save: what follows from it, run in order when it is written
    :param before_delete: rules, run in order before a row is deleted
    :param after_delete: what follows from it, run in order when it is deleted
    :param tell: tells of a change: ADD, UPDATE or DELETE
    :param grown: the collection with the fields that people have added by now; the same one each time for the same
    :param settles: whether what follows from a write changes the row, so that it is read again to be answered
    """

    noun: str
    plural: str
    table: Table
    fields: FieldTable
    access: Access
    key: tuple[str, ...] = ("ID",)
    order: Order = (("ID", False),)
    within: Key = field(default_factory=dict)
    number: Callable[[Transaction], int] | None = None
    beside: Mapping[str, Beside] = field(default_factory=dict)
    files: Files | None = None
    context: Callable[[Ctx], Values] = _nothing
    filled_later: frozenset[str] = frozenset()
    tidy: tuple[Hook, ...] = ()
    before_save: tuple[Hook, ...] = ()
    after_save: tuple[Hook, ...] = ()
    before_delete: tuple[Hook, ...] = ()
    after_delete: tuple[Hook, ...] = ()
    tell: Callable[[Change, str], None] | None = None
    grown: Callable[[Transaction, "Collection"], "Collection"] | None = None
    settles: bool = False
    columns: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        if self.fields.files and self.files is None:
            raise TypeError(f"{self.plural}: nothing says how {self.fields.files[0].name} holds files")
        object.__setattr__(self, "columns", tuple(entry.name for entry in self.fields if self.selectable(entry)))

    def now(self, tx: Transaction) -> "Collection":
        """The collection as it is by now."""
        return self if self.grown is None else self.grown(tx, self)

    def selectable(self, entry: Field) -> bool:
        """Whether a field has one value, which statements select and order by."""
        return entry.stored or (entry.name in self.beside and self.beside[entry.name].single)

    def sortable(self, entry: Field) -> bool:
        """Whether lists are ordered by a field."""
        return self.selectable(entry) or (entry.name in self.beside and self.beside[entry.name].sorts)

    def is_row(self, row: FromClause) -> ColumnElement[bool]:
        """Which row a key means, as SQL; its parameters are ``key_ID`` and so on."""
        return and_(self.is_ours(row), *(row.c[name] == bindparam(f"key_{name}") for name in self.key))

    def is_ours(self, row: FromClause) -> ColumnElement[bool]:
        """Which rows of the table are of this collection, as SQL."""
        return and_(true(), *(row.c[name] == constant(value) for name, value in self.within.items()))

    def column(self, name: str) -> ColumnElement[Any]:
        """A field's value as SQL, for the rows of the table."""
        if name in self.table.c:
            return self.table.c[name]
        return self.beside[name].column(self, self.fields.by_name[name])


def parameters(key: Key) -> dict[str, Any]:
    """A key as the parameters of a statement."""
    return {f"key_{name}": value for name, value in key.items()}
