"""The tables' one MetaData, and bringing a database file to the schema that this version knows."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, MetaData, create_engine, event
from sqlalchemy.pool import NullPool

METADATA = MetaData()
"""Every table of a portal. The domain declares them; the migrations create them."""

REVISIONS = tuple(sorted(path.name[:4] for path in Path(__file__).parent.glob("migrations/versions/0*.py")))
"""The migrations in order, by the names of their files, so that start-up need not import Alembic."""


WAIT_SECONDS = 60.0
"""How long a migration waits for that of another process."""

_ALEMBIC = threading.Lock()
"""Alembic keeps what it does in global variables: one thread at a time."""


class NewerSchemaError(Exception):
    """The database was written by a later version of Homeport.

    :param what: the file or the schema
    """

    def __init__(self, what: Path | str, revision: str) -> None:
        super().__init__(
            f"{what} has schema {revision}, which this version does not know. Upgrade Homeport, or use another --data."
        )


class NotAPortalError(Exception):
    """The file or schema holds something else than a portal, or is damaged."""

    def __init__(self, what: Path | str) -> None:
        super().__init__(f"{what} is not a portal's database, or is damaged. Put a backup in its place, or remove it.")


def revision_of(path: Path) -> str | None:
    """The schema revision of a database file; None when there is no file yet.

    :raises NotAPortalError: when the file is no database, or one without a revision
    """
    if not path.exists():
        return None
    with closing(sqlite3.connect(path)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                raise NotAPortalError(path) from error
            raise
        except sqlite3.DatabaseError as error:
            raise NotAPortalError(path) from error
    if row is None:
        raise NotAPortalError(path)
    return str(row[0])


def is_current(revision: str | None, what: Path | str) -> bool:
    """Whether a revision is the newest.

    :raises NewerSchemaError: when it is of a later version
    """
    if revision is not None and revision not in REVISIONS:
        raise NewerSchemaError(what, revision)
    return revision == REVISIONS[-1]


def migrate(path: Path) -> None:
    """Bring a database file to the newest schema, creating it when missing.

    :raises NewerSchemaError: when the file is of a later version
    :raises NotAPortalError: when the file is no portal's
    """
    if not is_current(revision_of(path), path):
        with _changing(path) as connection:
            upgrade(connection)  # another process may have been faster: then nothing is left to do


@contextmanager
def _changing(path: Path) -> Iterator[Connection]:
    """A transaction on a file, the only one that writes to it. SQLite's driver by itself begins none for DDL."""
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"isolation_level": None, "timeout": WAIT_SECONDS},
        poolclass=NullPool,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        yield connection


def upgrade(connection: Connection) -> None:
    """Run the migrations.

    :param connection: in whose transaction they run
    """
    # Imported here because an up-to-date portal, the usual case, starts without them
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    with _ALEMBIC:
        command.upgrade(config, "head")
