"""The history of stages: written by every change of a record's stage, read as far as its records may be read.

Source: ``api-reference/crm/crm-stage-history-list.md``.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import Column, ColumnElement, FromClause, Index, Integer, Table, Text, and_, exists

from homeport.core import owner
from homeport.core import values as v
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED, INVALID_ARG_VALUE, ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Grant, Level, Operation
from homeport.domain.crm import access
from homeport.domain.crm.entities import TYPES, entity_of, identity, table_of
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.invoice.tables import INVOICE, RIGHTS
from homeport.domain.crm.stages import statuses
from homeport.domain.crm.type.types import exists as type_exists
from homeport.domain.records import reading
from homeport.domain.records.collection import Access, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import F, FieldTable, Values
from homeport.store import Transaction, constant
from homeport.store.schema import METADATA

UNSUPPORTED = ErrorKind("ENTITY_TYPE_NOT_SUPPORTED", "Entity type {type} is not supported")

CREATED, MOVED, FINISHED, MOVED_PIPELINE = 1, 2, 3, 5
"""What a row tells: a new record, another stage in progress, a final one, another pipeline."""

HISTORY = Table(
    "crm_stage_history",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("OWNER_TYPE_ID", Integer, nullable=False),
    Column("OWNER_ID", Integer, nullable=False),
    Column("TYPE_ID", Integer, nullable=False),
    Column("CREATED_TIME", Text, nullable=False),
    Column("CATEGORY_ID", Integer),
    Column("STAGE_SEMANTIC_ID", Text, nullable=False),
    Column("STAGE_ID", Text, nullable=False),
    Index("crm_stage_history_owner", "OWNER_TYPE_ID", "OWNER_ID"),
    Index("crm_stage_history_type", "OWNER_TYPE_ID", "ID"),
    sqlite_autoincrement=True,
)

DIALECT = Dialect(
    camel=True,
    texts=False,
    typed=True,
    wraps=True,
    strict=True,
    described=(),
    denied=ACCESS_DENIED,
    unreadable=ACCESS_DENIED,
    not_found=UNSUPPORTED,
    invalid=INVALID_ARG_VALUE,
    required=INVALID_ARG_VALUE,
    duplicate=INVALID_ARG_VALUE,
)
"""Names in capitals with numbers for values: ``camel`` makes the names those that fields have as items."""

_LISTED = (owner.LEAD, owner.DEAL, owner.INVOICE, owner.SMART_INVOICE)
"""The types beside smart processes whose history clients may read."""


def note(ctx: Ctx, entity: Entity, entity_id: int, old: Values, new: Values) -> None:
    """Keep that a record is in another stage, if it is.

    :param old: what was stored; empty for a new record
    :param new: what was written
    """
    stages = entity.stages
    if stages is None or not (stage := new.get(stages.field)):
        return
    category = new.get("CATEGORY_ID", old.get("CATEGORY_ID"))
    moved_pipeline = bool(old) and category != old.get("CATEGORY_ID")
    if stage == old.get(stages.field) and not moved_pipeline:
        return
    directory = stages.directory_of(entity.type_id, category)
    semantics = new.get(stages.semantics) or statuses.semantics_of(ctx.tx, directory, stage)
    kind = MOVED_PIPELINE if moved_pipeline else kind_of(old, semantics)
    keep(ctx, Owner(entity.type_id, entity_id), kind, category, (stage, semantics))


def kind_of(old: Values, semantics: str | None) -> int:
    """What is told of a stage that a record is in now.

    :param old: what was stored; empty for a new record
    """
    return (FINISHED if semantics in ("S", "F") else MOVED) if old else CREATED


def keep(ctx: Ctx, record: Owner, kind: int, category: int | None, stage: tuple[str, str | None]) -> None:
    """Keep in which stage a record is now.

    :param kind: what is told of it
    :param stage: with its meaning
    """
    row = {"TYPE_ID": kind, "CREATED_TIME": ctx.clock.stamp(), "CATEGORY_ID": category}
    row |= {"STAGE_ID": stage[0], "STAGE_SEMANTIC_ID": stage[1]}
    ctx.tx.insert(HISTORY, {"OWNER_TYPE_ID": record.entity_type_id, "OWNER_ID": record.entity_id, **row})


def forget(tx: Transaction, record: Owner) -> None:
    """Remove the history of a record that is deleted."""
    tx.delete(HISTORY, OWNER_TYPE_ID=record.entity_type_id, OWNER_ID=record.entity_id)


def page(ctx: Ctx, entity_type_id: int, **asked: Any) -> Page:
    """A page of the history of a type's records that the caller may read.

    :param asked: ``select``, ``filter``, ``order``, ``start``
    :raises CallError: ``ENTITY_TYPE_NOT_SUPPORTED``, ``INVALID_ARG_VALUE``
    """
    listed = entity_type_id in _LISTED or (
        entity_type_id >= owner.FIRST_DYNAMIC and type_exists(ctx.tx, entity_type_id)
    )
    if not listed:
        raise UNSUPPORTED(type=entity_type_id)
    found = reading.page(ctx, _of_type(entity_type_id), DIALECT, **asked)
    return found._replace(result={"items": found.result})


@lru_cache(TYPES)
def _of_type(entity_type_id: int) -> Collection:
    """The history of one type's records."""
    stage, pipelines = _called(entity_type_id)
    fields = FieldTable(
        (
            *(F(name, v.INTEGER, item=name) for name in ("ID", "TYPE_ID", "OWNER_ID")),
            F("CREATED_TIME", v.DATETIME, item="CREATED_TIME"),
            F("CATEGORY_ID", v.INTEGER, item="CATEGORY_ID" if pipelines else "", stored=pipelines),
            F("STAGE_SEMANTIC_ID", v.STRING, item=stage.replace("_ID", "_SEMANTIC_ID")),
            F("STAGE_ID", v.STRING, item=stage),
        )
    )

    is_old = entity_type_id == owner.INVOICE

    def covers(grant: Any, row: FromClause, scans: bool) -> ColumnElement[bool]:
        of_type = row.c.OWNER_TYPE_ID == constant(entity_type_id)
        if grant == Grant(Level.ALL):
            return of_type  # the history goes with its record
        record = (INVOICE if is_old else table_of(entity_type_id)).alias()
        is_it = and_(*identity(record, entity_type_id), record.c.ID == row.c.OWNER_ID)
        return and_(of_type, exists().where(is_it, access.predicate(grant, record)).correlate(row))

    def grant(ctx: Ctx, operation: Operation) -> Grant:
        return ctx.actor.rights.grant(RIGHTS if is_old else entity_type_id, operation)

    return Collection(noun="item", plural="items", table=HISTORY, fields=fields, access=Access(grant, covers))


def _called(entity_type_id: int) -> tuple[str, bool]:
    """What a type calls stages, and whether it has pipelines: leads and old invoices have statuses, and none."""
    if entity_type_id == owner.INVOICE:
        return "STATUS_ID", False
    entity = entity_of(entity_type_id)
    assert entity is not None
    assert entity.stages is not None
    return entity.stages.field, "CATEGORY_ID" in entity.fields.by_name
