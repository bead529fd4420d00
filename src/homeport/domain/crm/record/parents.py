"""Parents of a record: for each type that a relation makes a parent of its type, a field that names a record of it.

``PARENT_ID_153`` of a deal is the item of the smart process 153 that it belongs to. Relations come and go with the
settings of smart processes, so the fields are those of a portal. Their values are lists of one id, but for the few that
have a column. Source: ``crm-type-add.md#relations``, ``object-fields.md#common``.
"""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select

from homeport.core import owner
from homeport.core import values as v
from homeport.core.owner import Owner
from homeport.domain.crm.entities import BUILT_IN
from homeport.domain.crm.entities.dynamic import DYNAMIC_TABLE
from homeport.domain.crm.tables import RECORD_LIST
from homeport.domain.crm.type.types import RELATION, TYPE
from homeport.domain.portal import generation
from homeport.domain.records.fields import F, Field, FieldTable
from homeport.store import Query, Transaction

PREFIX = "PARENT_ID_"

Parents = tuple[tuple[int, str], ...]
"""Types of parents and what they are called."""

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


def of_type(tx: Transaction, entity_type_id: int) -> Parents:
    """The types of parents that records of a type have by now, and what they are called."""
    return generation.kept(tx, "parents of records", _of_portal).get(entity_type_id, ())


def fields_of(parents: Parents, fields: FieldTable) -> list[Field]:
    """A field for each type of parents, but for those that an entity has by itself."""
    return [
        F(name, v.ENTITY, title, stored=False)
        for type_id, title in parents
        if (name := f"{PREFIX}{type_id}") not in fields.by_name
    ]


def is_parent(field: Field) -> bool:
    """Whether a field names a parent, and has no column."""
    return field.type is v.ENTITY and not field.stored


def forget(tx: Transaction, record: Owner) -> None:
    """Take a deleted record from those whose parent it was."""
    name = f"{PREFIX}{record.entity_type_id}"
    tx.delete(RECORD_LIST, FIELD=name, VALUE=record.entity_id)
    for table in {entity.table for entity in BUILT_IN.values()} | {DYNAMIC_TABLE}:
        if name in table.c:
            tx.update(table, {name: record.entity_id}, {name: None})


def _of_portal(tx: Transaction) -> Mapping[int, Parents]:
    found: dict[int, Parents] = defaultdict(tuple)
    for child, parent, title in tx.all(_RELATIONS):
        found[child] += ((parent, title or _TITLES.get(parent, "")),)
    return found
