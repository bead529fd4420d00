"""What SQLite writes of a number is what Python writes."""

import math
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from sqlalchemy import Float, column

from homeport.store.numbers import add_to, amount, amount_of, fraction, fraction_of
from homeport.store.sqlite_dialect import SQLITE

EDGES = [
    0.0, -0.0, 0.1, 0.01, 0.001, 0.005, 0.05, 0.29, 0.57, 0.285, 1.005, 2.675, 1.15, 4.35, 8.41, 0.5, 0.25, 0.125,
    -0.5, -0.25, -12.3, -0.001, 1e12, 1e12 + 0.5, 1e12 - 0.01, 999999999999.99, 1e13 + 0.25, 1e15 - 0.5, 1e15, 1e16,
    1e21, 1e300, 5e-324, 1e-7, 123456789.99, 100.0, 7.0, 2**53 + 0.0, 1e15 / 7, 0.1 + 0.2, math.pi,
]  # fmt: skip


def neighbours(value: float) -> list[float]:
    """A number, and those next to it."""
    return [value, math.nextafter(value, math.inf), math.nextafter(value, -math.inf)]


def numbers() -> list[float]:
    """Edges, decimals of all lengths and magnitudes, and whatever else there is."""
    chosen = random.Random(13)
    decimals = [
        round(chosen.random() * 10 ** chosen.randint(-3, 14), chosen.randint(0, 6)) * chosen.choice((1, 1, 1, -1))
        for _ in range(20_000)
    ]
    others = [chosen.random() * 10 ** chosen.randint(-12, 18) for _ in range(5_000)]
    return [near for each in (*EDGES, *decimals, *others) for near in neighbours(each)]


@pytest.mark.parametrize(("as_sql", "as_python"), [(amount_of, amount), (fraction_of, fraction)])
def test_sqlite_and_python_write_numbers_alike(
    as_sql: type[amount_of] | type[fraction_of], as_python: Callable[[float], str]
) -> None:
    text = str(as_sql(column("value", Float)).compile(dialect=SQLITE))
    given = numbers()
    with closing(sqlite3.connect(":memory:")) as connection:
        add_to(connection)
        connection.execute("CREATE TABLE given (id INTEGER PRIMARY KEY, value REAL)")
        connection.executemany("INSERT INTO given (value) VALUES (?)", [(each,) for each in given])
        found = [row[0] for row in connection.execute(f"SELECT {text} FROM given ORDER BY id")]
        assert connection.execute(f"SELECT {text} FROM (SELECT NULL AS value)").fetchone() == (None,)
    stored = [each + 0.0 for each in given]
    assert [pair for pair in zip(stored, found, strict=True) if as_python(pair[0]) != pair[1]] == []
