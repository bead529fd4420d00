"""Servers and databases that are killed while clients write: what was acknowledged is there, and nothing by halves."""

import contextlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from homeport.portals.folder import DataFolder
from tests.cluster import Cluster
from tests.crash.disasters import HALVES, live_through
from tests.crash.victim import AWAY, Victim
from tests.property.profile import SCALE

CYCLES = 20 * SCALE


class Place:
    """A server with two workers and its database, and what can happen to them."""

    def __init__(self, cluster: Cluster, folder: Path) -> None:
        self.cluster = cluster
        self.url = cluster.create()
        self.server = Victim(folder, "--workers", "2", "--database", self.url)
        self.server.away = AWAY
        self._numbers = count()

    def kill_database(self) -> None:
        """All of PostgreSQL dies; the server goes on with the one that is started then."""
        self.cluster.kill()
        self.cluster.start()
        self._look()

    def kill_session(self) -> None:
        """One process of PostgreSQL dies; the rest of it begins anew by itself."""
        self.cluster.kill_session(self.url)
        self._look()

    def kill_worker(self) -> None:
        """One of the two workers dies; the other serves while a third one starts."""
        self.server.kill_worker(next(self._numbers))
        self._look()

    def kill_server(self) -> None:
        """All workers die at once."""
        self.server.kill()
        self._look()
        self.server.start()

    def _look(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("SET search_path TO portal_1")
            for what, statement in HALVES.items():
                assert connection.execute(statement).fetchall() == [], what


@pytest.fixture
def place(own_cluster: Cluster, tmp_path: Path) -> Iterator[Place]:
    place = Place(own_cluster, tmp_path)
    yield place
    place.server.kill()


def test_nothing_acknowledged_is_lost_whatever_is_killed(place: Place) -> None:
    place.server.start()
    disasters = (place.kill_database, place.kill_session, place.kill_worker, place.kill_server)
    with contextlib.closing(DataFolder(place.server.data, place.url)) as folder:
        live_through(place.server, folder, disasters * (CYCLES // len(disasters)))
