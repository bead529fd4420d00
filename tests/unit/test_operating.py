"""The ten one-minute baskets of operating time, as ``limits.md`` describes them."""

from datetime import UTC, datetime

import pytest

from homeport.domain.portal.limits.operating import Operating
from homeport.store.counters import FIELDS, Counters

MINUTE = 60
T = datetime(2026, 5, 14, 10, 5, tzinfo=UTC).timestamp()
"""A full minute."""


@pytest.fixture
def operating() -> Operating:
    return Operating(Counters(), "default")


def test_the_first_call_opens_a_basket_that_lasts_ten_minutes_from_it(operating: Operating) -> None:
    # the documentation's example: a first call at 10:05:20 leaves at 10:15:20
    assert operating.bill("webhook:1", "crm.item.list", T + 20, 1.5) == (1.5, int(T) + 620)


def test_calls_of_one_minute_share_its_basket(operating: Operating) -> None:
    operating.bill("webhook:1", "a", T + 20, 1.0)
    assert operating.bill("webhook:1", "a", T + 59.9, 2.0) == (3.0, int(T) + 620)


def test_another_minute_opens_another_basket_and_the_oldest_is_reset_first(operating: Operating) -> None:
    operating.bill("webhook:1", "a", T + 59, 1.0)
    assert operating.bill("webhook:1", "a", T + 60, 2.0) == (3.0, int(T) + 659)


def test_methods_and_credentials_are_counted_apart(operating: Operating) -> None:
    operating.bill("webhook:1", "a", T, 1.0)
    assert operating.bill("webhook:1", "b", T, 2.0)[0] == 2.0
    assert operating.bill("webhook:2", "a", T, 4.0)[0] == 4.0
    assert operating.bill("webhook:1", "a", T, 8.0)[0] == 9.0


def test_a_basket_leaves_at_its_reset_time_and_not_before(operating: Operating) -> None:
    operating.bill("webhook:1", "a", T + 20, 1.0)
    operating.bill("webhook:1", "a", T + 80, 2.0)
    assert operating.bill("webhook:1", "a", T + 619.999, 0.0) == (3.0, int(T) + 620)
    assert operating.bill("webhook:1", "a", T + 620, 0.0) == (2.0, int(T) + 680)


def test_a_basket_leaves_ten_minutes_after_its_first_call_whatever_came_later_in_its_minute(
    operating: Operating,
) -> None:
    operating.bill("webhook:1", "a", T, 1.0)
    operating.bill("webhook:1", "a", T + 59, 1.0)
    assert operating.bill("webhook:1", "a", T + 600, 0.25) == (0.25, int(T) + 1200)


def test_a_steady_caller_is_counted_over_ten_minutes(operating: Operating) -> None:
    for minute in range(60):
        total, reset = operating.bill("webhook:1", "a", T + minute * MINUTE, 1.0)
        assert total == min(minute + 1, 10)
        assert reset == T + (max(minute - 9, 0)) * MINUTE + 600


def test_the_documentations_example_falls_below_the_limit_when_the_oldest_basket_leaves(operating: Operating) -> None:
    for call in range(25):  # twenty seconds each, two a minute in the first basket's case
        operating.bill("webhook:1", "crm.item.list", T + call * 20, 20.0)
    before, reset = operating.bill("webhook:1", "crm.item.list", T + 599, 0.0)
    assert before == 500.0
    after, _ = operating.bill("webhook:1", "crm.item.list", float(reset), 0.0)
    assert after == 440.0  # the first minute held three calls


def test_after_a_long_pause_nothing_is_left(operating: Operating) -> None:
    for minute in range(10):
        operating.bill("webhook:1", "a", T + minute * MINUTE, 1.0)
    assert operating.bill("webhook:1", "a", T + 86_400, 0.5) == (0.5, int(T) + 86_400 + 600)


def test_calls_of_the_last_minute_share_its_basket_too(operating: Operating) -> None:
    for start, seconds in ((0, 1.0), (60, 2.0), (90, 4.0)):
        operating.bill("webhook:1", "a", T + start, seconds)
    assert operating.spent("webhook:1", "a", T + 659)[0] == 6.0
    assert operating.spent("webhook:1", "a", T + 660)[0] == 0.0


def test_a_call_that_began_before_the_last_one_is_counted_with_that(operating: Operating) -> None:
    for start, seconds in ((0, 1.0), (120, 2.0), (60, 4.0)):
        operating.bill("webhook:1", "a", T + start, seconds)
    assert operating.spent("webhook:1", "a", T + 719) == (6.0, int(T) + 720)
    assert operating.spent("webhook:1", "a", T + 720)[0] == 0.0


def test_what_is_ten_minutes_ahead_of_a_clock_that_was_set_back_is_forgotten(operating: Operating) -> None:
    operating.bill("webhook:1", "a", T + 599, 1.0)
    assert operating.bill("webhook:1", "a", T, 2.0)[0] == 3.0
    operating.bill("webhook:2", "a", T + 600, 1.0)
    assert operating.bill("webhook:2", "a", T, 2.0) == (2.0, int(T) + 600)


def test_a_full_record_has_nothing_of_its_neighbour() -> None:
    counters = Counters()
    operating = Operating(counters, "default")
    first = counters.record((hash("default"), "webhook:1", "a"), T)
    for field in range(first + FIELDS, first + 3 * FIELDS):
        counters.values[field] = T
    starts = (59, *range(60, 660, 60))  # a part of the first minute, and ten whole ones
    for count, start in enumerate(starts, 1):
        assert operating.bill("webhook:1", "a", T + start, 1.0) == (float(count), int(T) + 659)
    assert operating.bill("webhook:1", "a", T + 658, 1.0) == (12.0, int(T) + 659)
    assert operating.bill("webhook:1", "a", T + 659, 1.0) == (12.0, int(T) + 660)


def test_the_reset_time_is_a_whole_number(operating: Operating) -> None:
    _, reset = operating.bill("webhook:1", "a", T + 20.75, 1.0)
    assert type(reset) is int
    assert reset == T + 620
