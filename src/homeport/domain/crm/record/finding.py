"""Records found quickly, however many there are: by how names, phones and e-mail addresses begin, and by their ids.

Each way is a range of an index, of which a bounded part is looked at.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.rights import Grant, Level, Operation
from homeport.domain.crm import access
from homeport.domain.crm.entities import entity_of, identity, table_of
from homeport.domain.crm.record.comparable import comparable
from homeport.domain.crm.tables import MULTIFIELD
from homeport.store import Query, constant
from homeport.store.texts import ORDER, ordered

LOOKED_AT = 500
"""Entries of an index that are looked at, of which the caller may read some."""
MOST_WORDS = 4
LEAST_DIGITS = 3
"""Digits by which a phone is looked for."""

_AFTER_ALL = "\uffff"
"""Comes after whatever a beginning goes on with."""
_PHONE = re.compile(r"^[+\d][\d\s()/.-]*$")


def find(ctx: Ctx, entity_type_id: int, text: str, most: int) -> list[int]:
    """The ids of records that the caller may read, the likeliest first.

    :param text: the beginning of a name, or of a word of one that is of several fields; of a phone, an address; an id
    :param most: how many
    """
    grant = ctx.actor.rights.grant(entity_type_id, Operation.READ)
    entity = entity_of(entity_type_id)
    if grant.highest is Level.NONE or entity is None or not text.strip():
        return []
    found: dict[int, None] = {}
    number = text.strip().removeprefix("#")
    if number.isascii() and number.isdecimal() and len(number) < 19:
        found |= dict.fromkeys(_ids(ctx, _by_id(entity_type_id, grant), id=int(number)))
    for kind, start in _reached(text.strip()) if entity.has_multifields else ():
        known = {"kind": kind, "low": start, "high": start + _AFTER_ALL, "type_id": entity_type_id}
        found |= dict.fromkeys(_ids(ctx, _by_value(entity_type_id, grant), most=most, **known))
    for start in _beginnings(text, several=entity.named_by != ("TITLE",)):
        known = {"low": start, "high": start + _AFTER_ALL}
        found |= dict.fromkeys(_ids(ctx, _by_name(entity_type_id, grant), most=most, **known))
    return list(found)[:most]


def _reached(text: str) -> Iterable[tuple[str, str]]:
    """The kinds and the beginnings of what somebody may be reached by."""
    if "@" in text:
        yield "EMAIL", text.lower()
    if _PHONE.match(text) and sum(map(str.isdecimal, text)) >= LEAST_DIGITS:
        number = comparable("PHONE", text) or ""
        yield "PHONE", number
        if not number.startswith("+"):
            yield "PHONE", f"+{number}"


def _beginnings(text: str, *, several: bool) -> list[str]:
    """What a name may begin with: all of a text; also a word of it, where a name is of several fields."""
    words = text.split()[:MOST_WORDS]
    found = [" ".join(text.split()), *(reversed(words) if several else ())]
    return list(dict.fromkeys(ordered(each) for each in found))


def _ids(ctx: Ctx, query: Query, **known: Any) -> list[int]:
    return [row[0] for row in ctx.tx.all(query, actor=ctx.actor.user_id, **known)]


@lru_cache(access.SHAPES)
def _by_id(type_id: int, grant: Grant) -> Query:
    table = table_of(type_id)
    is_it = (*identity(table, type_id), table.c.ID == bindparam("id"))
    return Query(select(table.c.ID).where(*is_it, access.predicate(grant, table)))


@lru_cache(access.SHAPES)
def _by_name(type_id: int, grant: Grant) -> Query:
    table = table_of(type_id)
    order = next(column for column in table.c if column.key.endswith(ORDER))
    near = (
        select(table.c.ID, order)
        .where(*identity(table, type_id), order >= bindparam("low"), order < bindparam("high"))
        .order_by(order, table.c[order.key.removesuffix(ORDER)], table.c.ID)
        .limit(constant(LOOKED_AT))
        .subquery()
    )
    return Query(
        select(near.c.ID)
        .join_from(near, table, (table.c.ID == near.c.ID))
        .where(*identity(table, type_id), access.predicate(grant, table))
        .order_by(near.c[order.key], near.c.ID)
        .limit(bindparam("most"))
    )


@lru_cache(access.SHAPES)
def _by_value(type_id: int, grant: Grant) -> Query:
    table = table_of(type_id)
    near = (
        select(MULTIFIELD.c.ENTITY_ID, MULTIFIELD.c.ENTITY_TYPE_ID, MULTIFIELD.c.COMPARABLE)
        .where(
            MULTIFIELD.c.COMPARABLE >= bindparam("low"),
            MULTIFIELD.c.COMPARABLE < bindparam("high"),
            MULTIFIELD.c.TYPE_ID == bindparam("kind"),
            MULTIFIELD.c.ENTITY_TYPE_ID == bindparam("type_id"),
        )
        .order_by(MULTIFIELD.c.COMPARABLE)
        .limit(constant(LOOKED_AT))
        .subquery()
    )
    return Query(
        select(near.c.ENTITY_ID)
        .join_from(near, table, table.c.ID == near.c.ENTITY_ID)
        .where(*identity(table, type_id), access.predicate(grant, table))
        .order_by(near.c.COMPARABLE, near.c.ENTITY_ID)
        .limit(bindparam("most"))
    )
