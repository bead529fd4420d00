"""Lanes: who runs when, whoever else asks for however much. Nothing here depends on how long anything takes."""

import threading
from collections.abc import Hashable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import closing

import pytest

from homeport.store import lanes
from homeport.store.lanes import BEGUN, OWN, QUICK, Lanes, Place

PATIENCE = 30
LONG = 2


@pytest.fixture
def of_lanes() -> Iterator[Lanes]:
    with closing(Lanes("test", LONG)) as made:
        yield made


class Blocked:
    """Reads that run until they are let go."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes
        self._over = threading.Event()
        self._begun = threading.Semaphore(0)

    def add(self, key: Hashable) -> "Future[bool]":
        return self._lanes.submit(key, self._run)

    def _run(self, place: Place) -> bool:
        self._begun.release()
        return self._over.wait(PATIENCE)

    def await_begun(self, count: int) -> None:
        """Wait until so many more have begun."""
        for _ in range(count):
            assert self._begun.acquire(timeout=PATIENCE)

    def none_has_begun(self) -> bool:
        return not self._begun.acquire(blocking=False)

    def let_go(self) -> None:
        self._over.set()


@pytest.fixture
def blocked(of_lanes: Lanes) -> Iterator[Blocked]:
    made = Blocked(of_lanes)
    yield made
    made.let_go()


def answer(of_lanes: Lanes, key: Hashable) -> str:
    """The result of a read that takes no time."""
    return of_lanes.submit(key, lambda place: "answered").result(PATIENCE)


def test_a_key_has_only_so_many_reads_begun_and_does_not_keep_others_waiting(of_lanes: Lanes, blocked: Blocked) -> None:
    reads = [blocked.add("greedy") for _ in range(10)]
    blocked.await_begun(OWN)
    assert [answer(of_lanes, "other") for _ in range(20)] == ["answered"] * 20
    assert blocked.none_has_begun()
    assert of_lanes.use() == (OWN, LONG + QUICK - OWN, 10 - OWN)
    blocked.let_go()
    assert all(read.result(PATIENCE) for read in reads)
    assert of_lanes.use() == (0, LONG + QUICK, 0)


def test_keys_are_served_one_after_the_other(of_lanes: Lanes, blocked: Blocked) -> None:
    for number in range(LONG + QUICK):
        blocked.add(number)
    order: list[str] = []
    reads = [of_lanes.submit(key, lambda place, key=key: order.append(key)) for key in "aaabbc"]
    blocked.let_go()
    for read in reads:
        read.result(PATIENCE)
    assert sorted(order) == [*"aaabbc"]
    # several run at once, so neighbours may change places; but nobody comes twice before everybody came once
    assert set(order[:4]) >= {"a", "b", "c"}


def test_a_read_that_gives_way_lets_others_run_and_goes_on(of_lanes: Lanes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "STEP_SECONDS", 0.0)
    everybody, is_answered = threading.Barrier(LONG + QUICK + 1), threading.Event()

    def run(place: Place) -> bool:
        everybody.wait(PATIENCE)
        place.give_way()
        return is_answered.wait(PATIENCE)

    batches = [of_lanes.submit(name, run) for name in "xyz"]
    waiting = of_lanes.submit("w", lambda place: is_answered.set())
    everybody.wait(PATIENCE)
    waiting.result(PATIENCE)
    assert all(each.result(PATIENCE) for each in batches)


def test_a_place_is_kept_for_those_whose_reads_are_short(of_lanes: Lanes, blocked: Blocked) -> None:
    assert answer(of_lanes, "light") == "answered"
    for number in range(20):
        blocked.add(number)
    blocked.await_begun(LONG + QUICK)  # it is not known yet how long they take
    assert answer(of_lanes, "light") == "answered", "when they turn out long they leave the place of short ones"
    assert of_lanes.use().used < BEGUN
    assert [answer(of_lanes, "light") for _ in range(20)] == ["answered"] * 20


def test_keys_known_for_long_reads_leave_the_place_of_short_ones_free(
    of_lanes: Lanes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "SHORT_SECONDS", 0.0)
    monkeypatch.setattr(lanes, "SHORTER", 1e9)
    for key in range(5):
        of_lanes.submit(key, lambda place: threading.Event().wait(0.01)).result(PATIENCE)
    blocked = Blocked(of_lanes)
    reads = [blocked.add(key) for key in range(5)]
    blocked.await_begun(LONG)
    try:
        assert answer(of_lanes, "new") == "answered"
        assert blocked.none_has_begun()
    finally:
        blocked.let_go()
    assert all(read.result(PATIENCE) for read in reads)


def test_what_nobody_waits_for_any_longer_is_not_begun(of_lanes: Lanes, blocked: Blocked) -> None:
    for _ in range(OWN):
        blocked.add("key")
    blocked.await_begun(OWN)
    left = blocked.add("key")
    assert left.cancel()
    after = of_lanes.submit("key", lambda place: "answered")
    blocked.let_go()
    assert after.result(PATIENCE) == "answered"
    with pytest.raises(CancelledError):
        left.result(PATIENCE)
    assert blocked.none_has_begun()


def test_a_read_that_fails_tells_its_caller_and_gives_its_place_back(of_lanes: Lanes) -> None:
    for _ in range(20):
        with pytest.raises(ZeroDivisionError):
            of_lanes.submit("key", lambda place: 1 // 0).result(PATIENCE)
    assert answer(of_lanes, "key") == "answered"
    assert of_lanes.use() == (0, LONG + QUICK, 0)


def test_closing_waits_for_every_read_and_refuses_more() -> None:
    made = Lanes("test", LONG)
    reads = [made.submit(number % 3, lambda place: "answered") for number in range(30)]
    made.close()
    made.close()
    assert [read.result(0) for read in reads] == ["answered"] * 30
    with pytest.raises(RuntimeError):
        made.submit("late", lambda place: "answered")
