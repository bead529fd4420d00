"""Rows that migrations write into tables which number their rows, on both stores."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from homeport.store.postgresql.numbering import NUMBERING


def add(connection: sa.Connection, name: str, row: Mapping[str, Any]) -> int:
    """Insert a row; its number, counted as transactions of the store count it.

    :param name: of the table
    """
    table = sa.table(name, *(sa.column(column) for column in ("ID", *row)))
    if connection.dialect.name == "sqlite":
        return int(connection.execute(table.insert().values(row)).lastrowid)
    counted = insert(NUMBERING).values(NAME=name, LAST=1)
    counted = counted.on_conflict_do_update(index_elements=[NUMBERING.c.NAME], set_={"LAST": NUMBERING.c.LAST + 1})
    number = int(connection.execute(counted.returning(NUMBERING.c.LAST)).scalar_one())
    connection.execute(table.insert().values({"ID": number, **row}))
    return number
