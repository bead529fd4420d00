"""A portal's contents, from a finished SQLite file into a schema and back: both have the same tables.

The connection has a transaction with the schema on its search path. SQLite files are the form in which portals are
kept beside a server, whatever stores them: baselines, snapshots, exports.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import Dialect

from homeport.store import sqlite_search
from homeport.store.columns import AddColumn, IndexColumn, OrderColumn, added
from homeport.store.postgresql.dialect import POSTGRESQL
from homeport.store.query import Query
from homeport.store.searching import is_of_index
from homeport.store.sqlite_dialect import SQLITE

Connection = psycopg.Connection[Any]
Told = Callable[[str, int], None]
"""Gets a table's name and how many of its rows were moved: progress."""

_INDEXES = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
_ADDED = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = current_schema() AND column_name ~ '^UF_[TDNR][0-9]+$' ORDER BY 1, 2
"""
"""The columns that tables got while the portal was served."""

ROWS_AT_ONCE = 10_000
MANY = 1_000
"""Rows from which on the planner must know of them at once, and not only when the server comes round to it."""


class UnfitContentsError(Exception):
    """The file has what PostgreSQL cannot hold. The text says where, and what."""


def tables_of(file: sqlite3.Connection) -> dict[str, list[str]]:
    """The portal's tables in a file, with their columns."""
    names = file.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " AND name <> 'alembic_version' ORDER BY name"
    )
    return {
        name: [row[0] for row in file.execute("SELECT name FROM pragma_table_info(?)", (name,))]
        for (name,) in names.fetchall()
        if not is_of_index(name)
    }


def load(source: Path, target: Connection, *, replace: bool = False, told: Told = lambda table, rows: None) -> None:
    """Fill a schema's tables with a file's rows.

    :param replace: whether to delete what is there first; those who read see it until the transaction commits
    :raises UnfitContentsError: when a value does not fit
    """
    with closing(sqlite3.connect(source)) as file:
        tables = tables_of(file)
        indexes = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
        if replace:
            emptied = sql.SQL("; ").join(
                sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in (*tables, "homeport_numbering")
            )
            target.execute(emptied)
        for name, columns in tables.items():
            for column in added(columns):
                for text in _making(file, name, column, POSTGRESQL, indexes):
                    target.execute(text.encode())
        with target.cursor() as cursor:
            for name, columns in tables.items():
                statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
                    sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, columns))
                )
                moved = 0
                try:
                    with cursor.copy(statement) as copy:
                        for row in file.execute(_selection(name, columns)):
                            copy.write_row(row)
                            moved += 1
                except psycopg.DataError as error:
                    raise UnfitContentsError(f"{name}: {str(error).splitlines()[0]}") from error
                if moved >= MANY:
                    cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(name)))
                told(name, moved)
            numbers = file.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
            cursor.executemany('INSERT INTO homeport_numbering ("NAME", "LAST") VALUES (%s, %s)', numbers)


def dump(source: Connection, target: Path, *, told: Told = lambda table, rows: None) -> None:
    """Fill the tables of a file, which nobody else has open, with a schema's rows. It is not yet durable."""
    with closing(sqlite3.connect(target, isolation_level=None)) as file:
        file.execute("PRAGMA synchronous=OFF")
        file.execute("BEGIN")
        indexes = {name for (name,) in source.execute(_INDEXES).fetchall()}
        for name, column in source.execute(_ADDED).fetchall():
            for text in _making(file, name, column, SQLITE, indexes):
                file.execute(text)
        for name, columns in tables_of(file).items():
            file.execute(f'DELETE FROM "{name}"')  # noqa: S608  a table's name, not a caller's
            insertion = f'INSERT INTO "{name}" ({_listed(columns)}) VALUES ({", ".join("?" * len(columns))})'  # noqa: S608
            moved = 0
            for rows in _rows(source, name, columns):
                file.executemany(insertion, rows)
                moved += len(rows)
            told(name, moved)
        file.execute("DELETE FROM sqlite_sequence")
        numbers = source.execute('SELECT "NAME", "LAST" FROM homeport_numbering').fetchall()
        file.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", numbers)
        sqlite_search.fill(file)
        file.execute("COMMIT")


def _making(
    file: sqlite3.Connection, table: str, column: str, dialect: Dialect, indexes: Collection[str]
) -> Iterator[str]:
    """The statements that add a column to a table, as users' fields have, with its indexes.

    :param indexes: the names of those that there are where the column comes from
    """
    key = file.execute("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (table,)).fetchall()
    first = tuple(row[0] for row in key if row[0] != "ID")
    order = OrderColumn(table, column, first)
    ordered = (order,) if order.name in indexes else ()
    for element in (AddColumn(table, column), IndexColumn(table, column, first), *ordered):
        yield Query(element).on(dialect)[0]


def _rows(source: Connection, name: str, columns: list[str]) -> Iterator[list[tuple[Any, ...]]]:
    with source.cursor(f"rows of {name}") as cursor:  # named: the server keeps what was not fetched yet
        cursor.execute(_selection(name, columns))
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield rows


def _selection(name: str, columns: list[str]) -> str:
    return f'SELECT {_listed(columns)} FROM "{name}"'  # noqa: S608  names of ours


def _listed(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
