"""``booking.v1.resourceType.*``: types of resources."""

from homeport.core.ctx import Ctx, Page
from homeport.domain.booking import resource_types as types
from homeport.domain.booking import resources
from homeport.domain.booking.finding import TYPES_BY, page
from homeport.domain.booking.said import INVALID, REQUIRED
from homeport.domain.records.fields import Values
from homeport.methods.booking._asked import Add, ById, List, Update
from homeport.methods.booking._declared import method


@method("booking.v1.resourceType.add", writes=True, errors=(REQUIRED, INVALID, types.TAKEN))
def add(ctx: Ctx, p: Add) -> dict[str, int]:
    """Add a type of resources."""
    return {"id": types.add(ctx, p.fields)}


@method("booking.v1.resourceType.get", errors=(types.NOT_FOUND,))
def get(ctx: Ctx, p: ById) -> dict[str, Values]:
    """Return a type of resources."""
    return {"resourceType": types.get(ctx, p.id)}


@method("booking.v1.resourceType.list", heavy=True)
def list_(ctx: Ctx, p: List) -> Page:
    """List types of resources by a filter."""
    return page(ctx, types.TYPES, TYPES_BY, p.filter, p.order, p.start)


@method("booking.v1.resourceType.update", writes=True, errors=(types.NOT_CHANGED, INVALID, types.TAKEN_BY_ANOTHER))
def update(ctx: Ctx, p: Update) -> bool:
    """Change a type of resources."""
    types.change(ctx, p.id, p.fields)
    return True


@method("booking.v1.resourceType.delete", writes=True, errors=(types.NOT_DELETED, types.IN_USE))
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete a type that no resource is of."""
    resources.delete_type(ctx, p.id)
    return True
