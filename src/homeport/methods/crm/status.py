"""``crm.status.*``: directories, and the stages of pipelines."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INVALID_ARG_VALUE, ErrorKind
from homeport.core.paging import counted_page_of
from homeport.domain.crm.stages import pipelines, statuses
from homeport.rpc import NoParams, Params, method

ACCESS_DENIED = ErrorKind("Access denied.", "No permission to perform the operation")
INVALID_PARAMETERS = ErrorKind("Invalid parameters.", "Incorrect parameters passed.")
ONE_DIRECTORY = ErrorKind("Filter by ENTITY_ID must be a string", "The filter takes one directory.")
INVALID_ENTITY_ID = ErrorKind(
    "The parameter entityId is not defined or invalid.", "The directory ID is not specified or is incorrect."
)
"""These pages put the text where others have a code."""


class List(Params):
    order: Any = None
    filter: Any = None
    start: Any = None


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
