"""Looking at the rows of a collection: one, or a page of a filtered list, as far as the caller may read them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, True_, and_, func, select

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INVALID_ARG_VALUE, shorten
from homeport.core.paging import PAGE, start_of
from homeport.core.rights import Operation
from homeport.core.uploads import FILE
from homeport.core.values import same
from homeport.domain.records import in_order, searching
from homeport.domain.records.collection import Beside, Collection, Key, parameters
from homeport.domain.records.conditions import among, clause, comparison
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field, Values
from homeport.domain.records.filters import Condition, Filter, Filterable, Group, as_map
from homeport.domain.records.rows import Listing, Order, sorted_by
from homeport.domain.records.shaped import shape_of
from homeport.domain.records.written import Form, form_of
from homeport.store import BY_KEY, Query, Row, statements

EVERY = "*"
"""Stands for every field in a ``select``."""
CUSTOM = ("UF_*", "PROPERTY_*")
"""Stand for every field that people have made; ``*`` of a brief dialect leaves them out."""


def stored(ctx: Ctx, collection: Collection, key: Key) -> Values | None:
    """A row's columns as they are stored, whoever may read it."""
    known = {"actor": ctx.actor.user_id, **collection.context(ctx)}
    row = ctx.tx.one(_by_key(collection), **parameters(key), **known)
    return None if row is None else dict(zip(collection.columns, row, strict=True))


def may(ctx: Ctx, collection: Collection, operation: Operation, key: Key) -> bool:
    """Whether the caller may do it to a row; False also when there is no such row."""
    grant = collection.access.grant(ctx, operation)
    return grant is not None and _is_covered(ctx, collection, grant, key)


def may_here(ctx: Ctx, collection: Collection, operation: Operation, key: Key) -> bool:
    """As :func:`may`, for a row that is known to be there: rights to all rows need no look at it."""
    grant = collection.access.grant(ctx, operation)
    return grant is not None and (_covers_all(collection, grant) or _is_covered(ctx, collection, grant, key))


def _is_covered(ctx: Ctx, collection: Collection, grant: Any, key: Key) -> bool:
    return ctx.tx.one(_check(collection, grant), **parameters(key), actor=ctx.actor.user_id) is not None


@lru_cache(1024)
def _covers_all(collection: Collection, grant: Any) -> bool:
    return isinstance(collection.access.covers(grant, collection.table, False), True_)


def get(ctx: Ctx, collection: Collection, key: Key, dialect: Dialect) -> Values:
    """A row with all its fields.

    :raises CallError: as :func:`found` does
    """
    return whole(ctx, collection, dialect, found(ctx, collection, key, dialect))


def found(ctx: Ctx, collection: Collection, key: Key, dialect: Dialect) -> Values:
    """A row that the caller may read, as it is stored.

    :raises CallError: the dialect's ``not_found``, or its refusal when the caller may not read it
    """
    if collection.access.grant(ctx, Operation.READ) is None:
        raise dialect.refusal(ctx, dialect.unreadable)
    row = stored(ctx, collection, key)
    if row is None:
        raise dialect.not_found(id=key.get("ID", ""))
    if not may_here(ctx, collection, Operation.READ, key):
        raise dialect.refusal(ctx, dialect.unreadable)
    return row


def whole(ctx: Ctx, collection: Collection, dialect: Dialect, row: Values) -> Values:
    """A stored row with what is kept beside it, for a caller known to have the right."""
    answer = written(collection, dialect, row, ctx.clock.zone)
    for kept, fields in _beside(collection, _of_row(collection, dialect)).items():
        answer |= kept.written(ctx.tx, collection, dialect, fields, [row["ID"]]).get(row["ID"], {})
    held = _files(_of_row(collection, dialect))
    if held and collection.files is not None:
        collection.files.show(ctx, collection, dialect, held, row["ID"], answer)
    return answer


