"""How people read texts: without regard to case in any script, and in the order of letters instead of bytes.

Both stores must answer alike, so neither uses a collation of its own: they fold and order by the same rules, SQLite by
the functions here, PostgreSQL by expressions of its own. A text of ASCII alone, which both can tell at
once, takes a short way. See ``docs/adr/0016-texts-as-people-read-them.md``.
"""

# ruff: noqa: RUF001, RUF002  letters of several scripts are what this is about

import operator as operators
import sqlite3
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, Text, and_, cast, tuple_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import BindParameter
from sqlalchemy.sql.functions import FunctionElement

MARKS = ("\u0300", "\u036f")
"""The first and the last of the accents that follow a letter when it is taken apart."""

PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t"}
"""Letters that cannot be taken apart, and beside which they belong."""

SHORT_I, AFTER_I = "й", "и\uffff"
"""A letter that is taken apart into another and an accent, and has a place of its own: after all words with that."""

_WITHOUT_MARKS = dict.fromkeys(range(ord(MARKS[0]), ord(MARKS[1]) + 1))
_PLAIN = str.maketrans(PLAIN)


def fold(text: str) -> str:
    """A text without its case. Both ways, as letters share capitals (``σ`` and ``ς``) or have several (``ß``)."""
    return text.upper().lower().replace("ς", "σ")


def ordered(text: str) -> str:
    """What a text is ordered by: without case and accents."""
    folded = fold(text)
    if folded.isascii():
        return folded
    return unicodedata.normalize("NFD", folded.replace(SHORT_I, AFTER_I)).translate(_WITHOUT_MARKS).translate(_PLAIN)


class Words(Text):
    """The type of a column of texts that people wrote, and not of codes or dates."""


ORDER = "_ORDER"
"""Ends the name of a column that holds what another is ordered by. An index has it, and so lists in that order."""


def ordered_column(name: str) -> Column[Any]:
    """The column that holds what another of the same table is ordered by; transactions fill it."""
    return Column(name + ORDER, Text, info={"orders": name})


def completed(table: Table, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Values to be written, with what they are ordered by where the table holds that."""
    for name in _held(table):
        if name in values:
            text = values[name]
            values = {**values, name + ORDER: None if text is None else ordered(text)}
    return values


@lru_cache(256)
def _held(table: Table) -> tuple[str, ...]:
    return tuple(column.info["orders"] for column in table.c if "orders" in column.info)


class folded(FunctionElement[str]):  # noqa: N801  named as SQL's functions are
    """:func:`fold` as SQL."""

    type = Text()
    name = "homeport_fold"
    inherit_cache = True


class ordered_by(FunctionElement[str]):  # noqa: N801
    """:func:`ordered` as SQL."""

    type = Text()
    name = "homeport_order"
    inherit_cache = True


def add_to(connection: sqlite3.Connection) -> None:
    """Teach a connection to SQLite the functions that its statements call."""
    for name, function in ((folded.name, fold), (ordered_by.name, ordered)):
        connection.create_function(name, 1, _or_nothing(function), deterministic=True)


def _or_nothing(function: Any) -> Any:
    return lambda text: None if text is None else function(text)


@compiles(folded, "sqlite")
@compiles(ordered_by, "sqlite")
def _in_sqlite(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    text = compiler.process(element.clauses, **kw)
    return f"CASE WHEN length({text}) = length(CAST({text} AS BLOB)) THEN lower({text}) ELSE {element.name}({text}) END"


@compiles(folded, "postgresql")
def _folded_in_postgresql(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    text = compiler.process(element.clauses, **kw)
    return _with_short_way(text, _folded(text))


@compiles(ordered_by, "postgresql")
def _ordered_in_postgresql(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    text = compiler.process(element.clauses, **kw)
    apart = f"normalize(replace({_folded(text)}, '{SHORT_I}', '{AFTER_I}'), NFD)"
    bare = f"regexp_replace({apart}, '[{MARKS[0]}-{MARKS[1]}]', '', 'g')"
    return _with_short_way(text, f"translate({bare}, '{''.join(PLAIN)}', '{''.join(PLAIN.values())}')")


def _folded(text: str) -> str:
    """The case of all scripts is known to PostgreSQL's library for Unicode, whatever the database's locale."""
    unicode = 'COLLATE "und-x-icu"'
    return f"""replace(lower(upper({text} {unicode}) {unicode}) COLLATE "C", 'ς', 'σ')"""


def _with_short_way(text: str, long_way: str) -> str:
    return (
        f"CASE WHEN octet_length({text}) = char_length({text})"
        f' THEN lower({text} COLLATE "C") ELSE {long_way} END COLLATE "C"'
    )


def sorting(column: ColumnElement[Any], descending: bool) -> list[ColumnElement[Any]]:
    """What to order by to have a column's values in order."""
    parts = [_order_of(column), column] if isinstance(column.type, Words) else [column]
    return [part.desc() if descending else part.asc() for part in parts]


def compared(column: ColumnElement[Any], operator: str, value: BindParameter[Any]) -> ColumnElement[bool]:
    """Whether a column comes before or after a value in the order that :func:`sorting` gives.

    :param operator: ``>``, ``>=``, ``<`` or ``<=``
    """
    compare = _OPERATORS[operator]
    if not isinstance(column.type, Words):
        return compare(column, value)
    place, text = _order_of(column), cast(value, Text)
    beyond = compare(tuple_(place, column), tuple_(ordered_by(text), text))
    return and_(_OPERATORS[operator[0] + "="](place, ordered_by(text)), beyond)  # the first is what an index serves


_OPERATORS: dict[str, Callable[..., ColumnElement[bool]]] = {
    ">": operators.gt, ">=": operators.ge, "<": operators.lt, "<=": operators.le,
}  # fmt: skip


def _order_of(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """What a column is ordered by: held in another, or found for each row."""
    table = getattr(column, "table", None)
    held = None if table is None else table.c.get(f"{column.key}{ORDER}")
    return ordered_by(column) if held is None else held
