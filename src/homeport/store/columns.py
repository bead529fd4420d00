"""Columns that are added to a table while a portal is served, each with an index of the rows that have a value in it.

A column's letter says what it holds: ``UF_T1`` a text of any length, ``UF_D1`` a short one that is compared by its
order, such as a date, ``UF_N1`` a whole number, ``UF_R1`` a fraction.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement, Executable
from sqlalchemy.ext.compiler import compiles

ORDER = "_order"
"""What the names of indexes by which rows are listed end in."""

NAME = re.compile(r"UF_([TDNR])\d+")


class Kind(NamedTuple):
    """What such a column is.

    :param sqlite: its type there
    :param postgresql: its type there
    :param method: how PostgreSQL indexes it: entries of a b-tree have a longest length, those of a hash have none
    """

    sqlite: str
    postgresql: str
    method: str


KINDS = {
    "T": Kind("TEXT", 'text COLLATE "C"', "hash"),
    "D": Kind("TEXT", 'text COLLATE "C"', "btree"),
    "N": Kind("INTEGER", "bigint", "btree"),
    "R": Kind("FLOAT", "double precision", "btree"),
}


def added(columns: Iterable[str]) -> list[str]:
    """Of a table's columns those that were added so."""
    return [column for column in columns if NAME.fullmatch(column)]


class AddColumn(Executable, ClauseElement):
    """Adds a column, where there is none of its name.

    :param table: the name of its table
    :param column: its name, of the form :data:`NAME`
    """

    inherit_cache = False

    def __init__(self, table: str, column: str) -> None:
        self.table = table
        self.column = column
        self.kind = KINDS[column[3]]


class IndexColumn(AddColumn):
    """Indexes such a column, where it is not yet.

    :param first: the columns that statements compare too, for a table that several types share
    """

    def __init__(self, table: str, column: str, first: tuple[str, ...] = ()) -> None:
        super().__init__(table, column)
        self.first = first


class OrderColumn(IndexColumn):
    """Indexes all rows by such a column and their numbers, where they are not yet, to be listed in its order."""

    @property
    def name(self) -> str:
        """The index."""
        return f"{self.table}_{self.column.lower()}{ORDER}"


class UnorderColumn(OrderColumn):
    """Drops that index, where there is one."""


@compiles(AddColumn, "sqlite")
def _add_to_file(element: AddColumn, compiler: Any, **_: Any) -> str:
    return f'ALTER TABLE "{element.table}" ADD COLUMN "{element.column}" {element.kind.sqlite}'


@compiles(AddColumn, "postgresql")
def _add_to_schema(element: AddColumn, compiler: Any, **_: Any) -> str:
    return f'ALTER TABLE "{element.table}" ADD COLUMN IF NOT EXISTS "{element.column}" {element.kind.postgresql}'


@compiles(IndexColumn, "sqlite")
def _index_file(element: IndexColumn, compiler: Any, **_: Any) -> str:
    return _indexed(element, "", element.first)


@compiles(IndexColumn, "postgresql")
def _index_schema(element: IndexColumn, compiler: Any, **_: Any) -> str:
    method = element.kind.method
    return _indexed(element, f" USING {method}", () if method == "hash" else element.first)


@compiles(OrderColumn, "sqlite")
def _order_file(element: OrderColumn, compiler: Any, **_: Any) -> str:
    return _ordered(element, "")


@compiles(OrderColumn, "postgresql")
def _order_schema(element: OrderColumn, compiler: Any, **_: Any) -> str:
    return _ordered(element, " NULLS FIRST")  # as lists are ordered, and as SQLite has it by itself


@compiles(UnorderColumn, "sqlite")
@compiles(UnorderColumn, "postgresql")
def _unorder(element: UnorderColumn, compiler: Any, **_: Any) -> str:
    return f'DROP INDEX IF EXISTS "{element.name}"'


def _ordered(element: OrderColumn, nulls: str) -> str:
    first = "".join(f'"{column}", ' for column in element.first)
    return f'CREATE INDEX IF NOT EXISTS "{element.name}" ON "{element.table}" ({first}"{element.column}"{nulls}, "ID")'


def _indexed(element: IndexColumn, using: str, first: tuple[str, ...]) -> str:
    listed = ", ".join(f'"{column}"' for column in (*first, element.column))
    name = f"{element.table}_{element.column.lower()}"
    return (
        f'CREATE INDEX IF NOT EXISTS "{name}" ON "{element.table}"{using} ({listed})'
        f' WHERE "{element.column}" IS NOT NULL'
    )
