"""Looking at records: one, or a page of a filtered list, as far as the caller may read them."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INVALID_ARG_VALUE, shorten
from homeport.core.owner import Owner
from homeport.core.paging import PAGE, start_of
from homeport.core.rights import Level, Operation
from homeport.core.values import read_integer, read_string
from homeport.domain.crm import access
from homeport.domain.crm.entities import entity_of, exists, identity
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.record import lists, multifields
from homeport.domain.crm.record.listing import listing
from homeport.domain.crm.record.spelling import Spelling
from homeport.domain.records.fields import Field
from homeport.domain.records.filters import Filter, Filterable, as_map
from homeport.domain.records.rows import Order
from homeport.store import Query, Row

Record = dict[str, Any]


def stored(ctx: Ctx, entity: Entity, entity_id: int) -> Record | None:
    """A record's columns as they are stored, whoever may read it."""
    row = ctx.tx.one(_by_id(entity.type_id), id=entity_id)
    return None if row is None else dict(zip(entity.column_names, row, strict=True))


@lru_cache(1024)
def _by_id(entity_type_id: int) -> Query:
    entity = entity_of(entity_type_id)
    assert entity is not None
    record = entity.table
    return Query(
        select(*(record.c[name] for name in entity.column_names)).where(
            *identity(record, entity_type_id), record.c.ID == bindparam("id")
        )
    )


def get(ctx: Ctx, entity: Entity, entity_id: int, spelling: Spelling) -> Record:
    """A record with all its fields.

    :raises CallError: the spelling's ``not_found``, or its refusal when the caller may not read it
    """
    owner = Owner(entity.type_id, entity_id)
    if not access.may(ctx, Operation.READ, owner):
        raise spelling.unreadable() if exists(ctx.tx, owner) else spelling.not_found()
    return whole(ctx, entity, entity_id, spelling)


def whole(ctx: Ctx, entity: Entity, entity_id: int, spelling: Spelling) -> Record:
    """A record that exists, with all its fields, for a caller known to have the right."""
    columns = stored(ctx, entity, entity_id)
    assert columns is not None
    owner = Owner(entity.type_id, entity_id)
    zone = ctx.clock.zone
    answer = {
        spelling.name(field): spelling.write(field, columns.get(field.name), zone)
        for field in entity.fields
        if spelling.shown(field) and not field.multiple
    }
    if spelling.universal:
        held = lists.of_record(ctx.tx, owner)
        answer |= {field.item: held.get(field.name, []) for field in _list_fields(entity) if field.item}
        answer["entityTypeId"] = entity.type_id
    if entity.has_multifields:
        rows = multifields.of_record(ctx.tx, owner)
        answer |= multifields.write_universal(rows) if spelling.universal else multifields.write_classic(rows)
    return answer


def page(
    ctx: Ctx,
    entity: Entity,
    spelling: Spelling,
    *,
    select: Any = None,
    filter: Any = None,  # noqa: A002  the documented names
    order: Any = None,
    start: Any = None,
) -> Page:
    """A page of the records that the caller may read.

    :param select: names of fields; ``*`` is every field but multifields
    :param start: the first record; -1 for the first page without counting
    :raises CallError: ``INVALID_ARG_VALUE`` in the universal spelling; the classic one refuses only a caller who may
        read no record at all
    """
    grant = ctx.actor.rights.grant(entity.type_id, Operation.READ)
    if grant.highest is Level.NONE and not spelling.universal:
        raise spelling.denied()
    names = _names(select)
    wanted = _wanted(entity, spelling, names)
    parsed = Filter(
        as_map(filter),
        lambda name: _filterable(entity, spelling, name),
        ctx.clock.zone,
        strict=spelling.universal,
        nested=spelling.universal,
    )
    columns = tuple(field.name for field in wanted if field.stored)
    statements = listing(entity.type_id, grant, parsed.tree, columns, _order(entity, spelling, order))
    first = start_of(start)
    params = {"actor": ctx.actor.user_id, **parsed.params}
    rows = ctx.tx.all(statements.page, **params, limit=PAGE, offset=max(first, 0))
    records = _write(ctx, entity, spelling, wanted, columns, rows)
    if spelling.universal and "*" in names:
        for record in records:
            record["entityTypeId"] = entity.type_id
    elif spelling.universal and entity.has_multifields:
        _add_computed(ctx, entity, [name for name in names if name in multifields.COMPUTED], rows, records)
    if first < 0:
        return Page(records)
    total = _total(ctx, statements.total, params, first, len(rows))
    following = first + PAGE
    return Page(records, total, following if following < total else None)


