"""Two hosts of one database, each of which may take itself for the one who delivers: nothing is told twice that is told
once, whichever of them dies, or the database."""

import contextlib
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from homeport.portals.folder import DataFolder
from tests.cluster import Cluster
from tests.crash.telling import live_through
from tests.crash.victim import AWAY, Victim
from tests.property.profile import SCALE

ROUNDS = SCALE
_DELIVERING = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"


@pytest.fixture
def url(own_cluster: Cluster) -> str:
    return own_cluster.create()


@pytest.fixture
def hosts(url: str, beside: Path, tmp_path: Path) -> Iterator[list[Victim]]:
    """Two servers with nothing in common but the secret and the database."""
    hosts = []
    for name in ("first", "second"):
        shutil.copytree(beside, tmp_path / name / "data")
        host = Victim(tmp_path / name, "--database", url)
        host.away = AWAY
        hosts.append(host)
    yield hosts
    for host in hosts:
        host.kill()


@pytest.mark.parametrize("deliveries", ["cloud", "retry"])
def test_what_happened_is_told_by_one_of_the_hosts(
    hosts: list[Victim], own_cluster: Cluster, url: str, deliveries: str
) -> None:
    def kill(host: Victim) -> None:
        host.kill()
        host.start()

    def take_the_lock() -> None:
        """Let the other host deliver, while the one who did has calls in hand."""
        own_cluster.execute(_DELIVERING)

    for host in hosts:
        host.start()
    killing = [partial(kill, host) for host in hosts]
    disasters = [*killing, take_the_lock, partial(own_cluster.kill_session, url), take_the_lock]
    with contextlib.closing(DataFolder(hosts[0].data, url)) as folder:
        live_through(hosts, folder, disasters * ROUNDS, deliveries=deliveries)
