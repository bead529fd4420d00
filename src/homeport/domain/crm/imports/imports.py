"""An import from its file to its last row.

Each part is claimed before it is made into records, so that none of it is twice in the portal, whatever happens.
"""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.errors import ErrorKind
from homeport.domain.crm.imports.tables import IMPORT, REFUSED
from homeport.store import Query, Transaction

CLAIMED = ErrorKind("IMPORT_CLAIMED", "This part is being imported already, in another window")

_NAMES = ("ID", "NAME", "DELIMITER", "CONTENT", "MAPPING", "PLACE", "TOTAL", "DONE", "ADDED")
_ONE = Query(
    select(*(IMPORT.c[name] for name in _NAMES)).where(
        IMPORT.c.USER_ID == bindparam("user"), IMPORT.c.ENTITY_TYPE_ID == bindparam("type_id")
    )
)
_REFUSED = Query(
    select(REFUSED.c.NUMBER, REFUSED.c.WHY, REFUSED.c.CELLS)
    .where(REFUSED.c.IMPORT_ID == bindparam("id"))
    .order_by(REFUSED.c.NUMBER)
)


class Import(NamedTuple):
    """An import as it is by now; see :data:`homeport.domain.crm.imports.tables.IMPORT`."""

    id: int
    name: str
    delimiter: str
    content: str
    mapping: list[str]
    place: int
    total: int
    done: int
    added: int

    @property
    def is_over(self) -> bool:
        """Whether every row was seen to."""
        return self.done >= self.total


class Refusal(NamedTuple):
    """A row that became no record, and why."""

    number: int
    why: str
    cells: list[str]


def begin(
    tx: Transaction, user_id: int, type_id: int, name: str, delimiter: str, content: str, place: int, total: int
) -> None:
    """Keep a file to be imported, in place of the person's last one of the type.

    :param place: where its first row begins, after the head
    :param total: how many rows it has
    """
    for row in tx.all(_ONE, user=user_id, type_id=type_id):
        tx.delete(REFUSED, IMPORT_ID=row[0])
        tx.delete(IMPORT, ID=row[0])
    tx.insert(
        IMPORT,
        {
            "USER_ID": user_id,
            "ENTITY_TYPE_ID": type_id,
            "NAME": name,
            "DELIMITER": delimiter,
            "CONTENT": content,
            "MAPPING": "[]",
            "PLACE": place,
            "TOTAL": total,
            "DONE": 0,
            "ADDED": 0,
        },
    )


def find(tx: Transaction, user_id: int, type_id: int) -> Import | None:
    """The person's import of a type."""
    row = tx.one(_ONE, user=user_id, type_id=type_id)
    return None if row is None else Import(*row)._replace(mapping=msgspec.json.decode(row[4]))


def map_columns(tx: Transaction, import_id: int, mapping: Sequence[str]) -> None:
    """Say which field each column is for; empty for none."""
    tx.update(IMPORT, {"ID": import_id}, {"MAPPING": msgspec.json.encode(mapping).decode()})


def claim(tx: Transaction, of: Import, place: int, count: int) -> None:
    """Take the next rows, up to a place, to make records of them.

    :raises CallError: :data:`CLAIMED`
    """
    if not tx.update(IMPORT, {"ID": of.id, "PLACE": of.place}, {"PLACE": place, "DONE": of.done + count}):
        raise CLAIMED()


def note(tx: Transaction, of: Import, added: int, refused: Sequence[Refusal]) -> None:
    """Note what became of rows that were claimed.

    :param added: how many became records
    """
    tx.update(IMPORT, {"ID": of.id}, {"ADDED": of.added + added})
    rows = [
        {"IMPORT_ID": of.id, "NUMBER": each.number, "WHY": each.why, "CELLS": msgspec.json.encode(each.cells).decode()}
        for each in refused
    ]
    tx.insert_many(REFUSED, rows)


def refused(tx: Transaction, of: Import) -> list[Refusal]:
    """The rows that became no record."""
    return [Refusal(number, why, msgspec.json.decode(cells)) for number, why, cells in tx.all(_REFUSED, id=of.id)]
