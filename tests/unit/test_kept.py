"""Statements are kept by what they weigh: many small ones, few large ones, and none twice."""

import gc
import tracemalloc
from typing import Any

from sqlalchemy import Select, bindparam, select

from homeport.domain.portal.tables import USER
from homeport.domain.records.filters import Condition, Group
from homeport.store import Query
from homeport.store.kept import Kept, parts_of
from homeport.store.postgresql.dialect import POSTGRESQL
from homeport.store.sqlite_transaction import SQLITE

MB = 1024 * 1024


def _select(names: tuple[str, ...]) -> Select[Any]:
    return select(*(USER.c.ID.label(name) for name in names)).where(USER.c.ID == bindparam("id"))


def names(first: int, count: int) -> tuple[str, ...]:
    """A shape that no other number has."""
    return tuple(f"{first}_{number}" for number in range(count))


def test_the_same_shape_is_the_same_statement_and_the_oldest_make_room() -> None:
    kept = Kept(most=100)
    made = kept.statements(lambda shape: Query(_select(shape)))
    small = [names(number, 8) for number in range(10)]
    first = [made(shape) for shape in small]
    assert [made(shape) for shape in small] == first
    made(names(10, 23))
    assert made(small[9]) is first[9]
    assert made(small[0]) is not first[0]
    assert len(kept) == 10


def test_none_makes_nearly_all_others_go() -> None:
    kept = Kept(most=100)
    made = kept.statements(lambda shape: Query(_select(shape)))
    first = made(names(1, 8))
    made(names(0, 200))
    assert len(kept) == 1
    assert made(names(1, 8)) is first


def test_a_condition_weighs_what_it_has_of_parameters() -> None:
    few, many = (Group(False, (Condition("ID", "in", 0, size),)) for size in (1, 4_096))
    assert parts_of((few,)) < 20
    assert parts_of((many,)) > 4_096


def test_a_statement_that_has_let_go_of_its_clause_can_be_had_in_another_dialect() -> None:
    both = Kept().statements(lambda shape: (Query(_select(shape)), Query(_select(shape).limit(bindparam("limit")))))
    for query, fresh in zip(both(names(0, 3)), (Query(_select(names(0, 3))), None), strict=True):
        sqlite = query.on(SQLITE)
        assert query.on(POSTGRESQL)[0].count("%(id)s") == 1
        assert query.on(SQLITE) == sqlite
        assert fresh is None or sqlite == fresh.on(SQLITE)


def test_statements_of_many_shapes_take_memory_within_bounds() -> None:
    kept = Kept(most=2_000)
    made = kept.statements(lambda shape: Query(_select(shape)))
    made(names(-1, 200)).on(SQLITE)
    gc.collect()
    tracemalloc.start()
    try:
        for number in range(60):  # 12,000 parts
            made(names(number, 200)).on(SQLITE)
        gc.collect()
        # what is kept is a sixth of it; servers of other tests may allocate meanwhile
        assert tracemalloc.get_traced_memory()[0] < 6_000 * 1_024
    finally:
        tracemalloc.stop()
