"""Pages of records: filter, order, access and paging as SQL, compiled once per shape."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Column,
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
from sqlalchemy.sql.base import ColumnCollection

from homeport.core import owner
from homeport.core.rights import Grant
from homeport.domain.crm import access
from homeport.domain.crm.entities import entity_of, identity
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.fields import MULTIFIELDS
from homeport.domain.crm.filters import Condition, Group
from homeport.domain.crm.tables import MULTIFIELD, RECORD_LIST
from homeport.store import Query, texts

SHAPES = 2048

Order = tuple[tuple[str, bool], ...]
"""(classic field name, descending) pairs."""


class Listing(NamedTuple):
    """The statements of a list: a page of it, and how many records it has."""

    page: Query
    total: Query


@lru_cache(SHAPES)
def listing(entity_type_id: int, grant: Grant, tree: Group, columns: tuple[str, ...], order: Order) -> Listing:
    """The statements for a shape. Their parameters: ``actor``, ``limit``, ``offset`` and the filter's ``v0``, ``v1`` …

    :param columns: the columns of the page, by classic name
    """
    entity = entity_of(entity_type_id)
    assert entity is not None
    record = entity.table
    where = and_(
        true(),
        *identity(record, entity_type_id),
        access.predicate(grant, record, scans=True),
        clause(tree, _Fields(entity).compare),
    )
    order_by = sorted_by(record.c, order)
    page = (
        select(*(record.c[name] for name in columns))
        .where(where)
        .order_by(*order_by)
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )
    return Listing(Query(page), Query(select(func.count()).select_from(record).where(where)))


def sorted_by(columns: ColumnCollection[str, Column[Any]], order: Order) -> list[ColumnElement[Any]]:
    """An order as SQL. It ends with the id: pages need one order, whatever is equal."""
    whole = order if any(name == "ID" for name, _ in order) else (*order, ("ID", False))
    return [part for name, descending in whole for part in texts.sorting(columns[name], descending)]


def clause(tree: Group, compare: Callable[[Condition], ColumnElement[bool]]) -> ColumnElement[bool]:
    """A filter's tree as SQL.

    :param compare: one condition as SQL
    """
    parts = [clause(member, compare) if isinstance(member, Group) else compare(member) for member in tree.members]
    if not parts:
        return true()
    return or_(*parts) if tree.any_of else and_(*parts)


class _Fields:
    """Conditions on the fields of an entity: columns, and the lists and multifields in rows of their own."""

    def __init__(self, entity: Entity) -> None:
        self._entity = entity

    def compare(self, condition: Condition) -> ColumnElement[bool]:
        record = self._entity.table
        if condition.field in record.c:
            return comparison(record.c[condition.field], condition)
        rows: Select[Any]
        if condition.field in MULTIFIELDS:
            value: ColumnElement[Any] = MULTIFIELD.c.VALUE
            rows = select(MULTIFIELD.c.ENTITY_ID).where(
                MULTIFIELD.c.ENTITY_TYPE_ID == self._entity.type_id, MULTIFIELD.c.TYPE_ID == condition.field
            )
        elif self._entity.type_id == owner.COMPANY and condition.field == "CONTACT_ID":
            value = RECORD_LIST.c.ENTITY_ID  # the relation is stored on the contact's side
            rows = select(RECORD_LIST.c.VALUE).where(
                RECORD_LIST.c.ENTITY_TYPE_ID == owner.CONTACT, RECORD_LIST.c.FIELD == "COMPANY_IDS"
            )
        else:
            value = RECORD_LIST.c.VALUE
            rows = select(RECORD_LIST.c.ENTITY_ID).where(
                RECORD_LIST.c.ENTITY_TYPE_ID == self._entity.type_id, RECORD_LIST.c.FIELD == condition.field
            )
        positive = _OPPOSITE.get(condition.operator)
        if positive is not None:  # none of the values may match
            found = (
                rows if positive == "empty" else rows.where(comparison(value, condition._replace(operator=positive)))
            )
            covered = record.c.ID.in_(found)
            return covered if positive == "empty" else not_(covered)
        if condition.operator == "empty":
            return not_(record.c.ID.in_(rows))
        return record.c.ID.in_(rows.where(comparison(value, condition)))


_OPPOSITE = {
    "!=": "=",
    "not in": "in",
    "not contains": "contains",
    "not like": "like",
    "not between": "between",
    "not empty": "empty",
}


def comparison(column: ColumnElement[Any], condition: Condition) -> ColumnElement[bool]:  # noqa: PLR0911
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
        case "between":
            return _between(column, *values)
        case "not between":
            return or_(not_(_between(column, *values)), column.is_(None))
        case "contains" | "like":
            return _as_text(column).like(values[0], escape="\\")
        case "not contains" | "not like":
            return or_(_as_text(column).not_like(values[0], escape="\\"), column.is_(None))
        case "empty":
            return or_(column.is_(None), column == _EMPTY.get(column.type.python_type, ""))
        case "not empty":
            return and_(column.is_not(None), column != _EMPTY.get(column.type.python_type, ""))
        case _:
            return false()


def _as_text(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A text as it is searched; a number is searched as it is written."""
    return texts.folded(column if isinstance(column.type, Text) else cast(column, Text))


def _between(column: ColumnElement[Any], first: BindParameter[Any], last: BindParameter[Any]) -> ColumnElement[bool]:
    return and_(texts.compared(column, ">=", first), texts.compared(column, "<=", last))


_EMPTY: dict[type, Any] = {int: 0, float: 0.0}
