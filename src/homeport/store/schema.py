"""The tables' one MetaData, and bringing a database file to the schema that this version knows."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import MetaData

METADATA = MetaData()
"""Every table of a portal. The domain declares them; the migrations create them."""

REVISIONS = ("0001",)
"""The migrations in order. A test compares them with the files, so that start-up need not import Alembic."""


class NewerSchemaError(Exception):
    """The database was written by a later version of Homeport."""

    def __init__(self, path: Path, revision: str) -> None:
        super().__init__(
            f"{path} has schema {revision}, which this version does not know. Upgrade Homeport, or use another --data."
        )


def revision_of(path: Path) -> str | None:
    """The schema revision of a database file; None when it holds no schema yet."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT 1 FROM sqlite_master WHERE name='alembic_version'").fetchone()
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if found else None
    return None if row is None else str(row[0])


def migrate(path: Path) -> None:
    """Bring a database file to the newest schema, creating it when missing.

    :raises NewerSchemaError: when the file is of a later version
    """
    revision = revision_of(path)
    if revision == REVISIONS[-1]:
        return
    if revision is not None and revision not in REVISIONS:
        raise NewerSchemaError(path, revision)
    # Imported here because an up-to-date file, the usual case, starts without them
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("sqlalchemy.url", f"sqlite:///{path}")
    command.upgrade(config, "head")
