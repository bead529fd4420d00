"""``booking.v1.resource.slots.*``: when resources may be booked."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.booking import slots
from homeport.domain.booking.resources import NOT_FOUND
from homeport.domain.booking.said import INVALID, REQUIRED
from homeport.methods.booking._declared import method
from homeport.rpc import Id, Params


class OfResource(Params):
    resource_id: Id


class Set(OfResource):
    slots: dict[str, Any] | list[Any]


@method("booking.v1.resource.slots.set", writes=True, errors=(NOT_FOUND, REQUIRED, INVALID))
def set_(ctx: Ctx, p: Set) -> bool:
    """Set the slots of a resource, in place of those that it has."""
    slots.put(ctx, p.resource_id, p.slots)
    return True


@method("booking.v1.resource.slots.list", errors=(NOT_FOUND,))
def list_(ctx: Ctx, p: OfResource) -> dict[str, list[dict[str, Any]]]:
    """List the slots of a resource."""
    return {"slots": slots.listed(ctx, p.resource_id)}


@method("booking.v1.resource.slots.unset", writes=True, errors=(NOT_FOUND,))
def unset(ctx: Ctx, p: OfResource) -> bool:
    """Remove the slots of a resource, so that nobody can book it."""
    slots.clear(ctx, p.resource_id)
    return True
