"""Conditions of filters as SQL."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    false,
    func,
    not_,
    or_,
    select,
    true,
)

from homeport.domain.records.filters import REACH, Condition, Group
from homeport.store import constant, texts


def clause(tree: Group, compare: Callable[[Condition], ColumnElement[bool]]) -> ColumnElement[bool]:
    """A filter's tree as SQL.

    :param compare: one condition as SQL
    """
    parts = [clause(member, compare) if isinstance(member, Group) else compare(member) for member in tree.members]
    if not parts:
        return true()
    return or_(*parts) if tree.any_of else and_(*parts)


OPPOSITE = {
    "!=": "=",
    "not in": "in",
    "not contains": "contains",
    "not like": "like",
    "not between": "between",
    "not empty": "empty",
}
"""Conditions that say what must not be, and what it is."""


def comparison(column: ColumnElement[Any], condition: Condition) -> ColumnElement[bool]:  # noqa: PLR0911, PLR0912
    """One condition on a column as SQL. What differs from nothing does differ: ``!=`` finds empty fields too."""
    values: list[BindParameter[Any]] = [bindparam(f"v{condition.first + index}") for index in range(condition.size)]
    match condition.operator:
        case "=":
            return column == values[0]
        case "!=":
            return or_(column != values[0], column.is_(None))
        case ">" | ">=" | "<" | "<=":
            return texts.compared(column, condition.operator, values[0])
        case "in":
            return column.in_(values) if values else false()
        case "not in":
            return or_(column.not_in(values), column.is_(None)) if values else true()
        case "found":
            return column.in_(select(func.json_each(values[0]).table_valued("value").c.value))
        case "between":
            return _between(column, *values)
        case "not between":
            return or_(not_(_between(column, *values)), column.is_(None))
        case "contains" | "like":
            return searched(column, condition).like(values[0], escape="\\")
        case "not contains" | "not like":
            return or_(searched(column, condition).not_like(values[0], escape="\\"), column.is_(None))
        case "empty":
            return or_(column.is_(None), column == _EMPTY.get(column.type.python_type, ""))
        case "not empty":
            return and_(column.is_not(None), column != _EMPTY.get(column.type.python_type, ""))
        case _:
            return false()


def among(
    key: ColumnElement[Any], rows: Select[Any], value: ColumnElement[Any], condition: Condition
) -> ColumnElement[bool]:
    """One condition on values in rows of their own as SQL: any may match, and for a negation none may.

    :param key: what tells whose the values are
    :param rows: selects whose values there are
    """
    positive = OPPOSITE.get(condition.operator)
    if positive == "empty":
        return key.in_(rows)
    if positive is not None:
        return not_(key.in_(rows.where(comparison(value, condition._replace(operator=positive)))))
    if condition.operator == "empty":
        return not_(key.in_(rows))
    return key.in_(rows.where(comparison(value, condition)))


def searched(text: ColumnElement[Any], condition: Condition) -> ColumnElement[Any]:
    """A text as a condition looks through it: all of it, unless that may take too long. Numbers as they are written."""
    if not isinstance(text.type, Text):
        return cast(text, Text)
    return texts.folded(text if condition.reaches else func.substr(text, constant(1), bindparam(REACH)))


def _between(column: ColumnElement[Any], first: BindParameter[Any], last: BindParameter[Any]) -> ColumnElement[bool]:
    return and_(texts.compared(column, ">=", first), texts.compared(column, "<=", last))


_EMPTY: dict[type, Any] = {int: 0, float: 0.0}
