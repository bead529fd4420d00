"""``booking.v1.resource.*``: what can be booked."""

from homeport.core.ctx import Ctx, Page
from homeport.domain.booking import removal, resources
from homeport.domain.booking.finding import RESOURCES_BY, page
from homeport.domain.booking.said import INVALID, REQUIRED
from homeport.domain.records.fields import Values
from homeport.methods.booking._asked import Add, ById, List, Update
from homeport.methods.booking._declared import method


@method(
    "booking.v1.resource.add",
    writes=True,
    errors=(REQUIRED, INVALID, resources.NO_TYPE, resources.UNKNOWN_TYPE),
)
def add(ctx: Ctx, p: Add) -> dict[str, int]:
    """Add a resource, with the settings of its type."""
    return {"id": resources.add(ctx, p.fields)}


@method("booking.v1.resource.get", errors=(resources.NOT_FOUND,))
def get(ctx: Ctx, p: ById) -> dict[str, Values]:
    """Return a resource."""
    return {"resource": resources.get(ctx, p.id)}


@method("booking.v1.resource.list", heavy=True)
def list_(ctx: Ctx, p: List) -> Page:
    """List resources by a filter."""
    return page(ctx, resources.RESOURCES, RESOURCES_BY, p.filter, p.order, p.start)


@method("booking.v1.resource.update", writes=True, errors=(resources.NOT_CHANGED, INVALID, resources.UNKNOWN_TYPE))
def update(ctx: Ctx, p: Update) -> bool:
    """Change a resource."""
    resources.change(ctx, p.id, p.fields)
    return True


@method("booking.v1.resource.delete", writes=True, errors=(resources.NOT_DELETED,))
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete a resource, with the bookings that have no other."""
    removal.delete(ctx, p.id)
    return True
