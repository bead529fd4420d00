"""Rows that belong to others, as answers show them within those: the items of an order."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Values
from homeport.domain.records.reading import written
from homeport.domain.records.rows import sorted_by
from homeport.store import Query, padded, statements


def of_parents(
    ctx: Ctx, collection: Collection, dialect: Dialect, parent: str, ids: Sequence[int]
) -> dict[int, list[Values]]:
    """The rows that name each of some others, as a dialect answers them, for a caller known to have the right.

    :param parent: the column that names the other
    """
    found: dict[int, list[Values]] = {number: [] for number in ids}
    for row in stored_of(ctx, collection, parent, ids):
        found[row[parent]].append(written(collection, dialect, row, ctx.clock.zone))
    return found


def stored_of(ctx: Ctx, collection: Collection, parent: str, ids: Sequence[int]) -> list[Values]:
    """The rows that name some others, as they are stored, in the order of lists."""
    if not ids:
        return []
    wanted = [*ids, *[ids[-1]] * (padded(len(ids)) - len(ids))]
    places = {f"id{place}": number for place, number in enumerate(wanted)}
    known: dict[str, Any] = {"actor": ctx.actor.user_id, **collection.context(ctx)}
    rows = ctx.tx.all(_of(collection, parent, len(wanted)), **places, **known)
    return [dict(zip(collection.columns, row, strict=True)) for row in rows]


@statements
def _of(collection: Collection, parent: str, count: int) -> Query:
    places: list[BindParameter[int]] = [bindparam(f"id{place}") for place in range(count)]
    rows = select(*map(collection.column, collection.columns))
    mine = rows.where(collection.is_ours(collection.table), collection.table.c[parent].in_(places))
    return Query(mine.order_by(*sorted_by(collection.column, collection.order, collection.key)))
