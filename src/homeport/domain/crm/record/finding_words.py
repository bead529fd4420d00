"""Records by words anywhere in their names, found through the index of parts of texts.

Where a word is in many names, the newest records are looked at, a bounded number of them.
See ``docs/adr/0025-parts-of-texts-are-looked-up.md``.
"""

import json
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select

from homeport.core.ctx import Ctx
from homeport.core.rights import Grant
from homeport.domain.crm import access
from homeport.domain.crm.entities import identity, table_of
from homeport.store import Query, constant
from homeport.store.searching import RUN, Place, pattern_of, places_of
from homeport.store.texts import fold, folded

NAMES = ("TITLE", "NAME", "LAST_NAME", "COMPANY_TITLE")
"""What a record is called by."""
NEWEST = 20_000
"""Numbers of records, from the last one back, that are looked at for words which many names have."""


def find(ctx: Ctx, entity_type_id: int, grant: Grant, words: list[str], most: int) -> list[int]:
    """The ids of records that the caller may read and whose names have all of some words, the newest first.

    :param grant: what the caller may read
    :param words: or parts of words; one at least must have three letters
    :param most: how many
    """
    folded_words = [fold(word) for word in words]
    if all(len(word) < RUN for word in folded_words):
        return []
    known = patterns(words)
    actor = ctx.actor.user_id
    if ctx.tx.serves_patterns:
        query = _anywhere(entity_type_id, grant, len(words))
        return [row[0] for row in ctx.tx.all(query, actor=actor, most=most, **known)]
    rows = _rows(ctx, entity_type_id, folded_words)
    if rows is None:
        query = _among_newest(entity_type_id, grant, len(words))
        return [row[0] for row in ctx.tx.all(query, actor=actor, most=most, **known)]
    if not rows:
        return []
    query = _among(entity_type_id, grant, len(words))
    return [row[0] for row in ctx.tx.all(query, actor=actor, most=most, rows=json.dumps(sorted(rows)), **known)]


def patterns(words: list[str]) -> dict[str, str]:
    """What :func:`has_words` compares with."""
    return {f"word{number}": pattern_of(fold(word)) for number, word in enumerate(words)}


def has_words(type_id: int, words: int) -> list[ColumnElement[bool]]:
    """Whether each of some words is in one of a record's names, as SQL."""
    table = table_of(type_id)
    columns = [folded(table.c[place.column]) for place in _places(type_id)]
    return [
        or_(*(column.like(bindparam(f"word{number}"), escape="\\") for column in columns)) for number in range(words)
    ]


def _rows(ctx: Ctx, entity_type_id: int, words: list[str]) -> set[int] | None:
    """The numbers of rows that may have all words; None when they are many."""
    found = [_with(ctx, entity_type_id, word) for word in words if len(word) >= RUN]
    few = [each for each in found if each is not None]
    return set.intersection(*few) if few else None


def _with(ctx: Ctx, entity_type_id: int, word: str) -> set[int] | None:
    rows: set[int] = set()
    for place in _places(entity_type_id):
        found = ctx.tx.rows_with(place, entity_type_id if place.shares else 0, [word])
        if found is None:
            return None
        rows.update(found)
    return rows


@lru_cache(512)
def _places(entity_type_id: int) -> list[Place]:
    return [place for place in places_of(table_of(entity_type_id)) if place.column in NAMES]


def _named(type_id: int, grant: Grant, words: int) -> Select[tuple[int]]:
    """The records that are called so, whatever is looked at."""
    table = table_of(type_id)
    has = has_words(type_id, words)
    which = select(table.c.ID).where(*identity(table, type_id), *has, access.predicate(grant, table))
    return which.order_by(table.c.ID.desc()).limit(bindparam("most"))


@lru_cache(access.SHAPES)
def _anywhere(type_id: int, grant: Grant, words: int) -> Query:
    return Query(_named(type_id, grant, words))


@lru_cache(access.SHAPES)
def _among(type_id: int, grant: Grant, words: int) -> Query:
    rows = select(func.json_each(bindparam("rows")).table_valued("value").c.value)
    return Query(_named(type_id, grant, words).where(table_of(type_id).c.ID.in_(rows)))


@lru_cache(access.SHAPES)
def _among_newest(type_id: int, grant: Grant, words: int) -> Query:
    table = table_of(type_id)
    last = select(func.max(table.c.ID) - constant(NEWEST)).where(*identity(table, type_id)).scalar_subquery()
    return Query(_named(type_id, grant, words).where(table.c.ID > last))
