"""What the rows that a caller may read come to: how many they are, and the sum of an amount, by values of fields."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, func, select

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.records import reading, searching
from homeport.domain.records.collection import Collection
from homeport.domain.records.conditions import clause
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.filters import Filter, Group, as_map
from homeport.store import BY_KEY, Query, Row, statements


def sums(
    ctx: Ctx, collection: Collection, dialect: Dialect, asked: Mapping[str, Any], by: tuple[str, ...], amount: str
) -> list[Row]:
    """The values of ``by``, the number of rows that have them, and the sum of ``amount`` in these.

    :param asked: a filter
    :param by: names of stored fields
    :param amount: the name of a stored field that holds numbers
    :raises CallError: as lists do
    """
    grant = collection.access.grant(ctx, Operation.READ)
    if grant is None:
        raise dialect.refusal(ctx, dialect.unreadable)
    parsed = Filter(
        as_map(asked),
        lambda name: reading.filterable(collection, dialect, name),
        ctx,
        strict=dialect.strict,
        nested=dialect.camel,
    )
    searching.narrow(ctx.tx, collection, parsed)
    statement = _summing(collection, grant, parsed.tree, by, amount)
    return ctx.tx.all(statement, actor=ctx.actor.user_id, **collection.context(ctx), **parsed.params)


@statements
def _summing(collection: Collection, grant: Any, tree: Group, by: tuple[str, ...], amount: str) -> Query:
    table = collection.table
    where = and_(
        collection.is_ours(table),
        collection.access.covers(grant, table, True),
        clause(tree, lambda condition: reading.compared(collection, condition)),
    )
    groups = [table.c[name] for name in by]
    found = select(*groups, func.count(), func.sum(table.c[amount])).where(where).group_by(*groups)
    return Query(found.with_hint(table, BY_KEY) if searching.is_narrowed(tree) else found)
