"""Pages of a plain table: filter, order and paging as SQL, compiled once per shape. For lists without access levels."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, select

from homeport.core.ctx import Ctx
from homeport.core.paging import PAGE, start_of
from homeport.domain.records.conditions import clause, comparison
from homeport.domain.records.filters import Condition, Group
from homeport.store import Query, Row, Transaction, statements, texts

TABLES = 512

Order = tuple[tuple[str, bool], ...]
"""(column, descending) pairs."""


class Listing(NamedTuple):
    """The statements of a list: its first page, later ones, and how many rows it has.

    PostgreSQL plans a page anew whenever it does not know from which row on; the first page is asked for most.
    """

    first: Query
    later: Query
    total: Query

    @classmethod
    def of(cls, rows: Select[Any], total: Select[Any]) -> "Listing":
        """The statements for rows in their order."""
        first = rows.limit(bindparam("limit"))
        return cls(Query(first), Query(first.offset(bindparam("offset"))), Query(total))

    def read(self, tx: Transaction, params: Mapping[str, Any], *, limit: int, offset: int) -> list[Row]:
        """Some rows.

        :param offset: how many come before them
        """
        if offset:
            return tx.all(self.later, **params, limit=limit, offset=offset)
        return tx.all(self.first, **params, limit=limit)


Compare = Callable[[Condition], ColumnElement[bool]]


class Found(NamedTuple):
    """Rows as dicts by column.

    :param total: how many there are in all; None when the client did not want them counted
    :param next: the ``start`` of the next page; None on the last
    """

    rows: list[dict[str, Any]]
    total: int | None
    next: int | None


@lru_cache(TABLES)
def columns_of(table: Table) -> Compare:
    """Compares the columns of a table; the same function each time, so that statements are found again."""
    return lambda condition: comparison(table.c[condition.field], condition)


def everything(
    tx: Transaction,
    table: Table,
    tree: Group,
    order: Order,
    params: Mapping[str, Any],
    *,
    compare: Compare | None = None,
) -> list[dict[str, Any]]:
    """All rows that a filter finds."""
    return tx.dicts(_page(table, tree, order, compare or columns_of(table), False), **params)


def page(
    tx: Transaction,
    table: Table,
    tree: Group,
    order: Order,
    params: Mapping[str, Any],
    given_start: Any,
    *,
    compare: Compare | None = None,
) -> Found:
    """The page of 50 that starts at ``given_start``; at -1 the first, uncounted.

    :param compare: one condition as SQL; by default on the table's columns
    """
    compare = compare or columns_of(table)
    start = start_of(given_start)
    query = _page(table, tree, order, compare, True)
    rows = tx.dicts(query, limit=PAGE, offset=max(start, 0), **params)
    if start < 0:
        return Found(rows, None, None)
    total = tx.total(_count(table, tree, compare), **params)
    following = start + PAGE
    return Found(rows, total, following if following < total else None)


def first(
    tx: Transaction, table: Table, tree: Group, order: Order, params: Mapping[str, Any], limit: int
) -> list[dict[str, Any]]:
    """The first rows that a filter finds."""
    return tx.dicts(_page(table, tree, order, columns_of(table), True), **params, limit=limit, offset=0)


@statements
def _page(table: Table, tree: Group, order: Order, compare: Compare, paged: bool) -> Query:
    statement = select(*named(table)).where(clause(tree, compare)).order_by(*sorted_by(table.c.__getitem__, order))
    if paged:
        statement = statement.limit(bindparam("limit")).offset(bindparam("offset"))
    return Query(statement)


@statements
def _count(table: Table, tree: Group, compare: Compare) -> Query:
    return Query(select(func.count()).select_from(table).where(clause(tree, compare)))


def named(table: Table) -> list[ColumnElement[Any]]:
    """All columns of a table, each under the name that it is known by."""
    return [column if column.key == column.name else column.label(column.key) for column in table.c]


def sorted_by(
    column: Callable[[str], ColumnElement[Any]], order: Order, key: tuple[str, ...] = ("ID",)
) -> list[ColumnElement[Any]]:
    """An order as SQL. It ends with the key: pages need one order, whatever is equal.

    :param column: a column by its name
    """
    named = {name for name, _ in order}
    whole = (*order, *((name, False) for name in key if name not in named))
    return [part for name, descending in whole for part in texts.sorting(column(name), descending)]


def sorting(sort: Any, order: Any) -> list[tuple[str, Any]]:
    """An order as ``user.get`` and ``department.get`` take it, a field's name beside its direction, as pairs.

    Client libraries that walk any list by a key send the map that other list methods take.
    """
    if isinstance(order, dict):
        return [(name.upper(), direction) for name, direction in order.items()]
    return [((sort if isinstance(sort, str) and sort else "ID").upper(), order)]


def order_of(ctx: Ctx, given: Iterable[tuple[str, Any]], find: Callable[[str], str | None]) -> Order:
    """The order that a client asks for; what is no column, and all but ``DESC``, is taken leniently.

    :param find: a column by the name that the client used, or None
    """
    order: dict[str, bool] = {}
    for name, direction in given:
        column = find(name)
        if column is None:
            ctx.drop("order", name)
        else:
            order[column] = isinstance(direction, str) and direction.strip().upper().startswith("DESC")
    return tuple(order.items())
