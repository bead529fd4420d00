"""Looking at the rows of a collection: one, or a page of a filtered list, as far as the caller may read them."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, func, select

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INVALID_ARG_VALUE, shorten
from homeport.core.paging import PAGE, start_of
from homeport.core.rights import Operation
from homeport.domain.records.collection import Collection, Key, Values, parameters
from homeport.domain.records.conditions import clause, comparison
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field
from homeport.domain.records.filters import Condition, Filter, Filterable, Group, as_map
from homeport.domain.records.rows import Listing, Order, sorted_by
from homeport.store import Query, Row, statements


def stored(ctx: Ctx, collection: Collection, key: Key) -> Values | None:
    """A row's columns as they are stored, whoever may read it."""
    row = ctx.tx.one(_by_key(collection), **parameters(key))
    return None if row is None else dict(zip(collection.columns, row, strict=True))


def may(ctx: Ctx, collection: Collection, operation: Operation, key: Key) -> bool:
    """Whether the caller may do it to a row; False also when there is no such row."""
    grant = collection.access.grant(ctx, operation)
    if grant is None:
        return False
    return ctx.tx.one(_check(collection, grant), **parameters(key), actor=ctx.actor.user_id) is not None


def get(ctx: Ctx, collection: Collection, key: Key, dialect: Dialect) -> Values:
    """A row with all its fields.

    :raises CallError: the dialect's ``not_found``, or its refusal when the caller may not read it
    """
    if collection.access.grant(ctx, Operation.READ) is None:
        raise dialect.unreadable()
    row = stored(ctx, collection, key)
    if row is None:
        raise dialect.not_found(id=key.get("ID", ""))
    if not may(ctx, collection, Operation.READ, key):
        raise dialect.unreadable()
    return written(collection, dialect, row, ctx.clock.zone)


def written(collection: Collection, dialect: Dialect, row: Values, zone: ZoneInfo) -> Values:
    """A stored row as a dialect answers it."""
    return {
        dialect.name(field): dialect.write(field, row.get(field.name), zone)
        for field in collection.fields
        if dialect.shown(field)
    }


def page(
    ctx: Ctx,
    collection: Collection,
    dialect: Dialect,
    *,
    select: Any = None,
    filter: Any = None,  # noqa: A002  the documented names
    order: Any = None,
    start: Any = None,
) -> Page:
    """A page of the rows that the caller may read.

    :param select: names of fields; all of them when it names none
    :param start: the first row; -1 for the first page without counting
    :raises CallError: the dialect's refusal of a caller who may read none
    """
    grant = collection.access.grant(ctx, Operation.READ)
    if grant is None or not collection.access.lists(ctx, as_map(filter)):
        raise dialect.unreadable()
    wanted = _wanted(ctx, collection, dialect, select)
    parsed = Filter(
        as_map(filter),
        lambda name: _filterable(collection, dialect, name),
        ctx,
        strict=dialect.strict,
        nested=dialect.camel,
    )
    columns = tuple(field.name for field in wanted)
    statements = _listing(collection, grant, parsed.tree, columns, order_of(ctx, collection, dialect, order))
    first = start_of(start)
    params = {"actor": ctx.actor.user_id, **parsed.params}
    found = ctx.tx.all(statements.page, **params, limit=PAGE, offset=max(first, 0))
    rows = _write(dialect, wanted, found, ctx.clock.zone)
    if first < 0:
        return Page(rows)
    total = total_of(ctx, statements, params, first, len(found))
    following = first + PAGE
    return Page(rows, total, following if following < total else None)


def total_of(ctx: Ctx, statements: Listing, params: Mapping[str, Any], first: int, found: int) -> int:
    """How many rows there are; a page that is not full says it without counting."""
    if 0 < found < PAGE or (found == 0 and first == 0):
        return first + found
    total: int = ctx.tx.value(statements.total, **params)
    return total


def order_of(ctx: Ctx, collection: Collection, dialect: Dialect, given: Any) -> Order:
    """The order that a client asks for.

    :raises CallError: ``INVALID_ARG_VALUE`` in a strict dialect for what is no field or no direction
    """
    order: dict[str, bool] = {}
    for name, direction in as_map(given).items():
        field = dialect.find(collection.fields, name)
        word = str(direction).strip().upper()
        if field is None or not field.stored:
            if dialect.strict:
                raise INVALID_ARG_VALUE(reason=f"Invalid order: field '{shorten(name)}' is not allowed in order")
            ctx.drop("order", name)
        elif dialect.strict and word not in ("ASC", "DESC"):
            raise INVALID_ARG_VALUE(
                reason="Invalid order: allowed sort directions are `ASC, DESC`. "
                f"But got '{shorten(direction)}' for field '{shorten(name)}'"
            )
        else:
            order.setdefault(field.name, word == "DESC")
    return tuple(order.items()) or collection.order


def _wanted(ctx: Ctx, collection: Collection, dialect: Dialect, given: Any) -> tuple[Field, ...]:
    names = [given] if isinstance(given, str) and given else [*as_map(given).values()]
    wanted: dict[str, Field] = {}
    for name in names:
        field = dialect.find(collection.fields, name) if isinstance(name, str) else None
        if field is not None and field.stored:
            wanted[field.name] = field
        elif name != "*":
            ctx.drop("select", str(name))
    if not wanted or "*" in names:
        return tuple(field for field in collection.fields if field.stored and dialect.shown(field))
    return tuple(wanted.values())


def _filterable(collection: Collection, dialect: Dialect, name: str) -> Filterable | None:
    field = dialect.find(collection.fields, name)
    return None if field is None or not field.stored else Filterable(field.name, field.type.read)


def _write(dialect: Dialect, wanted: Sequence[Field], rows: Sequence[Row], zone: ZoneInfo) -> list[Values]:
    fields = [(dialect.name(field), field) for field in wanted]
    return [
        {name: dialect.write(field, value, zone) for (name, field), value in zip(fields, row, strict=True)}
        for row in rows
    ]


@statements
def _by_key(collection: Collection) -> Query:
    table = collection.table
    return Query(select(*(table.c[name] for name in collection.columns)).where(collection.is_row(table)))


@statements
def _check(collection: Collection, grant: Any) -> Query:
    table = collection.table
    covered = collection.access.covers(grant, table, False)
    return Query(select(*(table.c[name] for name in collection.key)).where(collection.is_row(table), covered))


@statements
def _listing(collection: Collection, grant: Any, tree: Group, columns: tuple[str, ...], order: Order) -> Listing:
    table = collection.table

    def compare(condition: Condition) -> Any:
        return comparison(table.c[condition.field], condition)

    where = and_(collection.access.covers(grant, table, True), clause(tree, compare))
    sorting = sorted_by(table.c.__getitem__, order, tuple(collection.key))
    found = select(*(table.c[name] for name in columns)).where(where).order_by(*sorting)
    return Listing(
        Query(found.limit(bindparam("limit")).offset(bindparam("offset"))),
        Query(select(func.count()).select_from(table).where(where)),
    )
