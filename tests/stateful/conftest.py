"""How many portals are put together at random."""

import pytest

from tests.property.profile import SCALE

PORTALS = {"sqlite": 5, "postgresql": 2}
"""On PostgreSQL one takes several times as long, and the rules are the same SQL."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "world" in metafunc.fixturenames:
        portals = PORTALS[metafunc.config.getoption("store")] * SCALE
        metafunc.parametrize("world", range(portals), indirect=True)