def written(collection: Collection, dialect: Dialect, row: Values, zone: ZoneInfo) -> Values:
    """A stored row as a dialect answers it."""
    return {
        dialect.name(field): dialect.write(field, row.get(field.name), zone)
        for field in _of_row(collection, dialect)
        if not field.multiple
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
    also: tuple[tuple[str, Any], ...] = (),
    written: bool = False,
) -> Page:
    """A page of the rows that the caller may read.

    :param select: names of fields; all of them when it names none
    :param start: the first row; -1 for the first page without counting
    :param also: names and values that all rows have besides
    :param written: whether rows may be JSON already, as who asks does not look into them
    :raises CallError: the dialect's refusal of a caller who may read none; ``INVALID_ARG_VALUE`` for a filter out of
        all proportion, and in a strict dialect for names and values that no field has
    """
    grant = collection.access.grant(ctx, Operation.READ)
    if grant is None or not collection.access.lists(ctx, as_map(filter)):
        raise dialect.refusal(ctx, dialect.unreadable)
    wanted = _wanted(ctx, collection, dialect, names_of(select))
    parsed = Filter(
        as_map(filter),
        lambda name: filterable(collection, dialect, name),
        ctx,
        strict=dialect.strict,
        nested=dialect.camel,
    )
    searching.narrow(ctx.tx, collection, parsed)
    columns = tuple(field.name for field in wanted if collection.selectable(field))
    by = order_of(ctx, collection, dialect, order)
    form, shape = None, None
    if written and not (collection.files and _files(wanted)):
        names = tuple([field.name for field in wanted])
        if ctx.tx.writes_json:
            form = form_of(collection, dialect, names, also, ctx.clock.zone)
        else:
            shape = shape_of(collection, dialect, names, also)
    statements = _listing(collection, grant, parsed.tree, columns if form is None else form, by)
    first = start_of(start)
    params = {"actor": ctx.actor.user_id, **collection.context(ctx), **parsed.params}
    found = statements.read(ctx.tx, params, limit=PAGE, offset=max(first, 0))
    rows: Any
    if form is not None:
        ids = [row[-1] for row in found] if form.numbered else []
        rows = form.rows(found, ctx.clock.zone, _kept_beside(ctx, collection, dialect, wanted, ids))
    elif shape is not None:
        rows = shape.rows(found, ctx.clock.zone)
    else:
        rows = _write(ctx, collection, dialect, wanted, columns, found)
        for row in rows if also else ():
            row.update(also)
    written = form is not None or shape is not None
    if first < 0:
        return Page(rows, written=written)
    total = total_of(ctx, statements, params, first, len(found))
    following = first + PAGE
    return Page(rows, total, following if following < total else None, written)


def rows(
    ctx: Ctx,
    collection: Collection,
    columns: tuple[str, ...],
    tree: Group,
    params: Mapping[str, Any],
    order: Order,
    *,
    limit: int,
    offset: int = 0,
) -> list[Values] | None:
    """Rows as they are stored, of those that the caller may read; None for a caller who may read none.

    :param columns: the stored names of the fields that are wanted
    :param tree: the conditions, by stored names
    :param params: what they compare with
    """
    grant = collection.access.grant(ctx, Operation.READ)
    if grant is None:
        return None
    statements = _listing(collection, grant, tree, columns, order)
    known = {"actor": ctx.actor.user_id, **collection.context(ctx), **params}
    found = statements.read(ctx.tx, known, limit=limit, offset=offset)
    return [dict(zip(columns, row, strict=True)) for row in found]


def total_of(ctx: Ctx, statements: Listing, params: Mapping[str, Any], first: int, found: int) -> int:
    """How many rows there are; a page that is not full says it without counting."""
    if 0 < found < PAGE or (found == 0 and first == 0):
        return first + found
    return ctx.tx.total(statements.total, **params)


def order_of(ctx: Ctx, collection: Collection, dialect: Dialect, given: Any) -> Order:
    """The order that a client asks for.

    :raises CallError: ``INVALID_ARG_VALUE`` in a strict dialect for what is no field or no direction
    """
    order: dict[str, bool] = {}
    for name, direction in as_map(given).items():
        field = dialect.find(collection.fields, name)
        word = str(direction).strip().upper()
        if field is None or not collection.sortable(field):
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


def names_of(given: Any) -> list[str]:
    """The names in a ``select``."""
    if isinstance(given, str):
        return [given] if given else []
    return [name for name in as_map(given).values() if isinstance(name, str)]


def _wanted(ctx: Ctx, collection: Collection, dialect: Dialect, names: Sequence[str]) -> tuple[Field, ...]:
    """The fields that a ``select`` names; the row's own key comes with them where rows have values beside, or files."""
    wanted: dict[str, Field] = {}
    if collection.beside:
        wanted["ID"] = collection.fields.by_name["ID"]
    for name in names:
        if name == EVERY:
            wanted |= _every(collection, dialect)
        elif name.upper() in CUSTOM:
            wanted |= {field.name: field for field in collection.fields.custom}
        else:
            field = dialect.find(collection.fields, name)
            if field is not None and _is_listed(collection, dialect, field):
                wanted[field.name] = field
            elif field is None or EVERY not in names or field.name not in _every(collection, dialect):
                ctx.drop("select", name)
    if not names or not wanted:
        wanted |= _every(collection, dialect)
        if dialect.brief:
            wanted |= {field.name: field for field in collection.fields.custom}
    if _files(wanted.values()):
        wanted = {"ID": collection.fields.by_name["ID"], **wanted}
    return tuple(wanted.values())


def _is_listed(collection: Collection, dialect: Dialect, field: Field) -> bool:
    """Whether a list answers a field."""
    if not dialect.shown(field) or not dialect.lists(field):
        return False
    return field.stored or not field.multiple or field.name in collection.beside


