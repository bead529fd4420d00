"""A portal in a database that is reached through a proxy."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from homeport.portals.folder import DataFolder
from homeport.portals.lifecycle import ensure_default
from tests.cluster import Cluster, name_of
from tests.conftest import Wire, api_of
from tests.network.proxy import Proxy
from tests.wire.v3.conftest import Api3, registry


class Far:
    """A worker whose database is behind a proxy.

    :param url: of the database, as the proxy's neighbours reach it
    """

    def __init__(self, cluster: Cluster, folder: Path) -> None:
        self.cluster = cluster
        self.url = cluster.create()
        near = DataFolder(folder, self.url)
        ensure_default(near, demo=True)
        near.close()
        self.proxy = Proxy(cluster.folder / ".s.PGSQL.5432").__enter__()
        far = f"postgresql://homeport@127.0.0.1:{self.proxy.port}/{name_of(self.url)}"
        self.wire = Wire(DataFolder(folder, far), registry())
        self.caller = Api3(api_of(self.wire, 1))

    @property
    def database(self) -> Any:
        """The worker's connections."""
        return self.wire.folder.stores._database  # type: ignore[attr-defined]

    def close(self) -> None:
        self.wire.close()
        self.proxy.__exit__(None)
        self.cluster.drop(self.url)


@pytest.fixture
def far(cluster: Cluster, tmp_path: Path) -> Iterator[Far]:
    far = Far(cluster, tmp_path / "data")
    yield far
    far.close()
