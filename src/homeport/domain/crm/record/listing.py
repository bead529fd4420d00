"""Pages of records: filter, order, access and paging as SQL, compiled once per shape."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select, true

from homeport.core.rights import Grant
from homeport.domain.crm import access
from homeport.domain.crm.entities import identity
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.entities.multifields import MULTIFIELDS
from homeport.domain.crm.record.parents import value_of
from homeport.domain.crm.tables import MULTIFIELD, RECORD_LIST
from homeport.domain.records.conditions import among, clause, comparison
from homeport.domain.records.filters import Condition, Group
from homeport.domain.records.rows import Listing, Order, sorted_by
from homeport.domain.user_fields.fields import UserField, any_value
from homeport.store import Query, statements


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
            return any_value(field, record, condition)
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
        return among(record.c.ID, rows, value, condition)
