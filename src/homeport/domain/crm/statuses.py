"""Directories: the values of ``crm_status`` fields, and the stages of records.

Source: ``api-reference/crm/status/``.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, func, select

from homeport.domain.crm.directories import IN_PROGRESS, STANDARD, Entry, Pipeline
from homeport.domain.crm.tables import STATUS
from homeport.store import Query, Transaction

STEP = 10
"""Between the sorts of neighbours, so that others can be put between them."""

_IN_DIRECTORY = STATUS.c.ENTITY_ID == bindparam("directory")
_SEMANTICS = Query(
    select(func.coalesce(STATUS.c.SEMANTICS, IN_PROGRESS)).where(
        _IN_DIRECTORY, STATUS.c.STATUS_ID == bindparam("status_id")
    )
)
_FIRST = Query(
    select(STATUS.c.STATUS_ID)
    .where(_IN_DIRECTORY, func.coalesce(STATUS.c.SEMANTICS, IN_PROGRESS) == IN_PROGRESS)
    .order_by(STATUS.c.SORT, STATUS.c.ID)
    .limit(1)
)
_ITEMS = Query(
    select(STATUS.c.NAME, STATUS.c.SORT, STATUS.c.STATUS_ID).where(_IN_DIRECTORY).order_by(STATUS.c.SORT, STATUS.c.ID)
)


def semantics_of(tx: Transaction, directory: str, status_id: str) -> str | None:
    """Whether an entry is in progress ``P``, won ``S`` or lost ``F``; None when there is no such entry."""
    found: str | None = tx.value(_SEMANTICS, directory=directory, status_id=status_id)
    return found


def first_of(tx: Transaction, directory: str) -> str | None:
    """The code of the first entry in progress; None when there is none."""
    found: str | None = tx.value(_FIRST, directory=directory)
    return found


def items_of(tx: Transaction, directory: str) -> list[dict[str, Any]]:
    """The entries of a directory in their order, briefly."""
    return tx.dicts(_ITEMS, directory=directory)


def install(tx: Transaction) -> None:
    """Write the standard directories of a new portal; always the same ids."""
    for directory in STANDARD:
        _write(tx, directory.code, None, directory.entries)


def install_pipeline(tx: Transaction, category_id: int, pipeline: Pipeline) -> None:
    """Write the stages that a new category starts with."""
    entries = (entry._replace(status_id=pipeline.coded(entry.status_id)) for entry in pipeline.entries)
    _write(tx, pipeline.directory, category_id, entries)


def drop(tx: Transaction, directory: str) -> None:
    """Delete a directory with its entries."""
    tx.delete(STATUS, ENTITY_ID=directory)


def _write(tx: Transaction, directory: str, category_id: int | None, entries: Iterable[Entry]) -> None:
    tx.insert_many(
        STATUS,
        [
            {
                "ENTITY_ID": directory,
                "STATUS_ID": entry.status_id,
                "NAME": entry.name,
                "NAME_INIT": entry.name if entry.system else "",
                "SORT": position * STEP,
                "SYSTEM": "Y" if entry.system else "N",
                "CATEGORY_ID": category_id,
                "COLOR": entry.color,
                "SEMANTICS": entry.semantics,
            }
            for position, entry in enumerate(entries, 1)
        ],
    )
