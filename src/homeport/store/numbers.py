"""Numbers as answers write them, as SQL.

What databases write of a fraction differs in its last digits, so it is written by the same function here and there.
Whole ones, which most are, are written without it.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


def amount(value: float) -> str:
    """A number with two decimals."""
    return f"{value:.2f}"


def fraction(value: float) -> str:
    """A number with as many decimals as it has."""
    return str(value).removesuffix(".0")


class amount_of(FunctionElement[str]):  # noqa: N801  named as SQL's functions are
    """:func:`amount` as SQL; for SQLite alone."""

    type = Text()
    name = "homeport_amount"
    inherit_cache = True


class fraction_of(FunctionElement[str]):  # noqa: N801
    """:func:`fraction` as SQL; for SQLite alone."""

    type = Text()
    name = "homeport_fraction"
    inherit_cache = True


def add_to(connection: sqlite3.Connection) -> None:
    """Teach a connection to SQLite the functions that its statements call."""
    for name, function in ((amount_of.name, amount), (fraction_of.name, fraction)):
        connection.create_function(name, 1, _or_nothing(function))


def _or_nothing(function: Callable[[float], str]) -> Callable[[float | None], str | None]:
    return lambda value: None if value is None else function(value)


@compiles(amount_of, "sqlite")
def _amount(element: amount_of, compiler: SQLCompiler, **kw: Any) -> str:
    return _short_way(element, compiler.process(element.clauses, **kw), " || '.00'")


@compiles(fraction_of, "sqlite")
def _fraction(element: fraction_of, compiler: SQLCompiler, **kw: Any) -> str:
    return _short_way(element, compiler.process(element.clauses, **kw), " || ''")


def _short_way(element: FunctionElement[str], value: str, rest: str) -> str:
    """Beyond so many digits Python writes exponents."""
    whole = f"CAST({value} AS INTEGER)"
    return f"CASE WHEN {value} = {whole} AND abs({value}) < 1e15 THEN {whole}{rest} ELSE {element.name}({value}) END"
