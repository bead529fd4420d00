"""``crm.status.*``: directories, and the stages of pipelines."""

from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INVALID_ARG_VALUE, ErrorKind
from homeport.core.paging import counted_page_of
from homeport.domain.crm.stages import entries, pipelines, statuses
from homeport.domain.records import reading, writing
from homeport.domain.records.dialect import CLASSIC
from homeport.methods.family import NOT_AN_ARRAY, Add, ById, Update, as_array, as_id
from homeport.rpc import NoParams, Params, method

ACCESS_DENIED = ErrorKind("Access denied.", "No permission to perform the operation")
INVALID_PARAMETERS = ErrorKind("Invalid parameters.", "Incorrect parameters passed.")
ONE_DIRECTORY = ErrorKind("Filter by ENTITY_ID must be a string", "The filter takes one directory.")
INVALID_ENTITY_ID = ErrorKind(
    "The parameter entityId is not defined or invalid.", "The directory ID is not specified or is incorrect."
)
INVALID_IDENTIFIER = ErrorKind("Invalid identifier.", "An incorrect identifier was passed.")
NOT_FOUND = ErrorKind("Status is not found.", "There is no such entry.")
UNFIT = ErrorKind("Error on updating status.", "The field {field} cannot hold this value.")
"""These pages put the text where others have a code."""

ADDING = replace(CLASSIC, invalid=ErrorKind("", "Error on creating status."))
"""``crm.status.add`` alone has no codes."""

DIALECT = replace(CLASSIC, denied=ACCESS_DENIED, unreadable=ACCESS_DENIED, not_found=NOT_FOUND, invalid=UNFIT)


class List(Params):
    order: Any = None
    filter: Any = None
    start: Any = None


class Delete(ById, kw_only=True):
    params: Any = None


class OfDirectory(Params):
    entity_id: Any = None


@method("crm.status.list", errors=(ACCESS_DENIED, INVALID_PARAMETERS, ONE_DIRECTORY, INVALID_ARG_VALUE))
def list_(ctx: Ctx, p: List) -> Page:
    """List entries of directories."""
    _require_reader(ctx)
    wanted = _map(p.filter)
    for name, value in wanted.items():
        if name.lstrip("=").upper() == "ENTITY_ID" and isinstance(value, dict | list):
            raise ONE_DIRECTORY()
    found = statuses.listed(ctx, wanted, _map(p.order))
    if p.start is None:
        return Page(found, len(found))
    return counted_page_of(found, p.start)


@method("crm.status.get", errors=(ACCESS_DENIED, INVALID_IDENTIFIER, NOT_FOUND))
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return an entry of a directory."""
    return reading.get(ctx, entries.STATUSES, {"ID": as_id(p.id, INVALID_IDENTIFIER)}, DIALECT)


@method(
    "crm.status.add",
    writes=True,
    errors=(
        *(NOT_AN_ARRAY, ADDING.denied, ADDING.invalid, entries.REQUIRED, entries.NO_DIRECTORY),
        *(entries.UNFIT_CODE, entries.TAKEN, entries.AFTER_THE_LAST),
    ),
)
def add(ctx: Ctx, p: Add) -> int:
    """Add an entry to a directory, or a stage to a pipeline."""
    added: int = writing.create(ctx, entries.STATUSES, as_array(p.fields, "fields"), ADDING)["ID"]
    return added


@method("crm.status.update", writes=True, errors=(ACCESS_DENIED, INVALID_IDENTIFIER, NOT_FOUND, NOT_AN_ARRAY, UNFIT))
def update(ctx: Ctx, p: Update) -> bool:
    """Change an entry of a directory."""
    key = {"ID": as_id(p.id, INVALID_IDENTIFIER)}
    writing.change(ctx, entries.STATUSES, key, as_array(p.fields, "fields"), DIALECT)
    return True


@method(
    "crm.status.delete",
    writes=True,
    errors=(ACCESS_DENIED, INVALID_IDENTIFIER, NOT_FOUND, entries.IS_SYSTEM, entries.IN_USE),
)
def delete(ctx: Ctx, p: Delete) -> bool:
    """Delete an entry of a directory; one that came with the portal only by force."""
    forced = p.params if isinstance(p.params, str) else _map(p.params).get("FORCED")
    entries.delete(ctx, as_id(p.id, INVALID_IDENTIFIER), DIALECT, forced=str(forced).upper() == "Y")
    return True


@method("crm.status.fields")
def fields(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Describe the fields of a directory's entry."""
    return statuses.FIELDS


@method("crm.status.entity.types")
def entity_types(ctx: Ctx, p: NoParams) -> list[dict[str, Any]]:
    """List the directories."""
    return pipelines.directories(ctx.tx)


@method("crm.status.entity.items", errors=(ACCESS_DENIED, INVALID_ENTITY_ID))
def entity_items(ctx: Ctx, p: OfDirectory) -> list[dict[str, Any]]:
    """List the entries of one directory in their order."""
    _require_reader(ctx)
    directory = p.entity_id
    if not isinstance(directory, str) or not pipelines.is_directory(ctx.tx, directory):
        raise INVALID_ENTITY_ID()
    return statuses.items_of(ctx.tx, directory)


def _require_reader(ctx: Ctx) -> None:
    if not ctx.actor.rights.reads_anything:
        raise ACCESS_DENIED()


def _map(given: Any) -> dict[str, Any]:
    """A filter or an order; PHP writes an empty one as a list."""
    if not given and (given is None or isinstance(given, list | dict | str)):
        return {}
    if not isinstance(given, dict):
        raise INVALID_PARAMETERS()
    return given
