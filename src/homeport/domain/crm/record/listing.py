"""Pages of records: filter, order, access and paging as SQL, compiled once per shape."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, not_, select, true

from homeport.core.rights import Grant
from homeport.domain.crm import access
from homeport.domain.crm.entities import identity
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.entities.multifields import MULTIFIELDS
from homeport.domain.crm.record.parents import value_of
from homeport.domain.crm.tables import MULTIFIELD, RECORD_LIST
from homeport.domain.records.conditions import OPPOSITE, clause, comparison
from homeport.domain.records.filters import Condition, Group
from homeport.domain.records.rows import Listing, Order, sorted_by
from homeport.domain.user_fields.fields import UserField
from homeport.domain.user_fields.tables import VALUE
from homeport.store import Query, constant, statements


@statements
def listing(entity: Entity, grant: Grant, tree: Group, columns: tuple[str, ...], order: Order) -> Listing:
    """The statements for a shape. Their parameters: ``actor``, ``limit``, ``offset`` and the filter's ``v0``, ``v1`` …

    :param columns: the columns of the page, by classic name
    """
    record = entity.table
    where = and_(
        true(),
        *identity(record, entity.type_id),
        access.predicate(grant, record, scans=True),
        clause(tree, _Fields(entity).compare),
    )

    def column(name: str) -> ColumnElement[Any]:
        return record.c[name] if name in record.c else value_of(record, entity.type_id, name)

    page = (
        select(*(column(name) for name in columns))
        .where(where)
        .order_by(*sorted_by(column, order))
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )
    return Listing(Query(page), Query(select(func.count()).select_from(record).where(where)))


class _Fields:
    """Conditions on the fields of an entity: columns, and the lists and multifields in rows of their own."""

    def __init__(self, entity: Entity) -> None:
        self._entity = entity

    def compare(self, condition: Condition) -> ColumnElement[bool]:
        record = self._entity.table
        field = self._entity.fields.by_name[condition.field]
        if isinstance(field, UserField) and field.definition.several:
            return self._any_value(field, condition)
        if condition.field in record.c:
            return comparison(record.c[condition.field], condition)
        rows: Select[Any]
        if condition.field in MULTIFIELDS:
            value: ColumnElement[Any] = MULTIFIELD.c.VALUE
            rows = select(MULTIFIELD.c.ENTITY_ID).where(
                MULTIFIELD.c.ENTITY_TYPE_ID == self._entity.type_id, MULTIFIELD.c.TYPE_ID == condition.field
            )
        else:
            value = RECORD_LIST.c.VALUE
            rows = select(RECORD_LIST.c.ENTITY_ID).where(
                RECORD_LIST.c.ENTITY_TYPE_ID == self._entity.type_id, RECORD_LIST.c.FIELD == condition.field
            )
        return self._among_rows(rows, value, condition)

    def _any_value(self, field: UserField, condition: Condition) -> ColumnElement[bool]:
        """A user field that holds several values."""
        rows = select(VALUE.c.RECORD_ID).where(VALUE.c.FIELD_ID == constant(field.definition.id))
        value = VALUE.c.NUMBER if field.definition.type.is_number else VALUE.c.TEXT
        return self._among_rows(rows, value, condition)

    def _among_rows(self, rows: Select[Any], value: ColumnElement[Any], condition: Condition) -> ColumnElement[bool]:
        record = self._entity.table
        positive = OPPOSITE.get(condition.operator)
        if positive is not None:  # none of the values may match
            found = (
                rows if positive == "empty" else rows.where(comparison(value, condition._replace(operator=positive)))
            )
            covered = record.c.ID.in_(found)
            return covered if positive == "empty" else not_(covered)
        if condition.operator == "empty":
            return not_(record.c.ID.in_(rows))
        return record.c.ID.in_(rows.where(comparison(value, condition)))