def _total(ctx: Ctx, count: Query, params: Mapping[str, Any], first: int, found: int) -> int:
    """How many there are; a page that is not full says it without counting."""
    if 0 < found < PAGE or (found == 0 and first == 0):
        return first + found
    total: int = ctx.tx.value(count, **params)
    return total


def _names(given: Any) -> list[str]:
    """The names in a ``select``; everything when it says none."""
    if isinstance(given, str) and given:
        return [given]
    return [name for name in as_map(given).values() if isinstance(name, str)] if given else ["*"]


def _wanted(entity: Entity, spelling: Spelling, names: list[str]) -> tuple[Field, ...]:
    found: dict[str, Field] = {"ID": entity.fields.by_name["ID"]}
    for name in names:
        if name == "*":
            found |= {
                field.name: field
                for field in entity.fields
                if spelling.shown(field) and (not field.multiple or spelling.universal)
            }
        else:
            field = spelling.find(entity.fields, name)
            if field is not None and spelling.shown(field) and (spelling.universal or field.selectable):
                found[field.name] = field
    if spelling.universal and "*" in names and entity.has_multifields:
        found |= {name: entity.fields.by_name[name] for name in multifields.DEFAULT_TYPES}
    return tuple(found.values())


def _write(
    ctx: Ctx, entity: Entity, spelling: Spelling, wanted: Sequence[Field], columns: Sequence[str], rows: Sequence[Row]
) -> list[Record]:
    zone = ctx.clock.zone
    plain = [
        (spelling.name(field), columns.index(field.name) if field.stored else None, field)
        for field in wanted
        if not field.multiple
    ]
    records = [
        {
            name: spelling.write(field, None if position is None else row[position], zone)
            for name, position, field in plain
        }
        for row in rows
    ]
    several = [field for field in wanted if field.multiple]
    if several:
        _add_lists(ctx, entity, spelling, several, [row[0] for row in rows], records)
    return records


def _add_lists(
    ctx: Ctx, entity: Entity, spelling: Spelling, wanted: Sequence[Field], ids: Sequence[int], records: list[Record]
) -> None:
    of_lists = [field for field in wanted if field.name not in multifields.DEFAULT_TYPES]
    held = lists.of_records(ctx.tx, entity.type_id, ids, (field.name for field in of_lists))
    kinds = {field.name for field in wanted} & set(multifields.DEFAULT_TYPES)
    values = multifields.of_records(ctx.tx, entity.type_id, ids) if kinds else {}
    for entity_id, record in zip(ids, records, strict=True):
        for field in of_lists:
            record[spelling.name(field)] = held.get(entity_id, {}).get(field.name, [])
        if kinds and spelling.universal:
            record.update(multifields.write_universal(values.get(entity_id, [])))
        elif kinds:
            written = multifields.write_classic(values.get(entity_id, []))
            record.update((kind, written[kind]) for kind in kinds if kind in written)


def _add_computed(
    ctx: Ctx, entity: Entity, names: Sequence[str], rows: Sequence[Row], records: Sequence[Record]
) -> None:
    """The first phone number or address of each record, as far as they are asked for."""
    if names:
        values = multifields.of_records(ctx.tx, entity.type_id, [row[0] for row in rows])
        for row, record in zip(rows, records, strict=True):
            record.update((name, multifields.first_of(values.get(row[0], []), name)) for name in names)


def _list_fields(entity: Entity) -> list[Field]:
    return [
        field
        for field in entity.fields
        if field.multiple and not field.stands_for and field.name not in multifields.DEFAULT_TYPES
    ]


def _filterable(entity: Entity, spelling: Spelling, name: str) -> Filterable | None:
    field = spelling.find(entity.fields, name)
    if field is None or field.stands_for or not (field.stored or field.multiple):
        return None
    if not (spelling.universal or field.filterable):
        return None
    if field.name in multifields.DEFAULT_TYPES:
        return Filterable(field.name, read_string)
    if field.multiple:
        return Filterable(field.name, read_integer)
    return Filterable(field.name, field.type.read)


def _order(entity: Entity, spelling: Spelling, given: Any) -> Order:
    order: dict[str, bool] = {}
    for name, direction in as_map(given).items():
        field = spelling.find(entity.fields, name)
        if field is None or not field.stored:
            if spelling.universal:
                raise INVALID_ARG_VALUE(reason=f"Invalid order: field '{shorten(name)}' is not allowed in order")
            continue
        word = str(direction).upper()
        if spelling.universal and word not in ("ASC", "DESC"):
            raise INVALID_ARG_VALUE(
                reason="Invalid order: allowed sort directions are `ASC, DESC`. "
                f"But got '{shorten(direction)}' for field '{shorten(name)}'"
            )
        order.setdefault(field.name, word == "DESC")
    return tuple(order.items())
