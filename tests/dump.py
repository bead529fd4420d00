"""What a portal's file holds, as lines of text."""

import sqlite3
from contextlib import closing
from pathlib import Path

from homeport.store.searching import is_of_index


def dumped(file: Path) -> list[str]:
    """Each row of each table but those of the index of texts, which cannot be read row by row."""
    with closing(sqlite3.connect(file)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return [
            f"{table} {row}"
            for table in sorted(tables)
            if not is_of_index(table)
            for row in connection.execute(f'SELECT * FROM "{table}"').fetchall()
        ]
