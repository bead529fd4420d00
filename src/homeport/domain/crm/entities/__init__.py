"""Every entity, by its type id."""

from functools import lru_cache

from sqlalchemy import ColumnElement, FromClause, Table, bindparam, select

from homeport.core import owner
from homeport.core.owner import Owner
from homeport.domain.crm.entities.company import COMPANY
from homeport.domain.crm.entities.contact import CONTACT
from homeport.domain.crm.entities.deal import DEAL
from homeport.domain.crm.entities.dynamic import DYNAMIC_TABLE, SMART_INVOICE, dynamic_entity
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.entities.lead import LEAD
from homeport.domain.crm.entities.quote import QUOTE
from homeport.domain.crm.type.types import exists as type_exists
from homeport.store import Query, Transaction, constant

TYPES = 1024
"""Entities and statements kept: callers may name any type id, so the caches are bounded."""

BUILT_IN = {entity.type_id: entity for entity in (LEAD, DEAL, CONTACT, COMPANY, QUOTE, SMART_INVOICE)}


@lru_cache(TYPES)
def entity_of(entity_type_id: int) -> Entity | None:
    """The entity of a type id; for any id from 128 on that of a smart process, whether or not it exists."""
    if entity_type_id >= owner.FIRST_DYNAMIC:
        return dynamic_entity(entity_type_id)
    return BUILT_IN.get(entity_type_id)


def table_of(entity_type_id: int) -> Table:
    """The table that the records of a known type are in."""
    return DYNAMIC_TABLE if entity_type_id >= owner.FIRST_DYNAMIC else BUILT_IN[entity_type_id].table


def identity(record: FromClause, entity_type_id: int) -> list[ColumnElement[bool]]:
    """Smart processes share one table, so a row of it is known by its type too."""
    return [record.c.ENTITY_TYPE_ID == constant(entity_type_id)] if entity_type_id >= owner.FIRST_DYNAMIC else []


def is_type(tx: Transaction, entity_type_id: int) -> bool:
    """Whether there is such a type of records."""
    return entity_type_id in BUILT_IN or type_exists(tx, entity_type_id)


def exists(tx: Transaction, record: Owner) -> bool:
    """Whether there is such a record, whoever may read it."""
    if entity_of(record.entity_type_id) is None:
        return False
    return tx.one(_existence(record.entity_type_id), id=record.entity_id) is not None


@lru_cache(TYPES)
def _existence(entity_type_id: int) -> Query:
    table = table_of(entity_type_id)
    return Query(select(table.c.ID).where(*identity(table, entity_type_id), table.c.ID == bindparam("id")))


def key_of(record: Owner) -> dict[str, int]:
    """The columns that identify a record in its table."""
    key = {"ID": record.entity_id}
    return {"ENTITY_TYPE_ID": record.entity_type_id, **key} if record.entity_type_id >= owner.FIRST_DYNAMIC else key
