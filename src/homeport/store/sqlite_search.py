"""The index of parts of texts in a portal's file: SQLite's full-text search over runs of three letters.

One index has all texts, under keys that say which text of which row each is. Triggers note what is written, and the
store's writer brings that into the index once it is much. Nothing is ever taken out of it: whatever it finds is looked
at once more.
"""

import sqlite3
from collections.abc import Sequence

from sqlalchemy import column, text

from homeport.store.query import Query
from homeport.store.searching import PREFIX, Place
from homeport.store.sqlite_dialect import SQLITE
from homeport.store.texts import add_to, folded
from homeport.store.transaction import Transaction

LONGEST = 32
"""Letters of a part that are looked up, from its end: more hardly tell anything new."""
MOST_PARTS = 4
"""Parts of a pattern that are looked up."""
PAGE = 1_000
"""Bytes that the index reads at once. By default they are four times as many, and looking up takes twice as long."""
MOST_FOUND = 2_000
"""Rows that are looked up. Where more have a text, whoever reads them in their order soon has a page."""
MOST_NOTED = 256
"""Texts that wait to be brought into the index, and are looked at one by one meanwhile."""
AT_ONCE = 2_000
"""Texts that are brought into it in one transaction: other writes wait."""

_OF_ROW, _OF_NUMBER = 57, 32
"""Bits of a key below the text's number, and of these below the number of a type that shares a table."""
_TYPES = (1 << _OF_ROW - _OF_NUMBER) - 1
"""Types that have these bits in common are found together."""

_INDEX, _NOTED = PREFIX, f"{PREFIX}_noted"
TABLES = {
    _INDEX: (
        f"CREATE VIRTUAL TABLE {_INDEX} USING fts5(TEXT, content='', columnsize=0, tokenize='trigram case_sensitive 1')"
    ),
    _NOTED: f"CREATE TABLE {_NOTED} (SEQ INTEGER PRIMARY KEY, KEY INTEGER NOT NULL, TEXT TEXT NOT NULL)",
}
"""What there is of it, by name, beside the tables that SQLite makes for the first."""


def _folded(name: str) -> str:
    return str(folded(column(name)).compile(dialect=SQLITE))


_FIRST = f"{_NOTED} WHERE SEQ < (SELECT min(SEQ) + {AT_ONCE} FROM {_NOTED})"  # noqa: S608
_OPTIMIZE = f"INSERT INTO {_INDEX} ({_INDEX}) VALUES ('optimize')"  # noqa: S608


def _entering(notes: str) -> str:
    return f"INSERT INTO {_INDEX} (rowid, TEXT) SELECT KEY, {_folded('TEXT')} FROM {notes} ORDER BY KEY, SEQ"  # noqa: S608


_ENTER = Query(lambda: text(_entering(_FIRST)))
_FORGET = Query(text(f"DELETE FROM {_FIRST}"))  # noqa: S608
_LAST = f"SELECT max(SEQ) FROM {_NOTED}"  # noqa: S608
_FIND = Query(
    text(
        f"SELECT * FROM (SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH :asked AND rowid BETWEEN :first AND :last "  # noqa: S608
        f"LIMIT {MOST_FOUND + 1}) UNION ALL SELECT * FROM (SELECT KEY FROM {_NOTED} WHERE KEY BETWEEN :first AND :last "
        f"LIMIT {MOST_FOUND + 1})"
    )
)


def find(tx: Transaction, place: Place, type_id: int, texts: Sequence[str]) -> list[int] | None:
    """The numbers of the rows that may have some texts in one, and of few others; None when they are many.

    :param type_id: whose they are, where types share a table
    :param texts: folded, of three letters at least
    """
    first, last = _keys(place, type_id)
    found = tx.all(_FIND, asked=_asked(texts), first=first, last=last)
    return None if len(found) > MOST_FOUND else [key & last - first for (key,) in found]


def _asked(texts: Sequence[str]) -> str:
    return " AND ".join('"' + each[-LONGEST:].replace('"', '""') + '"' for each in texts[:MOST_PARTS])


def _keys(place: Place, type_id: int) -> tuple[int, int]:
    """The first and the last key of a type's texts."""
    first = place.number << _OF_ROW
    if not place.shares:
        return first, first | (1 << _OF_ROW) - 1
    first |= (type_id & _TYPES) << _OF_NUMBER
    return first, first | (1 << _OF_NUMBER) - 1


def is_behind(connection: sqlite3.Connection) -> bool:
    """Whether many texts wait to be brought into the index."""
    (noted,) = connection.execute(_LAST).fetchone()
    return noted is not None and noted >= MOST_NOTED


def catch_up(tx: Transaction) -> None:
    """Bring noted texts into the index, as many as others may wait for."""
    tx.execute(_ENTER)
    tx.execute(_FORGET)


def fill(connection: sqlite3.Connection) -> None:
    """Bring all noted texts of a file into the index, and make that as quick as it can be. Nobody else has it open."""
    _teach(connection)
    connection.execute(_entering(_NOTED))
    connection.execute(f"DELETE FROM {_NOTED}")  # noqa: S608
    connection.execute(_OPTIMIZE)


def make(connection: sqlite3.Connection, places: Sequence[Place]) -> None:
    """Make the index of a file that has none, within a transaction."""
    _teach(connection)
    for sql in TABLES.values():
        connection.execute(sql)
    connection.execute(f"INSERT INTO {_INDEX} ({_INDEX}, rank) VALUES ('pgsz', {PAGE})")  # noqa: S608
    extend(connection, places)


def extend(connection: sqlite3.Connection, places: Sequence[Place]) -> None:
    """Bring texts into the index that were not searched so far, within a transaction."""
    _teach(connection)
    for place in places:
        wanted = f'SELECT {_key(place, "")}, {_folded(place.column)} FROM "{place.table}"'  # noqa: S608
        connection.execute(f"INSERT INTO {_INDEX} (rowid, TEXT) {wanted} WHERE {place.column} <> ''")
        for sql in triggers(place).values():
            connection.execute(sql)
    connection.execute(_OPTIMIZE)


def _teach(connection: sqlite3.Connection) -> None:
    """Have a connection fold texts. Once the index was read in a transaction, it is too late to tell it anew."""
    known = "SELECT 1 FROM pragma_function_list WHERE name = ?"
    if connection.execute(known, (folded.name,)).fetchone() is None:
        add_to(connection)


def drop(connection: sqlite3.Connection) -> None:
    """Take the index from a file that may have one."""
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')  # a portal has no others
    for name in TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {name}")


def triggers(place: Place) -> dict[str, str]:
    """What notes the texts that are written, by name."""
    name, new = f"{PREFIX}_{place.table}_{place.column}", f"new.{place.column}"
    note = f"BEGIN INSERT INTO {_NOTED} (KEY, TEXT) VALUES ({_key(place, 'new.')}, {new}); END"  # noqa: S608
    is_other = f"{new} <> '' AND {new} IS NOT old.{place.column}"
    return {
        f"{name}_added": f"CREATE TRIGGER {name}_added AFTER INSERT ON {place.table} WHEN {new} <> '' {note}",
        f"{name}_changed": (
            f"CREATE TRIGGER {name}_changed AFTER UPDATE OF {place.column} ON {place.table} WHEN {is_other} {note}"
        ),
    }


def _key(place: Place, row: str) -> str:
    shared = f" | (({row}{place.shares} & {_TYPES}) << {_OF_NUMBER})" if place.shares else ""
    return f"({place.number} << {_OF_ROW}){shared} | {row}ID"
