"""What is limited whatever the plan: requests, wrong codes and wrong passwords of a source."""

import pytest

from homeport.core.errors import CallError
from homeport.domain.portal.limits.buckets import OwnBuckets
from homeport.domain.portal.limits.plans import Rate
from homeport.domain.portal.limits.rates import (
    GUESSES,
    PASSWORDS_OF_BROWSER,
    PASSWORDS_OF_LOGIN,
    PASSWORDS_OF_SOURCE,
    Limits,
)
from homeport.store.counters import Counters

NOW = 1_800_000_000.0


@pytest.fixture
def limits() -> Limits:
    return Limits(OwnBuckets(Counters(), "contents"))


def passwords(
    limits: Limits, count: int, at: float = NOW, *, source: str = "a", login: str = "u", browser: str = ""
) -> int:
    """How many of some attempts were let through."""
    for number in range(count):
        try:
            limits.admit_password(source, login, browser, at)
        except CallError as error:
            assert error.code == "QUERY_LIMIT_EXCEEDED"
            return number
    return count


def test_requests_fill_a_bucket_and_what_is_refused_is_not_counted(limits: Limits) -> None:
    rate = Rate(3, 1)
    for _ in range(3):
        limits.admit("a", rate, NOW)
    for _ in range(5):
        with pytest.raises(CallError, match="QUERY_LIMIT_EXCEEDED"):
            limits.admit("a", rate, NOW)
    limits.admit("b", rate, NOW)
    limits.admit("a", rate, NOW + 1)
    with pytest.raises(CallError):
        limits.admit("a", rate, NOW + 1)


def test_a_source_that_guesses_is_refused_until_enough_has_leaked(limits: Limits) -> None:
    for _ in range(GUESSES.bucket - 1):
        limits.count_guess("a", NOW)
    limits.check_guesses("a", NOW)
    limits.count_guess("a", NOW)
    with pytest.raises(CallError):
        limits.check_guesses("a", NOW)
    limits.check_guesses("b", NOW)
    limits.check_guesses("a", NOW + 1)
    limits.count_guess("a", NOW + 1)
    limits.check_guesses("a", NOW + 1)
    limits.count_guess("a", NOW + 1)
    with pytest.raises(CallError):
        limits.check_guesses("a", NOW + 1)


def test_nobody_is_refused_for_guesses_of_nobody(limits: Limits) -> None:
    for _ in range(GUESSES.bucket * 2):
        limits.count_guess("", NOW)
    limits.check_guesses("", NOW)


def test_looking_costs_no_guess(limits: Limits) -> None:
    for _ in range(GUESSES.bucket - 1):
        limits.count_guess("a", NOW)
    for _ in range(10):
        limits.check_guesses("a", NOW)


@pytest.mark.parametrize(
    ("rate", "who"),
    [
        (PASSWORDS_OF_SOURCE, lambda number: {"login": f"u{number}"}),
        (PASSWORDS_OF_LOGIN, lambda number: {"source": f"s{number}"}),
        (PASSWORDS_OF_BROWSER, lambda number: {"source": f"s{number}", "browser": "b"}),
    ],
    ids=["source", "login", "browser"],
)
def test_wrong_passwords_are_counted_for_each_and_leak_slowly(limits: Limits, rate: Rate, who: object) -> None:
    assert callable(who)

    def let_through(at: float, first: int, count: int) -> int:
        return sum(passwords(limits, 1, at, **who(number)) for number in range(first, first + count))

    assert let_through(NOW, 0, rate.bucket + 10) == rate.bucket
    seconds = round(1 / rate.leak)
    assert let_through(NOW + seconds - 1, 100, 3) == 0
    assert let_through(NOW + seconds, 200, 3) == 1
    assert let_through(NOW + 4 * seconds, 300, 9) == 3


def test_a_login_is_the_same_in_any_case(limits: Limits) -> None:
    for number in range(PASSWORDS_OF_LOGIN.bucket):
        passwords(limits, 1, source="", login="Ada@example.test" if number % 2 else "ADA@EXAMPLE.TEST")
    assert passwords(limits, 1, source="other", login="ada@example.test") == 0


def test_an_attempt_of_nobody_known_counts_for_its_login_alone(limits: Limits) -> None:
    assert passwords(limits, PASSWORDS_OF_SOURCE.bucket + 5, source="") == PASSWORDS_OF_SOURCE.bucket + 5


def test_what_is_refused_counts_for_none_of_both(limits: Limits) -> None:
    for number in range(PASSWORDS_OF_LOGIN.bucket):
        passwords(limits, 1, source=f"s{number}", login="taken")
    assert passwords(limits, 30, source="mine", login="taken") == 0
    assert (
        sum(passwords(limits, 1, source="mine", login=f"u{number}") for number in range(30))
        == PASSWORDS_OF_SOURCE.bucket
    )


def test_what_ended_well_is_counted_out_of_both(limits: Limits) -> None:
    for _ in range(200):
        limits.admit_password("a", "u", "", NOW)
        limits.forgive_password("a", "u", "", NOW)
    for _ in range(3):
        limits.admit_password("a", "u", "", NOW)
        limits.admit_password("a", "u", "", NOW)
        limits.forgive_password("a", "u", "", NOW)
    assert passwords(limits, 40) == PASSWORDS_OF_SOURCE.bucket - 3
    assert (
        sum(passwords(limits, 1, source=f"s{number}") for number in range(80))
        == PASSWORDS_OF_LOGIN.bucket - PASSWORDS_OF_SOURCE.bucket
    )


def test_what_ended_well_in_a_full_bucket_is_counted_out_too(limits: Limits) -> None:
    assert passwords(limits, 99) == PASSWORDS_OF_SOURCE.bucket
    limits.forgive_password("a", "u", "", NOW)
    assert passwords(limits, 99) == 1


def test_a_browser_that_was_there_before_is_not_locked_out_by_strangers(limits: Limits) -> None:
    for number in range(PASSWORDS_OF_LOGIN.bucket + 10):
        passwords(limits, 1, source=f"s{number}")
    passwords(limits, 99, source="a", login="other")
    assert passwords(limits, 1) == 0
    assert passwords(limits, 99, browser="known") == PASSWORDS_OF_BROWSER.bucket
