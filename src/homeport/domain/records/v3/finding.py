"""Rows that many records lead to, found at once."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Table, bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.records.fields import Values
from homeport.domain.records.v3.entity import Find
from homeport.store import Query, Transaction, padded


def rows_of(table: Table) -> Find:
    """Finds rows of a table by their numbers, for whoever may read what leads to them."""

    def find(ctx: Ctx, ids: Sequence[int]) -> dict[int, Values]:
        return {row["ID"]: row for row in ctx.tx.dicts(_rows(table, padded(len(ids))), **_numbered(ids))}

    return find


def held(
    tx: Transaction, key: ColumnElement[Any], ids: Sequence[int], value: ColumnElement[Any], *more: ColumnElement[Any]
) -> dict[int, list[Any]]:
    """Values of rows by the number in a column; tuples where there are more than one of each row.

    :param key: the column with the number
    :param ids: the numbers that are looked for
    """
    found: dict[int, list[Any]] = {}
    if ids:
        for number, *values in tx.all(_held((key, value, *more), padded(len(ids))), **_numbered(ids)):
            found.setdefault(number, []).append(tuple(values) if more else values[0])
    return found


def _numbered(ids: Sequence[int]) -> dict[str, int]:
    return {f"id{place}": ids[min(place, len(ids) - 1)] for place in range(padded(len(ids)))}


@lru_cache(128)
def _rows(table: Table, size: int) -> Query:
    return Query(select(*table.c).where(table.c.ID.in_(_wanted(size))).order_by(table.c.ID))


@lru_cache(128)
def _held(columns: tuple[ColumnElement[Any], ...], size: int) -> Query:
    return Query(select(*columns).where(columns[0].in_(_wanted(size))).order_by(*columns[:2]))


def _wanted(size: int) -> list[BindParameter[int]]:
    return [bindparam(f"id{place}") for place in range(size)]
