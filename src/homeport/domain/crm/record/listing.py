"""Pages of records: filter, order, access and paging as SQL, compiled once per shape."""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, not_, select, true

from homeport.core import owner
from homeport.core.rights import Grant
from homeport.domain.crm import access
from homeport.domain.crm.entities import entity_of, identity
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.entities.multifields import MULTIFIELDS
from homeport.domain.crm.tables import MULTIFIELD, RECORD_LIST
from homeport.domain.records.conditions import OPPOSITE, clause, comparison
from homeport.domain.records.filters import Condition, Group
from homeport.domain.records.rows import Listing, Order, sorted_by
from homeport.store import Query

SHAPES = 2048


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
    page = (
        select(*(record.c[name] for name in columns))
        .where(where)
        .order_by(*sorted_by(record.c.__getitem__, order))
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
