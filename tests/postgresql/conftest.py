"""Portals in a PostgreSQL database, whatever ``--store`` says."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from homeport.portals.folder import DataFolder
from tests.cli.conftest import homeport, start  # noqa: F401  fixtures
from tests.cluster import Cluster, name_of
from tests.conftest import Api, Wire, api_of, make_demo


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    """A server of the test's own, to be stopped and killed."""
    cluster = Cluster(durable=True)
    yield cluster
    cluster.close()


@pytest.fixture(scope="session")
def made(cluster: Cluster, demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A database with the demo portal, and the folder beside it, which has the contents of its files."""
    path = Path(shutil.copytree(demo_folder, tmp_path_factory.mktemp("template") / "data"))
    folder = DataFolder(path, cluster.create())
    make_demo(folder)
    folder.close()
    return folder


@pytest.fixture(scope="session")
def template(made: DataFolder) -> str:
    """The name of a database with the demo portal."""
    assert made.database is not None
    return name_of(made.database)


@pytest.fixture
def database(cluster: Cluster, template: str) -> Iterator[str]:
    """The URL of a database with the demo portal, this test's own."""
    url = cluster.create(template)
    yield url
    cluster.drop(url)


@pytest.fixture
def beside(made: DataFolder, tmp_path: Path) -> Path:
    """A data folder for what is not in the database: keys, request logs, snapshots, contents of files."""
    return Path(shutil.copytree(made.path, tmp_path / "beside"))


@pytest.fixture
def another(beside: Path, database: str) -> Iterator[Callable[[], Wire]]:
    """Makes workers of the database, as further processes and hosts are."""
    wires: list[Wire] = []

    def make() -> Wire:
        wires.append(Wire(DataFolder(beside, database)))
        return wires[-1]

    yield make
    for wire in wires:
        wire.close()


@pytest.fixture
def wire(another: Callable[[], Wire]) -> Wire:
    """A worker."""
    return another()


@pytest.fixture
def admin(wire: Wire) -> Api:
    """Calls the worker as the administrator."""
    return api_of(wire, 1)
