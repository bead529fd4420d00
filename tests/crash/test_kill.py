"""A server that is killed while clients write: nothing acknowledged is lost, and nothing is half there."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from homeport.portals.folder import DEFAULT, DataFolder
from tests.crash.disasters import HALVES, live_through
from tests.crash.victim import Victim
from tests.property.profile import SCALE

CYCLES = 20 * SCALE


@pytest.fixture
def victim(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Victim]:
    victim = Victim(tmp_path, "--workers", str(request.param))
    yield victim
    victim.kill()


def whole(victim: Victim) -> None:
    """The file is sound, and no record in it is a half."""
    path = DataFolder(victim.data).portal_file(DEFAULT)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for what, query in HALVES.items():
            assert connection.execute(query).fetchall() == [], what


@pytest.mark.parametrize("victim", [1, 2], ids=["one worker", "two workers"], indirect=True)
def test_a_killed_server_keeps_what_it_acknowledged_and_tells_of_it(victim: Victim) -> None:
    def disaster() -> None:
        victim.kill()
        whole(victim)
        victim.start()

    victim.start()
    live_through(victim, DataFolder(victim.data), [disaster] * (CYCLES // 2))
