"""Directories: the values of ``crm_status`` fields, and the stages of records.

Source: ``api-reference/crm/status/``.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, func, select

from homeport.core import values
from homeport.core.ctx import Ctx
from homeport.domain.crm.stages.directories import (
    DEAL_SEMANTICS,
    FAILURE,
    IN_PROGRESS,
    STANDARD,
    SUCCESS,
    Directory,
    Entry,
    Pipeline,
)
from homeport.domain.crm.tables import STATUS
from homeport.domain.portal import generation
from homeport.domain.records import rows
from homeport.domain.records.descriptions import described
from homeport.domain.records.filters import Filter, Filterable
from homeport.store import Query, Transaction

STEP = 10
"""Between the sorts of neighbours, so that others can be put between them."""

FIELDS = {
    "ID": described("integer", "ID", read_only=True),
    "ENTITY_ID": described("string", "Directory", required=True, immutable=True),
    "STATUS_ID": described("string", "Code", required=True, immutable=True),
    "SORT": described("integer", "Sort order"),
    "NAME": described("string", "Name", required=True),
    "NAME_INIT": described("string", "Default name", read_only=True),
    "SYSTEM": described("char", "System", read_only=True),
    "CATEGORY_ID": described("integer", "CATEGORY_ID", immutable=True),
    "COLOR": described("string", "COLOR"),
    "SEMANTICS": described("char", "SEMANTICS", immutable=True),
    "EXTRA": described("crm_status_extra", "Additional fields"),
}
"""What ``crm.status.fields`` answers."""

_FILTERABLE = {
    name: Filterable(name, values.read_integer if described["type"] == "integer" else values.read_string)
    for name, described in FIELDS.items()
    if name in STATUS.c
}

_IN_DIRECTORY = STATUS.c.ENTITY_ID == bindparam("directory")
_ENTRIES = Query(
    select(STATUS.c.ENTITY_ID, STATUS.c.STATUS_ID, func.coalesce(STATUS.c.SEMANTICS, IN_PROGRESS)).order_by(
        STATUS.c.SORT, STATUS.c.ID
    )
)
_NUMBERED_ITEMS = Query(
    select(STATUS.c.ID, STATUS.c.NAME, STATUS.c.SORT, STATUS.c.STATUS_ID)
    .where(_IN_DIRECTORY)
    .order_by(STATUS.c.SORT, STATUS.c.ID)
)
_ITEMS = Query(
    select(STATUS.c.NAME, STATUS.c.SORT, STATUS.c.STATUS_ID).where(_IN_DIRECTORY).order_by(STATUS.c.SORT, STATUS.c.ID)
)


def semantics_of(tx: Transaction, directory: str, status_id: str) -> str | None:
    """Whether an entry is in progress ``P``, won ``S`` or lost ``F``; None when there is no such entry."""
    return _entries(tx).get(directory, _NO_ENTRIES).get(status_id)


def first_of(tx: Transaction, directory: str) -> str | None:
    """The code of the first entry in progress; None when there is none."""
    entries = _entries(tx).get(directory, _NO_ENTRIES)
    return next((code for code, semantics in entries.items() if semantics == IN_PROGRESS), None)


def firsts_of(tx: Transaction, directories: Iterable[str]) -> dict[str, str]:
    """The code of the first entry of each directory that has entries."""
    found = _entries(tx)
    return {directory: next(iter(found[directory])) for directory in directories if directory in found}


def _entries(tx: Transaction) -> Mapping[str, Mapping[str, str]]:
    """The entries of all directories in their order, with their semantics: who writes a record asks for some."""
    return generation.kept(tx, "directories", _load)


def _load(tx: Transaction) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for directory, code, semantics in tx.all(_ENTRIES):
        found.setdefault(directory, {})[code] = semantics
    return found


_NO_ENTRIES: Mapping[str, str] = {}


def items_of(tx: Transaction, directory: str, *, numbered: bool = False) -> list[dict[str, Any]]:
    """The entries of a directory in their order, briefly.

    :param numbered: whether with their ids
    """
    return tx.dicts(_NUMBERED_ITEMS if numbered else _ITEMS, directory=directory)


def listed(ctx: Ctx, given_filter: Mapping[str, Any], given_order: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Entries of directories by filter, as ``crm.status.list`` answers them; by default in the order of stages."""
    wanted = Filter(given_filter, lambda name: _FILTERABLE.get(name.upper()), ctx)
    order = rows.order_of(ctx, given_order.items(), lambda name: name.upper() if name.upper() in _FILTERABLE else None)
    found = rows.everything(ctx.tx, STATUS, wanted.tree, order or (("SORT", False),), wanted.params)
    return [_answer(row) for row in found]


_WITH_EXTRA = {directory.code: directory.semantics.failure for directory in STANDARD if directory.semantics}


def _answer(row: dict[str, Any]) -> dict[str, Any]:
    answer = {name: str(value) if isinstance(value, int) else value for name, value in row.items()}
    failure = _failure_of(row["ENTITY_ID"])
    if failure is not None:
        group = {SUCCESS: "success", FAILURE: "failure"}.get(row["SEMANTICS"], "process")
        if group == "failure" and row["STATUS_ID"].rpartition(":")[2] != failure:
            group = "apology"
        answer["EXTRA"] = {"SEMANTICS": group, "COLOR": row["COLOR"]}
    return answer


def _failure_of(directory: str) -> str | None:
    """The final unsuccessful stage of the directories whose entries say more of themselves: leads, deals, quotes."""
    if directory.startswith("DEAL_STAGE_"):
        return DEAL_SEMANTICS.failure
    return _WITH_EXTRA.get(directory)


def install(tx: Transaction) -> None:
    """Write the standard directories of a new portal; always the same ids."""
    for directory in STANDARD:
        write(tx, directory)


def write(tx: Transaction, directory: Directory) -> None:
    """Write a directory that does not depend on pipelines."""
    _write(tx, directory.code, None, directory.entries)


def install_pipeline(tx: Transaction, category_id: int, pipeline: Pipeline) -> None:
    """Write the stages that a new category starts with."""
    entries = (entry._replace(status_id=pipeline.coded(entry.status_id)) for entry in pipeline.entries)
    _write(tx, pipeline.directory, category_id, entries)


def drop(tx: Transaction, directory: str) -> None:
    """Delete a directory with its entries."""
    generation.changed(tx)
    tx.delete(STATUS, ENTITY_ID=directory)


def _write(tx: Transaction, directory: str, category_id: int | None, entries: Iterable[Entry]) -> None:
    generation.changed(tx)
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
