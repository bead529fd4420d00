"""Whether a file that somebody sends is a portal's, and nothing that acts: looked at before anything of it runs.

SQLite runs what a schema says: views where a table is expected, triggers, generated columns, checks, and expressions of
indexes. A portal has none of these but the index of texts, which is always the same, and made anew of the texts. So a
file that has another is refused by what its schema says, unread otherwise.
"""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import msgspec

from homeport.domain.portal import info, settings
from homeport.domain.portal.calls import faults
from homeport.domain.tables import METADATA
from homeport.domain.user_fields.tables import SLOT
from homeport.store import Transaction, sqlite_search
from homeport.store.columns import NAME
from homeport.store.searching import is_of_index, places

STEPS = 100_000_000
"""Of SQLite's machine, a few seconds: what reading a schema and one row may take at most."""

_PLAIN = re.compile(r"CREATE\s+(TABLE|(UNIQUE\s+)?INDEX)\b", re.IGNORECASE)
_ACTS = re.compile(r"\b(GENERATED|CHECK|WHERE|COLLATE)\b|\bAS\s*\(", re.IGNORECASE)
_FILLED = re.compile(r'WHERE\s+"\w+"\s+IS\s+NOT\s+NULL\s*$', re.IGNORECASE)
"""How an index is kept small: the one condition that a portal's has."""
_QUOTED = re.compile(r'"[^"]*"|`[^`]*`|\[[^\]]*\]')
_OF_SQLITE = "sqlite_"


class UnfitFileError(Exception):
    """A file is no portal's database."""


def look_at_schema(path: Path) -> None:
    """Refuse a file whose schema is more than tables and plain indexes.

    :raises UnfitFileError: when it is
    :raises sqlite3.DatabaseError: when it is no database, or damaged
    """
    own = sqlite_search.TABLES | {
        name: sql for place in places(METADATA) for name, sql in sqlite_search.triggers(place).items()
    }
    with closing(_open(path)) as connection:
        for kind, name, table, sql in connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"):
            if sql is None or str(name).startswith(_OF_SQLITE):
                if kind in ("table", "index"):
                    continue  # what SQLite makes of a key, and what it has counted
            elif own.get(name) == sql:
                continue
            elif (kind == "index" or (kind == "table" and name == table)) and _is_plain(sql):
                _check_index(connection, name)
                continue
            raise UnfitFileError(f"{kind} {name}")


def _is_plain(sql: str) -> bool:
    return _PLAIN.match(sql) is not None and not _ACTS.search(_QUOTED.sub("", _FILLED.sub("", sql)))


def _check_index(connection: sqlite3.Connection, name: str) -> None:
    for (column,) in connection.execute("SELECT cid FROM pragma_index_xinfo(?)", (name,)):
        if column == _EXPRESSION:
            raise UnfitFileError(f"index {name}")


_EXPRESSION = -2


def look_at_pages(path: Path) -> None:
    """Refuse a file whose pages do not fit together. Its schema was looked at.

    :raises UnfitFileError: when they do not
    """
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA trusted_schema=OFF")
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise UnfitFileError("pages")


def look_at_tables(path: Path) -> None:
    """Refuse a file that lacks a table or column of a portal, or has others than those of fields that people have made.
    It has the newest schema.

    :raises UnfitFileError: when it does
    """
    wanted = {
        table.name: _shape((each.name, each.primary_key) for each in table.c) for table in METADATA.tables.values()
    }
    with closing(_open(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        found = {
            name: _shape(connection.execute("SELECT name, pk > 0 FROM pragma_table_info(?)", (name,)).fetchall())
            for name in names
            if not name.startswith(_OF_SQLITE) and name != "alembic_version" and not is_of_index(name)
        }
        made = connection.execute(f"SELECT TABLE_NAME, SLOT FROM {SLOT.name}").fetchall()  # noqa: S608  ours
    for table, slot in made:
        if table in wanted and NAME.fullmatch(slot):
            wanted[table] |= {(slot, False)}
    for name in wanted.keys() | found.keys():
        if wanted.get(name) != found.get(name):
            raise UnfitFileError(f"table {name}")


def _shape(columns: Iterable[tuple[str, bool]]) -> frozenset[tuple[str, bool]]:
    """Names, and whether each is of the key."""
    return frozenset((name, bool(key)) for name, key in columns)


def index_anew(path: Path) -> None:
    """Make the index of texts of a file anew, whatever the file has of it. It has the newest schema."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        sqlite_search.drop(connection)
        sqlite_search.make(connection, places(METADATA))
        connection.execute("COMMIT")


def look_at_settings(tx: Transaction) -> None:
    """Refuse contents that no server could open.

    :raises UnfitFileError: for unfit settings, faults, or time zones
    """
    try:
        info.identity_of(tx)
        settings.clock_of(tx)
        faults.listed(tx)
    except (LookupError, ValueError, TypeError, msgspec.MsgspecError) as error:
        raise UnfitFileError(str(error)) from error


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA trusted_schema=OFF")
    steps = 0

    def passed() -> bool:
        nonlocal steps
        steps += 1
        return steps > STEPS // 10_000

    connection.set_progress_handler(passed, 10_000)
    return connection
