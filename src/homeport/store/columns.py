"""Columns that are added to a table while a portal is served, each with an index of the rows that have a value in it.

A column's letter says what it holds: ``UF_T1`` a text of any length, ``UF_D1`` a short one that is compared by its
order, such as a date, ``UF_N1`` a whole number, ``UF_R1`` a fraction.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement, Executable
from sqlalchemy.ext.compiler import compiles

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


def _indexed(element: IndexColumn, using: str, first: tuple[str, ...]) -> str:
    listed = ", ".join(f'"{column}"' for column in (*first, element.column))
    name = f"{element.table}_{element.column.lower()}"
    return (
        f'CREATE INDEX IF NOT EXISTS "{name}" ON "{element.table}"{using} ({listed})'
        f' WHERE "{element.column}" IS NOT NULL'
    )
