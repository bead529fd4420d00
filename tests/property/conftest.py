"""One portal for a whole file of properties: hostile calls must not hurt it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from homeport.portals.folder import DataFolder
from tests.conftest import REGISTRY, Wire
from tests.property.site import Site


@pytest.fixture(scope="module")
def site(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo portal with a few records of every type."""
    path = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(demo_folder, path)
    folder = DataFolder(path)
    folder.throw_away()
    site = Site(Wire(folder), REGISTRY)
    for name in ("lead", "deal", "contact", "company", "quote"):
        for caller in (site.admin, site.seller):
            for number in range(5):
                caller(f"crm.{name}.add", fields={"TITLE": f"{name} {number}", "NAME": "Ann", "LAST_NAME": "Lee"})
    yield site
    site.close()
