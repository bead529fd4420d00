"""What sections and elements of lists share: who made them, when, what they are called by, and how filters are said."""

from functools import cache
from typing import Any

from sqlalchemy import Table, bindparam, select

from homeport.core.values import is_empty, number_or_none
from homeport.domain.records.collection import Change
from homeport.domain.records.filters import as_map, split
from homeport.store import Query, Transaction


def stamp(change: Change) -> None:
    """Who made and changed a row, and when."""
    now, user = change.ctx.clock.stamp(), change.ctx.actor.user_id
    change.new.update(TIMESTAMP_X=now, MODIFIED_BY=user)
    if not change.old:
        change.new.update(DATE_CREATE=now, CREATED_BY=user)


def called(tx: Transaction, table: Table, block: int, number: Any, code: Any = None) -> int | None:
    """The number of a row of a list that a client calls by it, or else by its code; None when there is none."""
    if is_empty(number):
        found = None if is_empty(code) else tx.value(_by_code(table), block=block, code=str(code))
        return None if found is None else int(found)
    known = number_or_none(number)
    return known if known is not None and tx.value(_block(table), id=known) == block else None


@cache
def _by_code(table: Table) -> Query:
    of_block = (table.c.BLOCK_ID == bindparam("block"), table.c.CODE == bindparam("code"))
    return Query(select(table.c.ID).where(*of_block).order_by(table.c.ID))


@cache
def _block(table: Table) -> Query:
    return Query(select(table.c.BLOCK_ID).where(table.c.ID == bindparam("id")))


def conditions(given: Any, also: dict[str, str] | None = None) -> dict[str, Any]:
    """A filter as it is understood: a text between signs of percent is searched for, as the pages' examples do.

    :param also: other names of fields
    """
    found: dict[str, Any] = {}
    for key, value in as_map(given).items():
        _, name = split(key)
        mark = key[: key.index(name)] if name in key else ""
        named = (also or {}).get(name.upper(), name)
        is_pattern = not mark and isinstance(value, str) and "%" in (value[:1], value[-1:])
        found[("=%" if is_pattern else mark) + named] = value
    return found
