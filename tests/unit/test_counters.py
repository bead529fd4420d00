"""The table of counters that workers share."""

import os

import pytest

from homeport.store.counters import FIELDS, SLOTS, Counters


@pytest.fixture
def counters() -> Counters:
    return Counters()


def test_a_new_record_is_all_zero(counters: Counters) -> None:
    first = counters.record("a", 1.0)
    assert list(counters.values[first : first + FIELDS]) == [0.0] * FIELDS


def test_a_record_is_found_again(counters: Counters) -> None:
    counters.values[counters.record(("a", 1), 1.0)] = 7.5
    counters.values[counters.record(("a", 2), 2.0)] = 8.5
    assert counters.values[counters.record(("a", 1), 3.0)] == 7.5


def test_the_record_that_was_not_used_for_the_longest_time_gives_way(counters: Counters) -> None:
    keys = range(SLOTS, 9 * SLOTS, SLOTS)  # small numbers hash to themselves: eight in a row from one place
    for moment, key in enumerate(keys):
        counters.values[counters.record(key, float(moment))] = float(key)
    counters.record(SLOTS, 100.0)  # the oldest is used again, so the second oldest gives way
    assert counters.values[counters.record(9 * SLOTS, 101.0)] == 0.0
    assert counters.values[counters.record(SLOTS, 102.0)] == float(SLOTS)
    assert counters.values[counters.record(2 * SLOTS, 103.0)] == 0.0


def test_forked_processes_count_together() -> None:
    counters = Counters(shared=True)
    rounds, children = 2_000, []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            try:
                for _ in range(rounds):
                    with counters.lock:
                        counters.values[counters.record("together", 1.0)] += 1
            finally:
                os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    assert counters.values[counters.record("together", 2.0)] == 4 * rounds


def test_a_process_that_dies_with_the_lock_gives_it_back() -> None:
    counters = Counters(shared=True)
    child = os.fork()
    if child == 0:
        counters.lock.__enter__()
        os._exit(0)
    os.waitpid(child, 0)
    with counters.lock:
        assert counters.record("after", 1.0)
