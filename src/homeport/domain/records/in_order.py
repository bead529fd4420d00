"""Lists through rows that are beside a collection's, where an index has those in the order that is asked for."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from homeport.domain.records.collection import Collection, Ordered
from homeport.domain.records.conditions import clause, comparison
from homeport.domain.records.filters import Condition, Group
from homeport.domain.records.rows import Order, sorted_by


def led(collection: Collection, tree: Group, order: Order) -> tuple[Condition, Ordered] | None:
    """The condition whose rows an index has in an order of one column, or of it and then of the key."""
    (by, descending), *rest = order or (("", False),)
    if tree.any_of or [*rest] not in ([], [(collection.key[0], descending)]):
        return None
    for each in tree.members:
        kept = collection.beside.get(each.field) if isinstance(each, Condition) else None
        if isinstance(each, Condition) and kept is not None and each.operator == "=":
            found = kept.ordered(collection.fields.by_name[each.field], by)
            if found is not None:
                return each, found
    return None


def through(
    collection: Collection,
    grant: Any,
    tree: Group,
    by: tuple[Condition, Ordered],
    columns: Iterable[ColumnElement[Any]],
    order: Order,
    compared: Callable[[Collection, Condition], ColumnElement[bool]],
) -> Select[Any]:
    """A list through the rows of a condition, in their order: each row of the collection is looked up from there.

    :param by: what :func:`led` has found
    :param compared: a condition as SQL
    """
    table, (leading, ordered) = collection.table, by
    rest = Group(False, tuple(each for each in tree.members if each is not leading))
    sorting = {order[0][0]: ordered.by, collection.key[0]: ordered.key}
    return (
        select(*columns)
        .join_from(ordered.key.table, table, table.c[collection.key[0]] == ordered.key)
        .where(ordered.where, comparison(ordered.value, leading), collection.is_ours(table))
        .where(collection.access.covers(grant, table, False))
        .where(clause(rest, lambda condition: compared(collection, condition)))
        .order_by(*sorted_by(sorting.__getitem__, order, tuple(collection.key)))
    )
