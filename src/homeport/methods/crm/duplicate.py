"""``crm.duplicate.*``: records that stand for the same person or company."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED
from homeport.domain.crm.duplicates import communications, volatile_types
from homeport.rpc import Id, NoParams, OptionalId, Params, Underscored, method


class Communications(Underscored):
    type: Any = None
    values: Any = None
    entity_type: Any = None


class OfType(Params):
    entity_type_id: OptionalId = None


class OfField(Params):
    entity_type_id: Id
    field_code: str


class ById(Params):
    id: Id


@method(
    "crm.duplicate.findbycomm",
    errors=(communications.DENIED, communications.NO_TYPE, communications.UNSUPPORTED, communications.NO_VALUES),
)
def find_by_comm(ctx: Ctx, p: Communications) -> dict[str, list[int]] | list[int]:
    """Find leads, contacts and companies by phones or e-mail addresses."""
    return communications.find(ctx, p.type, p.values, p.entity_type) or []


@method("crm.duplicate.volatileType.fields", errors=(ACCESS_DENIED,))
def fields(ctx: Ctx, p: OfType) -> list[dict[str, Any]]:
    """List the fields by which duplicates may be searched for."""
    return volatile_types.fields(ctx, p.entity_type_id or None)


@method("crm.duplicate.volatileType.list", errors=(ACCESS_DENIED,))
def list_(ctx: Ctx, p: NoParams) -> list[dict[str, Any]]:
    """List the fields by which duplicates are searched for beside the usual ones."""
    return volatile_types.registered(ctx)


@method(
    "crm.duplicate.volatileType.register",
    writes=True,
    errors=(ACCESS_DENIED, volatile_types.FIELD_NOT_FOUND, volatile_types.TOO_MANY),
)
def register(ctx: Ctx, p: OfField) -> dict[str, int]:
    """Search for duplicates by one more field."""
    return {"id": volatile_types.register(ctx, p.entity_type_id, p.field_code)}


@method("crm.duplicate.volatileType.unregister", writes=True, errors=(ACCESS_DENIED, volatile_types.NOT_ASSIGNED))
def unregister(ctx: Ctx, p: ById) -> bool:
    """Search for duplicates by a field no longer."""
    volatile_types.unregister(ctx, p.id)
    return True
