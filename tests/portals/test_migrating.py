"""Portals of an earlier version that are opened by many at once, or by one that dies: brought to this version once, and
wholly.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from homeport.portals.folder import DEFAULT, DataFolder
from homeport.store import Query, schema
from homeport.store.schema import REVISIONS
from tests.conftest import Folders

OPEN = """
import sys
from pathlib import Path
import alembic.command, alembic.config
from homeport.portals.folder import DEFAULT, DataFolder
folder = DataFolder(Path(sys.argv[1]), sys.argv[2] or None)
folder.names()
print("here", flush=True)
sys.stdin.readline()
folder.stores.migrate(DEFAULT)
folder.close()
"""
EARLIER = "0009"
"""Of the migrations that follow it, some make tables, some add columns and one adds rows."""


class Opening:
    """A process that opens the default portal once it is told to."""

    def __init__(self, folder: DataFolder) -> None:
        words = [sys.executable, "-c", OPEN, str(folder.path), folder.database or ""]
        self._process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def go(self) -> None:
        assert self._process.stdout is not None
        assert self._process.stdin is not None
        assert self._process.stdout.readline() == "here\n"
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def end(self) -> None:
        _, errors = self._process.communicate(timeout=60)
        assert self._process.returncode == 0, errors

    def kill_after(self, seconds: float) -> None:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def earlier(folders: Folders, tmp_path: Path) -> Iterator[DataFolder]:
    """A data folder whose portal is of an earlier version."""
    folder = folders.demo(tmp_path / "data")
    make_earlier(folder)
    yield folder
    folders.forget(folder)


def make_earlier(folder: DataFolder) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    url = folder.database or f"sqlite:///{folder.portal_file(DEFAULT)}"
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)
    with engine.begin() as connection:
        if folder.database:
            connection.execute(text("SET search_path TO portal_1"))
        config.attributes["connection"] = connection
        command.downgrade(config, EARLIER)
    engine.dispose()


def revision(folder: DataFolder) -> str:
    with folder.stores.reading(DEFAULT) as tx:
        return str(tx.value(Query(text("SELECT version_num FROM alembic_version"))))


def check(folder: DataFolder) -> None:
    """It is of this version, with the currencies and the statuses of orders that the migrations give it."""
    assert revision(folder) == REVISIONS[-1]
    with folder.stores.reading(DEFAULT) as tx:
        assert tx.value(Query(text("SELECT count(*) FROM crm_currency"))) == 3
        assert tx.value(Query(text("SELECT count(*) FROM sale_status"))) == 8
        assert tx.value(Query(text("SELECT count(*) FROM sale_property"))) == 8
        assert tx.value(Query(text("SELECT count(*) FROM portal_launch"))) == 0


def test_several_processes_that_open_an_earlier_portal_at_once_migrate_it_once(earlier: DataFolder) -> None:
    processes = [Opening(earlier) for _ in range(3)]
    for process in processes:
        process.go()
    for process in processes:
        process.end()
    check(earlier)


def test_a_process_that_dies_while_it_migrates_leaves_the_earlier_portal_or_the_new(earlier: DataFolder) -> None:
    chance = Random(1)
    earlier.stores.migrate(DEFAULT)
    for process in [Opening(earlier) for _ in range(4)]:
        make_earlier(earlier)
        process.go()
        process.kill_after(chance.random() / 5)
        assert revision(earlier) in (EARLIER, REVISIONS[-1])
        earlier.stores.migrate(DEFAULT)
        check(earlier)
