"""The checker finds what is wrong with a history, and nothing in one that is right."""

import random

import pytest

from tests.postgresql.history import Append, Read, Transaction, anomalies

X, Y = 1, 2


def at(began: float, ended: float | None, *steps: Append | Read) -> Transaction:
    return Transaction(steps, began, ended)


def all_at_once(*steps: tuple[Append | Read, ...]) -> list[Transaction]:
    """Transactions of which none had ended before another began."""
    return [at(0, 10, *each) for each in steps]


LAST = at(20, 21, Read(X, (1, 2)), Read(Y, ()))


@pytest.mark.parametrize(
    ("history", "said"),
    [
        (all_at_once((Append(X, 1), Read(X, ()))), "wrote (1,) and read"),
        (all_at_once((Append(X, 1),), (Read(X, (1,)), Read(X, ()))), "knew (1,) and read"),
        (all_at_once((Append(X, 1),), (Append(X, 2),), (Read(X, (1, 2)),), (Read(X, (2,)),)), "no beginning"),
        (all_at_once((Read(X, (1,)),)), "nobody wrote"),
        (all_at_once((Append(X, 1),), (Read(X, (1, 1)),)), "twice"),
        ([at(0, 1, Append(X, 1)), at(2, 3, Read(X, ()))], "never seen"),
    ],
)
def test_what_no_isolation_allows_is_told(history: list[Transaction], said: str) -> None:
    assert any(said in line for line in anomalies(history)), anomalies(history)


CYCLES = {
    "a write cycle": all_at_once(
        (Append(X, 1), Append(Y, 2)), (Append(X, 2), Append(Y, 1)), (Read(X, (1, 2)), Read(Y, (1, 2)))
    ),
    "circular reads": all_at_once((Append(X, 1), Read(Y, (1,))), (Append(Y, 1), Read(X, (1,)))),
    "an intermediate read": all_at_once((Append(X, 1), Append(X, 2)), (Read(X, (1,)),), (Read(X, (1, 2)),)),
    "a fractured read": all_at_once(
        (Append(X, 1), Append(Y, 1)), (Read(X, (1,)), Read(Y, ())), (Read(X, (1,)), Read(Y, (1,)))
    ),
    "a lost update": all_at_once(
        (Read(X, ()), Append(X, 1)), (Read(X, ()), Append(X, 2)), (Read(X, (1, 2)),)
    ),
    "a write skew": all_at_once(
        (Read(X, ()), Append(Y, 1)), (Read(Y, ()), Append(X, 1)), (Read(X, (1,)), Read(Y, (1,)))
    ),
    "a stale read": [at(0, 1, Append(X, 1)), at(2, 3, Read(X, ())), at(4, 5, Read(X, (1,)))],
    "a list that grows backwards": [at(0, 1, Append(X, 2)), at(2, 3, Append(X, 1)), at(4, 5, Read(X, (1, 2)))],
}  # fmt: skip


@pytest.mark.parametrize("history", CYCLES.values(), ids=CYCLES)
def test_what_no_order_explains_is_told(history: list[Transaction]) -> None:
    assert anomalies(history)
    assert "transaction" in anomalies(history)[0]


def test_transactions_that_happen_one_after_the_other_are_right_however_long_their_callers_wait() -> None:
    chosen = random.Random(1)
    lists: dict[int, tuple[int, ...]] = dict.fromkeys(range(4), ())
    history = []
    for number in range(500):
        steps: list[Append | Read] = []
        for key in chosen.sample(range(4), 2):
            if chosen.random() < 0.5:
                lists[key] += (number,)
                steps.append(Append(key, number))
            steps.append(Read(key, lists[key]))
        history.append(at(number - chosen.random() * 5, number + chosen.random() * 5, *steps))
    assert anomalies(history) == []


def test_what_was_not_answered_may_have_happened_at_any_time_or_not_at_all() -> None:
    unknown = at(0, None, Append(X, 1))
    assert anomalies([unknown, at(1, 2, Read(X, ()))]) == []
    assert anomalies([unknown, at(1, 2, Read(X, ())), at(3, 4, Read(X, (1,)))]) == []
    assert anomalies([unknown, at(1, 2, Read(X, (1,))), at(3, 4, Read(X, ()))])
