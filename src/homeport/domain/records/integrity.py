"""A rule that rows hold to at every moment, as a statement that finds what breaks it."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Table, select

from homeport.store import Query, constant

SHOWN = 5
"""How many of what breaks a rule are named."""


class Rule(NamedTuple):
    """Something that holds.

    :param broken: what is said of what breaks it, before its ids
    :param query: finds the ids
    """

    broken: str
    query: Query


def rule(text: str, statement: Select[tuple[Any]]) -> Rule:
    """A rule from a statement that finds the ids of what breaks it."""
    return Rule(text, Query(statement.limit(constant(SHOWN + 1))))


def orphans(text: str, column: ColumnElement[Any], of: Table, *where: ColumnElement[bool]) -> Rule:
    """The values of a column are ids of a table, where there is one.

    :param where: in which rows
    """
    # nothing is among no rows: it must be told apart where the other table is empty
    wrong = (column.is_not(None), column.not_in(select(of.c.ID)), *where)
    return rule(text, select(column).distinct().where(*wrong).order_by(column))
