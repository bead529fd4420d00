"""Indexes of parts of texts in a database: PostgreSQL's own, by runs of three letters, where its extension for them is.

It comes with the packages, and who may make schemas may make it. Where it is not, texts are searched row by row.
"""

from collections.abc import Iterable
from contextlib import suppress

from psycopg import errors, sql
from sqlalchemy import column

from homeport.store.postgresql.contents import Connection
from homeport.store.postgresql.dialect import POSTGRESQL
from homeport.store.searching import PREFIX, Place
from homeport.store.texts import folded

EXTENSION = "pg_trgm"
NOTED_KB = 128
"""Kilobytes of what was written that wait to be brought into an index, and are looked at one by one meanwhile. By
default they are 4 MB: to search them takes longer than all the rest, and is thought to take longer than reading all.
"""
_MAKING = "CREATE INDEX IF NOT EXISTS {} ON {} USING gin (({}) {}.gin_trgm_ops) WITH (gin_pending_list_limit = {})"

_REFUSALS = (errors.InsufficientPrivilege, errors.FeatureNotSupported, errors.UndefinedFile)
"""What a database says that does not let us make it, or does not have it."""
_HOME = """
SELECT nspname FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'pg_trgm'
"""
_LATIN = "SELECT datctype IN ('C', 'POSIX') FROM pg_database WHERE datname = current_database()"
COMPLETE = (
    f"NOT EXISTS ({_HOME}) OR EXISTS (SELECT FROM pg_indexes WHERE schemaname = %s AND indexname LIKE '{PREFIX}\\_%%')"
)
"""Whether a schema has the indexes that it can have."""


def prepare(connection: Connection) -> None:
    """Make the extension in a database, if that has it and lets us."""
    if _home(connection) is None:
        with suppress(*_REFUSALS), connection.transaction():  # all else goes on
            connection.execute(f"CREATE EXTENSION {EXTENSION} SCHEMA homeport")


def make(connection: Connection, places: Iterable[Place]) -> None:
    """Make the indexes of the schema on the search path, as far as there are none."""
    home = _home(connection)
    if home is None:
        return
    for place in places:
        text = str(folded(column(place.column)).compile(dialect=POSTGRESQL))
        connection.execute(
            sql.SQL(_MAKING).format(
                sql.Identifier(f"{PREFIX}_{place.table}_{place.column}".lower()),
                sql.Identifier(place.table),
                sql.SQL(text),
                sql.Identifier(home),
                sql.Literal(NOTED_KB),
            )
        )


def lack(connection: Connection) -> str | None:
    """What a database lacks for parts of all texts to be found by indexes, and what to do; None where nothing."""
    if _home(connection) is None:
        return (
            f"The database lacks the extension {EXTENSION}, so texts are searched row by row. "
            f"As its owner: CREATE EXTENSION {EXTENSION}; the next start makes the indexes."
        )
    row = connection.execute(_LATIN).fetchone()
    if row is not None and row[0]:
        return (
            "The database's LC_CTYPE is C, so texts in other letters than ASCII are searched row by row. "
            "Copy the portals to a database with another, such as C.UTF-8."
        )
    return None


def _home(connection: Connection) -> str | None:
    row = connection.execute(_HOME).fetchone()
    return None if row is None else str(row[0])
