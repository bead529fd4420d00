"""Parents of a record: for each type that a relation makes a parent of its type, a field that names a record of it.

``PARENT_ID_153`` of a deal is the item of the smart process 153 that it belongs to. Relations come and go with the
settings of smart processes, so the fields are those of a portal. Their values are lists of one id, but for the few that
have a column. Source: ``crm-type-add.md#relations``, ``object-fields.md#common``.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from sqlalchemy import ColumnElement, FromClause, select

from homeport.core import owner
from homeport.core import values as v
from homeport.core.owner import Owner
from homeport.domain.crm.entities import BUILT_IN
from homeport.domain.crm.entities.dynamic import DYNAMIC_TABLE
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.tables import RECORD_LIST
from homeport.domain.crm.type.types import RELATION, TYPE
from homeport.domain.portal import generation
from homeport.domain.records.fields import F, Field, FieldTable
from homeport.store import Query, Transaction, constant

PREFIX = "PARENT_ID_"

Parents = Mapping[int, tuple[tuple[int, str], ...]]
"""By type, the types of its parents and what they are called."""

_RELATIONS = Query(
    select(RELATION.c.CHILD_TYPE_ID, RELATION.c.PARENT_TYPE_ID, TYPE.c.TITLE)
    .outerjoin_from(RELATION, TYPE, TYPE.c.ENTITY_TYPE_ID == RELATION.c.PARENT_TYPE_ID)
    .order_by(RELATION.c.PARENT_TYPE_ID)
)
_TITLES = {
    owner.LEAD: "Lead",
    owner.DEAL: "Deal",
    owner.CONTACT: "Contact",
    owner.COMPANY: "Company",
    owner.QUOTE: "Quote",
    owner.SMART_INVOICE: "Invoice",
}


def with_parents(tx: Transaction, entity: Entity) -> Entity:
    """An entity with a field for each type of parents that its records have by now."""
    found = generation.kept(tx, "parents of records", _of_portal).get(entity.type_id)
    return entity if found is None else _extended(entity, found)


def is_parent(field: Field) -> bool:
    """Whether a field names a parent, and has no column."""
    return field.type is v.ENTITY and not field.stored


def value_of(record: FromClause, entity_type_id: int, name: str) -> ColumnElement[int]:
    """A parent's id as SQL, for the rows of a record's table."""
    rows = select(RECORD_LIST.c.VALUE).where(
        RECORD_LIST.c.ENTITY_TYPE_ID == constant(entity_type_id),
        RECORD_LIST.c.ENTITY_ID == record.c.ID,
        RECORD_LIST.c.FIELD == constant(name),
    )
    return rows.limit(1).correlate(record).scalar_subquery()


def forget(tx: Transaction, record: Owner) -> None:
    """Take a deleted record from those whose parent it was."""
    name = f"{PREFIX}{record.entity_type_id}"
    tx.delete(RECORD_LIST, FIELD=name, VALUE=record.entity_id)
    for table in {entity.table for entity in BUILT_IN.values()} | {DYNAMIC_TABLE}:
        if name in table.c:
            tx.update(table, {name: record.entity_id}, {name: None})


def _of_portal(tx: Transaction) -> Parents:
    found: dict[int, tuple[tuple[int, str], ...]] = defaultdict(tuple)
    for child, parent, title in tx.all(_RELATIONS):
        found[child] += ((parent, title or _TITLES.get(parent, "")),)
    return found


@lru_cache(512)
def _extended(entity: Entity, found: tuple[tuple[int, str], ...]) -> Entity:
    new = tuple(
        F(f"{PREFIX}{type_id}", v.ENTITY, title, stored=False)
        for type_id, title in found
        if f"{PREFIX}{type_id}" not in entity.fields.by_name
    )
    return replace(entity, fields=FieldTable((*entity.fields, *new))) if new else entity
