"""``crm.type.*``: smart processes, the CRM object types that a portal makes for itself."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import (
    ACCESS_DENIED,
    ALLOWED_ONLY_INTRANET_USER,
    INVALID_ARG_VALUE,
    INVALID_PARAMETER,
    MISSING_PARAMETER,
)
from homeport.domain.crm.type import smart_processes, type_fields
from homeport.rpc import Id, NoParams, Params, method

ERRORS = (ACCESS_DENIED, ALLOWED_ONLY_INTRANET_USER)


class Add(Params):
    fields: Any


class Update(Params):
    id: Id
    fields: Any = None


class ById(Params):
    id: Id


class Delete(Params):
    id: Id | None = None


class ByEntityTypeId(Params):
    entity_type_id: Id


class List(Params):
    order: Any = None
    filter: Any = None
    start: Any = None


@method(
    "crm.type.add",
    writes=True,
    errors=(
        *ERRORS,
        INVALID_ARG_VALUE,
        MISSING_PARAMETER,
        smart_processes.WORKPLACE_NOT_SELECTED,
        smart_processes.CREATE_DYNAMIC_TYPE_RESTRICTED,
    ),
)
def add(ctx: Ctx, p: Add) -> dict[str, Any]:
    """Make a smart process."""
    if p.fields is None:
        raise MISSING_PARAMETER(name="fields")
    return {"type": smart_processes.add(ctx, _map(p.fields))}


@method(
    "crm.type.update",
    writes=True,
    errors=(
        *ERRORS,
        INVALID_ARG_VALUE,
        smart_processes.NOT_FOUND,
        smart_processes.WORKPLACE_NOT_SELECTED,
        smart_processes.UPDATE_DYNAMIC_TYPE_RESTRICTED,
    ),
)
def update(ctx: Ctx, p: Update) -> dict[str, Any]:
    """Change the settings of a smart process."""
    return {"type": smart_processes.update(ctx, p.id, _map(p.fields))}


@method("crm.type.delete", writes=True, errors=(*ERRORS, smart_processes.HAS_ITEMS, smart_processes.TYPE_NOT_FOUND))
def delete(ctx: Ctx, p: Delete) -> list[Any] | None:
    """Delete a smart process that has no items."""
    if p.id is None:
        return None
    smart_processes.delete(ctx, p.id)
    return []


@method("crm.type.get", errors=(*ERRORS, smart_processes.NOT_FOUND))
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return a smart process by its id."""
    return {"type": smart_processes.get(ctx, p.id)}


@method("crm.type.getByEntityTypeId", errors=(*ERRORS, smart_processes.TYPE_NOT_FOUND))
def get_by_entity_type_id(ctx: Ctx, p: ByEntityTypeId) -> dict[str, Any]:
    """Return a smart process by its type id."""
    return {"type": smart_processes.get_by_entity_type_id(ctx, p.entity_type_id)}


@method("crm.type.list", heavy=True, errors=(*ERRORS, INVALID_ARG_VALUE))
def list_(ctx: Ctx, p: List) -> Page:
    """List smart processes."""
    return smart_processes.listed(ctx, p.filter, p.order, p.start)


@method("crm.type.fields", errors=ERRORS)
def fields(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Describe the settings of a smart process."""
    smart_processes.require_admin(ctx)
    return {"fields": type_fields.FIELDS}


def _map(given: Any) -> dict[str, Any]:
    if given is None or given in ("", []):
        return {}
    if not isinstance(given, dict):
        raise INVALID_PARAMETER(name="fields", value="array" if isinstance(given, list) else given, type="array")
    return given
