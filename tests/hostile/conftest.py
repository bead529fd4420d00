"""One server for all attacks: it has to hold."""

from collections.abc import Iterator

import pytest

from tests.hostile.fort import PATIENCE, Fort


@pytest.fixture(scope="module")
def fort(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fort]:
    fort = Fort(tmp_path_factory.mktemp("fort") / "data", *PATIENCE)
    yield fort
    fort.close()
    assert "Traceback" not in fort.log.read_text()
