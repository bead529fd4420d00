"""Records found quickly, however many there are: by names, phones and e-mail addresses, and by their ids.

Each way is a range of an index, of which a bounded part is looked at: how names and addresses begin, how phones begin
and end. What is left is filled up with records that have the words anywhere in their names.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, ColumnElement, bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.rights import Grant, Level, Operation
from homeport.domain.crm import access
from homeport.domain.crm.entities import entity_of, identity, table_of
from homeport.domain.crm.record import finding_words
from homeport.domain.crm.record.comparable import comparable
from homeport.domain.crm.tables import MULTIFIELD
from homeport.store import Query, constant
from homeport.store.texts import ORDER, ordered

LOOKED_AT = 500
"""Entries of an index that are looked at, of which the caller may read some; ten times as many where all words of
a name must be there."""
MOST_WORDS = 4
LEAST_DIGITS = 3
"""Digits by which a phone is looked for."""
LEAST_OF_END, MOST_OF_END = 5, 9
"""Last digits by which a phone is looked for: what comes before them, countries write in several ways."""

_AFTER_ALL = "\uffff"
"""Comes after whatever a beginning goes on with."""
_AFTER_ITSELF = " "
"""Comes after a phone and before whatever one goes on with."""
_PHONE = re.compile(r"^[+(\d][\d\s()/.-]*$")


def find(ctx: Ctx, entity_type_id: int, text: str, most: int) -> list[int]:
    """The ids of records that the caller may read, the likeliest first.

    :param text: words of a name, or their beginnings; a phone in any writing, an address, an id
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
    for end in _endings(text) if entity.has_multifields else ():
        known = {"low": end, "high": end + _AFTER_ALL, "type_id": entity_type_id}
        found |= dict.fromkeys(_ids(ctx, _by_ending(entity_type_id, grant), most=most, **known))
    words = text.split()[:MOST_WORDS]
    several = len(words) if len(words) > 1 and entity.named_by != ("TITLE",) else 0
    query, has = _by_name(entity_type_id, grant, several), finding_words.patterns(words[:several])
    for start in words if several else [" ".join(words)]:
        known = {"low": ordered(start), "high": ordered(start) + _AFTER_ALL, **has}
        found |= dict.fromkeys(_ids(ctx, query, most=most, **known))
    if len(found) < most:
        found |= dict.fromkeys(finding_words.find(ctx, entity_type_id, grant, words, most))
    return list(found)[:most]


def of_phone(ctx: Ctx, entity_type_id: int, number: str, most: int) -> list[int]:
    """The ids of records that the caller may read and that have a phone: with or without the code of a country where it
    is long enough to be told by its end.

    :param number: as :func:`comparable` gives it
    :param most: how many
    """
    grant = ctx.actor.rights.grant(entity_type_id, Operation.READ)
    if grant.highest is Level.NONE:
        return []
    known: dict[str, Any] = {"most": most, "type_id": entity_type_id}
    digits = number.removeprefix("+")
    if len(digits) >= MOST_OF_END:
        end = digits[::-1][:MOST_OF_END]
        return list(
            dict.fromkeys(_ids(ctx, _by_ending(entity_type_id, grant), low=end, high=end + _AFTER_ALL, **known))
        )
    query = _by_value(entity_type_id, grant)
    ranges = [{"low": each, "high": each + _AFTER_ITSELF} for each in (digits, f"+{digits}")]
    return list(dict.fromkeys(number for each in ranges for number in _ids(ctx, query, kind="PHONE", **each, **known)))


def _reached(text: str) -> Iterable[tuple[str, str]]:
    """The kinds and the beginnings of what somebody may be reached by."""
    if "@" in text:
        yield "EMAIL", text.lower()
    if _PHONE.match(text) and sum(map(str.isdecimal, text)) >= LEAST_DIGITS:
        number = comparable("PHONE", text) or ""
        yield "PHONE", number
        if not number.startswith("+"):
            yield "PHONE", f"+{number}"


def _endings(text: str) -> Iterator[str]:
    """The last digits of a phone, backwards: however it is written, these stay."""
    if not _PHONE.match(text.strip()):
        return
    digits = "".join(filter(str.isdecimal, text.replace("(0)", ""))).lstrip("0")
    if len(digits) >= LEAST_OF_END:
        yield digits[::-1][:MOST_OF_END]


def _ids(ctx: Ctx, query: Query, **known: Any) -> list[int]:
    return [row[0] for row in ctx.tx.all(query, actor=ctx.actor.user_id, **known)]


@lru_cache(access.SHAPES)
def _by_id(type_id: int, grant: Grant) -> Query:
    table = table_of(type_id)
    is_it = (*identity(table, type_id), table.c.ID == bindparam("id"))
    return Query(select(table.c.ID).where(*is_it, access.predicate(grant, table)))


@lru_cache(access.SHAPES)
def _by_name(type_id: int, grant: Grant, words: int) -> Query:
    """By how the text begins that lists are ordered by; of names of several fields, by all words besides.

    :param words: how many; none where the beginning is of all of it
    """
    table = table_of(type_id)
    order = next(column for column in table.c if column.key.endswith(ORDER))
    near = (
        select(table.c.ID, order)
        .where(*identity(table, type_id), order >= bindparam("low"), order < bindparam("high"))
        .order_by(order, table.c[order.key.removesuffix(ORDER)], table.c.ID)
        .limit(constant(LOOKED_AT * 10 if words else LOOKED_AT))
        .subquery()
    )
    return Query(
        select(near.c.ID)
        .join_from(near, table, (table.c.ID == near.c.ID))
        .where(*identity(table, type_id), *finding_words.has_words(type_id, words), access.predicate(grant, table))
        .order_by(near.c[order.key], near.c.ID)
        .limit(bindparam("most"))
    )


@lru_cache(access.SHAPES)
def _by_value(type_id: int, grant: Grant) -> Query:
    return _by_key(type_id, grant, MULTIFIELD.c.COMPARABLE, MULTIFIELD.c.TYPE_ID == bindparam("kind"))


@lru_cache(access.SHAPES)
def _by_ending(type_id: int, grant: Grant) -> Query:
    return _by_key(type_id, grant, MULTIFIELD.c.BACKWARDS)


def _by_key(type_id: int, grant: Grant, key: Column[Any], *more: ColumnElement[bool]) -> Query:
    """Records with a value whose key is in a range.

    :param key: what values are looked up by
    """
    table = table_of(type_id)
    near = (
        select(MULTIFIELD.c.ENTITY_ID, key.label("KEY"))
        .where(
            key >= bindparam("low"), key < bindparam("high"), MULTIFIELD.c.ENTITY_TYPE_ID == bindparam("type_id"), *more
        )
        .order_by(key)
        .limit(constant(LOOKED_AT))
        .subquery()
    )
    return Query(
        select(near.c.ENTITY_ID)
        .join_from(near, table, table.c.ID == near.c.ENTITY_ID)
        .where(*identity(table, type_id), access.predicate(grant, table))
        .order_by(near.c.KEY, near.c.ENTITY_ID)
        .limit(bindparam("most"))
    )
