"""Leaky buckets of one host: what is let in, what leaks when, and what is remembered of whom."""

import math

import pytest

from homeport.domain.portal.limits.buckets import Bucket, OwnBuckets, SharedBuckets
from homeport.store.counters import SLOTS, Counters
from homeport.store.tallies import Portion

NOW = 1_800_000_000.0
RATE = Bucket("rate", 2, 5)
GUESSES = Bucket("guesses", 1, math.inf, watched=True)
PASSWORDS = Bucket("passwords", 0.1, 5, lasting=True)


@pytest.fixture
def buckets() -> OwnBuckets:
    return OwnBuckets(Counters(), "contents")


def pour(
    buckets: OwnBuckets, *amounts: float, bucket: Bucket = RATE, source: str = "a", at: float = NOW
) -> list[float | None]:
    return [buckets.pour(bucket, source, amount, at) for amount in amounts]


def test_what_comes_is_let_in_until_the_level_is_above_the_most(buckets: OwnBuckets) -> None:
    assert pour(buckets, 2, 3, 4) == [2, 5, 9], "at the most itself something is let in"
    assert pour(buckets, 1, 0) == [None, None]
    assert pour(buckets, 1, source="b") == [1]
    assert pour(buckets, 1, bucket=PASSWORDS) == [1]


def test_what_is_refused_is_not_counted(buckets: OwnBuckets) -> None:
    pour(buckets, 6, 1, 1, 1)
    assert pour(buckets, 0, at=NOW + 1) == [4]


def test_it_leaks_at_the_end_of_each_second_from_the_first_request_on(buckets: OwnBuckets) -> None:
    pour(buckets, 5, at=NOW + 0.5)
    assert pour(buckets, 0, at=NOW + 1.499) == [5]
    assert pour(buckets, 0, at=NOW + 1.5) == [3]
    assert pour(buckets, 0, at=NOW + 2.4) == [3]
    assert pour(buckets, 0, at=NOW + 3.5) == [0]
    assert pour(buckets, 0.5, at=NOW + 100.9) == [0.5], "an empty one begins anew"
    assert pour(buckets, 0, at=NOW + 101.8) == [0.5]


def test_a_little_is_still_something(buckets: OwnBuckets) -> None:
    slow = Bucket("slow", 0.25, 5)
    pour(buckets, 0.75, bucket=slow)
    assert pour(buckets, 0, bucket=slow, at=NOW + 1) == [0.5]


def test_what_is_taken_back_leaves_nothing_owed(buckets: OwnBuckets) -> None:
    assert pour(buckets, 1, -1, -1) == [1, 0, -1]
    assert pour(buckets, 1) == [1]


def test_a_clock_that_is_set_back_lets_nothing_leak(buckets: OwnBuckets) -> None:
    pour(buckets, 4)
    assert pour(buckets, 0, at=NOW - 100) == [4]
    assert pour(buckets, 0, at=NOW - 99) == [2]


def test_contents_that_are_others_are_counted_anew() -> None:
    counters = Counters()
    pour(OwnBuckets(counters, "before"), 4)
    assert pour(OwnBuckets(counters, "after"), 1) == [1]
    assert pour(OwnBuckets(counters, "before"), 1) == [5]


def test_what_lasts_is_kept_however_many_others_come(buckets: OwnBuckets) -> None:
    pour(buckets, 3, bucket=PASSWORDS)
    pour(buckets, 3)
    for number in range(4 * SLOTS):
        pour(buckets, 1, source=f"source {number}", at=NOW + 0.5)
    assert pour(buckets, 0, bucket=PASSWORDS) == [3]
    assert pour(buckets, 0) == [0], "and what does not, is not"


def test_who_may_hold_something_is_known(buckets: OwnBuckets) -> None:
    assert not buckets.may_hold(GUESSES, "a")
    pour(buckets, 1, bucket=GUESSES)
    assert buckets.may_hold(GUESSES, "a")
    assert not buckets.may_hold(GUESSES, "b")
    pour(buckets, 0, bucket=GUESSES, at=NOW + 1)
    assert not buckets.may_hold(GUESSES, "a"), "it has leaked"
    pour(buckets, 0.5, bucket=GUESSES)
    assert buckets.may_hold(GUESSES, "a"), "also half of one"
    pour(buckets, 1, bucket=RATE, source="c")
    assert not buckets.may_hold(GUESSES, "c"), "only of the kind that is watched"


def test_when_too_many_hold_something_everybody_may(buckets: OwnBuckets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OwnBuckets, "MAX_POURED", 3)
    pour(buckets, 1, bucket=GUESSES, source="a")
    pour(buckets, 1, 1, 1, 1, bucket=GUESSES, source="b")
    pour(buckets, 1, bucket=GUESSES, source="c")
    assert not buckets.may_hold(GUESSES, "x")
    monkeypatch.setattr(OwnBuckets, "UNSURE_SECONDS", 0.0)
    pour(buckets, 1, bucket=GUESSES, source="d")
    assert [buckets.may_hold(GUESSES, name) for name in "ad"] == [False, True], "the others were forgotten"
    monkeypatch.setattr(OwnBuckets, "UNSURE_SECONDS", 3600.0)
    for name in "efg":
        pour(buckets, 1, bucket=GUESSES, source=name)
    assert buckets.may_hold(GUESSES, "x"), "nobody is let off meanwhile"


class Tallies:
    """What the database would keep."""

    def __init__(self) -> None:
        self.levels: dict[str, float] = {}

    def pour(self, portion: Portion, now: float) -> float | None:
        level = self.levels.get(portion.key, 0.0)
        if level > portion.most:
            return None
        self.levels[portion.key] = level + portion.amount
        return level + portion.amount

    def filled(self, name: str) -> set[str]:
        return {key for key, level in self.levels.items() if level}


def test_of_many_hosts_each_knows_what_it_poured_itself_at_once() -> None:
    tallies = Tallies()
    shared = SharedBuckets(tallies, "contents")  # type: ignore[arg-type]
    assert not shared.may_hold(GUESSES, "a")
    assert shared.pour(GUESSES, "a", 1, NOW) == 1
    assert [shared.may_hold(GUESSES, name) for name in "ab"] == [True, False]
    shared.pour(RATE, "b", 1, NOW)
    assert not shared.may_hold(RATE, "b"), "only of the kind that is watched"
    shared.pour(GUESSES, "c", 0, NOW)
    assert not shared.may_hold(GUESSES, "c"), "nothing was poured"


def test_of_many_hosts_each_learns_what_the_others_poured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SharedBuckets, "LOOK_SECONDS", 0.0)
    tallies = Tallies()
    one, other = (SharedBuckets(tallies, "contents") for _ in range(2))  # type: ignore[arg-type]
    assert not other.may_hold(GUESSES, "a")
    one.pour(GUESSES, "a", 1, NOW)
    assert [other.may_hold(GUESSES, name) for name in "ab"] == [True, False]