@lru_cache(1024)
def _every(collection: Collection, dialect: Dialect) -> Mapping[str, Field]:
    """What ``*`` stands for."""
    return {
        field.name: field
        for field in collection.fields
        if dialect.shown(field) and not (dialect.brief and (field.several or field.custom))
    }


@lru_cache(1024)
def _of_row(collection: Collection, dialect: Dialect) -> tuple[Field, ...]:
    """The fields of a row that is looked at alone."""
    return tuple(
        field
        for field in collection.fields
        if dialect.shown(field) and not (dialect.brief and field.multiple and not collection.beside[field.name].alone)
    )


def filterable(collection: Collection, dialect: Dialect, name: str) -> Filterable | None:
    """What lists filter by when a dialect's name is given; None where they do not."""
    field = dialect.find(collection.fields, name)
    if field is None or field.stands_for or not dialect.filters(field):
        return None
    kept = collection.beside.get(field.name)
    if field.stored or (kept is not None and kept.filters):
        return Filterable(field.name, field.compared)
    return None


def _write(
    ctx: Ctx,
    collection: Collection,
    dialect: Dialect,
    wanted: Sequence[Field],
    columns: Sequence[str],
    found: Sequence[Row],
) -> list[Values]:
    """Rows as a dialect answers them: column by column, which is cheaper than row by row."""
    zone = ctx.clock.zone
    called = [dialect.name(collection.fields.by_name[name]) for name in columns]
    rows: list[Values] = [dict(zip(called, row, strict=True)) for row in found]
    for field in wanted:
        write, name = dialect.writer(field), dialect.name(field)
        if collection.selectable(field):
            if write is not same:
                for row in rows:
                    row[name] = write(row[name], zone)
        elif not field.multiple:
            nothing = write(None, zone)
            for row in rows:
                row[name] = nothing
    if rows:
        ids = [row[0] for row in found]
        values = _kept_beside(ctx, collection, dialect, wanted, ids)
        for number, row in zip(ids, rows, strict=True) if values else ():
            row.update(values.get(number, {}))
        held = _files(wanted)
        if held and collection.files is not None:
            for number, row in zip(ids, rows, strict=True):
                collection.files.show(ctx, collection, dialect, held, number, row)
    return rows


def _kept_beside(
    ctx: Ctx, collection: Collection, dialect: Dialect, wanted: Sequence[Field], ids: Sequence[int]
) -> dict[int, Values]:
    """What is kept beside rows, by their ids."""
    values: dict[int, Values] = {}
    if ids:
        for kept, fields in _beside(collection, wanted).items():
            for number, more in kept.written(ctx.tx, collection, dialect, fields, ids).items():
                values.setdefault(number, {}).update(more)
    return values


def _files(fields: Iterable[Field]) -> list[Field]:
    """Those of fields that hold files."""
    return [field for field in fields if field.type.name == FILE.name]


def _beside(collection: Collection, wanted: Sequence[Field]) -> dict[Beside, list[Field]]:
    """The fields with several values that are kept beside rows, by how they are."""
    kinds: dict[Beside, list[Field]] = {}
    for field in wanted:
        if field.multiple:
            kinds.setdefault(collection.beside[field.name], []).append(field)
    return kinds


@statements
def _by_key(collection: Collection) -> Query:
    return Query(select(*map(collection.column, collection.columns)).where(collection.is_row(collection.table)))


@statements
def _check(collection: Collection, grant: Any) -> Query:
    table = collection.table
    covered = collection.access.covers(grant, table, False)
    return Query(select(*(table.c[name] for name in collection.key)).where(collection.is_row(table), covered))


@statements
def _listing(collection: Collection, grant: Any, tree: Group, asked: tuple[str, ...] | Form, order: Order) -> Listing:
    table = collection.table
    where = and_(
        collection.is_ours(table),
        collection.access.covers(grant, table, True),
        clause(tree, lambda condition: compared(collection, condition)),
    )
    columns = asked.columns if isinstance(asked, Form) else map(collection.column, asked)
    led = in_order.led(collection, tree, order)
    if led is None:
        found = select(*columns).where(where).order_by(*sorted_by(collection.column, order, tuple(collection.key)))
    else:
        found = in_order.through(collection, grant, tree, led, columns, order, compared)
    total = select(func.count()).select_from(table).where(where)
    if searching.is_narrowed(tree):
        found, total = (each.with_hint(table, BY_KEY) for each in (found, total))
    return Listing.of(found, total)


def compared(collection: Collection, condition: Condition) -> ColumnElement[bool]:
    """One condition on a field as SQL."""
    kept = collection.beside.get(condition.field)
    if kept is None:
        return comparison(collection.table.c[condition.field], condition)
    if kept.computed:
        return comparison(collection.column(condition.field), condition)
    rows, value = kept.rows(collection, collection.fields.by_name[condition.field])
    return among(collection.table.c.ID, rows, value, condition)
