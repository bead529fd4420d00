"""Records of an entity as REST 3.0 answers them: one, a page, or what came since; and what they lead to."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors_v3 import ACCESS_DENIED, ENTITY_NOT_FOUND
from homeport.core.rights import Operation
from homeport.domain.records import reading
from homeport.domain.records.collection import Collection
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import Condition, Group
from homeport.domain.records.rows import Order
from homeport.domain.records.v3.asking import Wanted, cursor_of, order_of, require_apart, slice_of, wanted
from homeport.domain.records.v3.entity import Entity
from homeport.domain.records.v3.filters import Filter
from homeport.store import padded


def item(ctx: Ctx, entity: Entity, number: int, select: Any = None) -> Values:
    """One record.

    :raises CallError: ``ENTITY_NOT_FOUND``, ``ACCESS_DENIED``, the complaints of :func:`wanted`
    """
    fields = wanted(entity, select)
    return shown(ctx, fields, [stored(ctx, entity, number)])[0]


def stored(ctx: Ctx, entity: Entity, number: int) -> Values:
    """A record as it is stored, for a caller who may read it.

    :raises CallError: ``ENTITY_NOT_FOUND``, ``ACCESS_DENIED``
    """
    collection = collection_of(entity)
    if collection.access.grant(ctx, Operation.READ) is None:
        raise ACCESS_DENIED()
    row = reading.stored(ctx, collection, {"ID": number})
    if row is None:
        raise ENTITY_NOT_FOUND(id=number)
    if not reading.may(ctx, collection, Operation.READ, {"ID": number}):
        raise ACCESS_DENIED()
    return row


def page(
    ctx: Ctx,
    entity: Entity,
    *,
    select: Any = None,
    filter: Any = None,  # noqa: A002  the documented names
    order: Any = None,
    pagination: Any = None,
) -> list[Values]:
    """A page of the records that the caller may read.

    :raises CallError: ``ACCESS_DENIED``; the complaints of ``asking`` and ``filters``
    """
    fields = wanted(entity, select, entity.listed)
    found = Filter(entity, filter, ctx.clock.zone)
    if entity.guard is not None:
        entity.guard(ctx, found.named)
    sorting = order_of(entity, order, (("ID", False),))
    limit, offset = slice_of(entity, pagination)
    return shown(ctx, fields, _rows(ctx, entity, fields, found, sorting, limit, offset))


def tail(ctx: Ctx, entity: Entity, *, select: Any = None, filter: Any = None, cursor: Any = None) -> list[Values]:  # noqa: A002
    """The records after a value of a field.

    :raises CallError: as :func:`page`; ``INVALID_FILTER`` for a filter by that field
    """
    fields = wanted(entity, select, entity.listed)
    start = cursor_of(entity, cursor)
    found = Filter(entity, filter, ctx.clock.zone)
    require_apart(start, found.fields)
    if start.value is not None:
        found.go_on(start.field, start.descending, start.value)
    return shown(ctx, fields, _rows(ctx, entity, fields, found, ((start.field.of, start.descending),), start.limit, 0))


def collection_of(entity: Entity) -> Collection:
    """The rows of an entity that has any."""
    assert entity.collection is not None
    return entity.collection


def shown(ctx: Ctx, fields: Sequence[Wanted], rows: Sequence[Values]) -> list[Values]:
    """Stored rows as they are answered.

    :param fields: what is wanted of them
    """
    answers: list[Values] = [{} for _ in rows]
    for field, nested in fields:
        if field.compute is not None:
            values = field.compute(ctx, rows)
        else:
            values = [row.get(field.of) for row in rows]
        if field.relation is not None:
            values = _related(ctx, field.relation(), nested, values)
        elif field.compute is None:
            values = [field.kind.write(value, ctx.clock.zone) for value in values]
        for answer, value in zip(answers, values, strict=True):
            answer[field.name] = value
    return answers


def _related(ctx: Ctx, entity: Entity, fields: Sequence[Wanted], values: Sequence[Any]) -> list[Any]:
    """What numbers lead to, or lists of numbers; nothing where the caller may not read it."""
    wide = [value if isinstance(value, list) else [value] for value in values]
    ids = sorted({number for each in wide for number in each if number})
    rows = (entity.find or partial(_readable, entity))(ctx, ids) if ids else {}
    answered = dict(zip(rows, shown(ctx, fields, list(rows.values())), strict=True))
    return [
        [answered[number] for number in value if number in answered] if isinstance(value, list) else answered.get(value)
        for value in values
    ]


def _readable(entity: Entity, ctx: Ctx, ids: Sequence[int]) -> dict[int, Values]:
    """Rows of a collection by their numbers, of those that the caller may read."""
    collection = collection_of(entity)
    given = [ids[min(place, len(ids) - 1)] for place in range(padded(len(ids)))]
    tree = Group(False, (Condition("ID", "in", 0, len(given)),))
    params = {f"v{place}": number for place, number in enumerate(given)}
    columns = tuple(collection.fields.columns)
    rows = reading.rows(ctx, collection, columns, tree, params, (("ID", False),), limit=len(ids))
    return {row["ID"]: row for row in rows or ()}


def _rows(
    ctx: Ctx, entity: Entity, fields: Sequence[Wanted], found: Filter, order: Order, limit: int, offset: int
) -> list[Values]:
    """Rows with all columns of their table, and what else is wanted of them that statements select."""
    collection = collection_of(entity)
    more = (field.of for field, _ in fields if field.compute is None and field.of in collection.beside)
    columns = tuple(dict.fromkeys((*collection.fields.columns, *more)))
    rows = reading.rows(ctx, collection, columns, found.tree, found.params, order, limit=limit, offset=offset)
    if rows is None:
        raise ACCESS_DENIED()
    return rows
