"""Numbers as answers write them, as SQL.

What databases write of a fraction differs in its last digits, so it is written by the same function here and there.
Whole ones and those of two decimals, which most are, are written without it: SQLite takes several times as long for a
function of ours as for its own.
"""

import sqlite3
from ctypes import c_longdouble, sizeof
from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

WRITES_ALIKE = sqlite3.sqlite_version_info >= (3, 43) or sizeof(c_longdouble) > 8
"""Whether SQLite computes the digits of a number with more of them than it writes."""


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
    connection.create_function(amount_of.name, 1, amount)
    connection.create_function(fraction_of.name, 1, fraction)


@compiles(amount_of, "sqlite")
def _amount(element: amount_of, compiler: SQLCompiler, **kw: Any) -> str:
    return _short_ways(element, compiler.process(element.clauses, **kw), ".00", "0")


@compiles(fraction_of, "sqlite")
def _fraction(element: fraction_of, compiler: SQLCompiler, **kw: Any) -> str:
    return _short_ways(element, compiler.process(element.clauses, **kw), "", "")


def _short_ways(element: FunctionElement[str], value: str, after_whole: str, after_tenths: str) -> str:
    """A number as SQL, by the function only where nothing shorter gives the same.

    Numbers of two decimals are found by the double that is next to such a number: no other text of fifteen digits or
    less stands for it, so that SQLite, which writes fifteen, and Python write the same.

    :param after_whole: what follows a whole number
    :param after_tenths: what follows one decimal
    """
    whole = f"CAST({value} AS INTEGER)"
    ways = [f"WHEN {value} = {whole} AND abs({value}) < 1e15 THEN {whole} || '{after_whole}'"]  # else with exponents
    if WRITES_ALIKE:
        within = f"AND {value} BETWEEN 0 AND 1e12"
        of_tenths, of_hundredths = (f"CAST({value} * {part} + 0.5 AS INTEGER) / {part}.0" for part in (10, 100))
        ways.append(f"WHEN {of_tenths} = {value} {within} THEN CAST({value} AS TEXT) || '{after_tenths}'")
        ways.append(f"WHEN {of_hundredths} = {value} {within} THEN CAST({value} AS TEXT)")
    return f"CASE {' '.join(ways)} WHEN {value} IS NULL THEN NULL ELSE {element.name}({value}) END"
