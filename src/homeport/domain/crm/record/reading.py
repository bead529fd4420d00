"""Looking at records: one, or a page of a filtered list, as far as the caller may read them."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.rights import Level, Operation
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.record.collections import collection_of
from homeport.domain.records import reading
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Values

_TYPE = "entityTypeId"
"""Is no field of a record, and stands in every whole one of ``crm.item.*``."""


def stored(ctx: Ctx, entity: Entity, entity_id: int) -> Values | None:
    """A record's columns as they are stored, with its user fields and parents, whoever may read it."""
    return reading.stored(ctx, collection_of(ctx.tx, entity), {"ID": entity_id})


def get(ctx: Ctx, entity: Entity, entity_id: int, dialect: Dialect) -> Values:
    """A record with all its fields.

    :raises CallError: the dialect's ``not_found``, or its refusal when the caller may not read it
    """
    return _typed(entity, dialect, reading.get(ctx, collection_of(ctx.tx, entity), {"ID": entity_id}, dialect))


def whole(ctx: Ctx, entity: Entity, entity_id: int, dialect: Dialect) -> Values:
    """A record that exists, with all its fields, for a caller known to have the right."""
    collection = collection_of(ctx.tx, entity)
    row = reading.stored(ctx, collection, {"ID": entity_id})
    assert row is not None
    return _typed(entity, dialect, reading.whole(ctx, collection, dialect, row))


def page(
    ctx: Ctx,
    entity: Entity,
    dialect: Dialect,
    *,
    select: Any = None,
    filter: Any = None,  # noqa: A002  the documented names
    order: Any = None,
    start: Any = None,
    written: bool = False,
) -> Page:
    """A page of the records that the caller may read.

    :param select: names of fields; ``*`` is every field but, in the classic methods, multifields and user fields
    :param start: the first record; -1 for the first page without counting
    :param written: whether records may be JSON already
    :raises CallError: ``INVALID_ARG_VALUE`` in the universal dialect; the classic one refuses only a caller who may
        read no record at all
    """
    if not dialect.camel and ctx.actor.rights.grant(entity.type_id, Operation.READ).highest is Level.NONE:
        raise dialect.unreadable()
    names = reading.names_of(select)
    typed = dialect.camel and (not names or reading.EVERY in names)
    if typed:
        names = [name for name in names if name != _TYPE]
    collection = collection_of(ctx.tx, entity)
    also = ((_TYPE, entity.type_id),) if typed else ()
    return reading.page(
        ctx,
        collection,
        dialect,
        select=names,
        filter=filter,
        order=order,
        start=start,
        also=also,
        written=written,
    )


def _typed(entity: Entity, dialect: Dialect, record: Values) -> Values:
    if dialect.camel:
        record[_TYPE] = entity.type_id
    return record
