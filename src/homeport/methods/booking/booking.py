"""``booking.v1.booking.*``: bookings."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.domain.booking import bookings, listing, periods, waiting
from homeport.domain.booking.said import INVALID, REQUIRED
from homeport.methods.booking._asked import Add, ById, List, OfEntry, Update
from homeport.methods.booking._declared import method


class FromEntry(OfEntry):
    fields: dict[str, Any] | None = None


@method(
    "booking.v1.booking.add",
    writes=True,
    errors=(bookings.NO_RESOURCES, REQUIRED, periods.INVALID, INVALID),
)
def add(ctx: Ctx, p: Add) -> dict[str, int]:
    """Book resources, which must be free at the time."""
    return {"id": bookings.add(ctx, p.fields)}


@method(
    "booking.v1.booking.createfromwaitlist",
    writes=True,
    errors=(waiting.NOT_BOOKED, REQUIRED, periods.INVALID, INVALID),
)
def create_from_waiting(ctx: Ctx, p: FromEntry) -> int:
    """Make a booking of an entry of the waiting list, with its clients and deals."""
    return waiting.book(ctx, p.wait_list_id, p.fields)


@method("booking.v1.booking.get", errors=(bookings.NOT_FOUND,))
def get(ctx: Ctx, p: ById) -> dict[str, dict[str, Any]]:
    """Return a booking."""
    return {"booking": bookings.get(ctx, p.id)}


@method("booking.v1.booking.list", heavy=True, errors=(bookings.NO_RESOURCES, REQUIRED, periods.INVALID, INVALID))
def list_(ctx: Ctx, p: List) -> Page:
    """List bookings by a time that they touch, by their clients and resources."""
    found = listing.page(ctx, p.filter, p.order, p.start)
    return found._replace(result={"booking": found.result})


@method(
    "booking.v1.booking.update",
    writes=True,
    errors=(bookings.NOT_CHANGED, bookings.NO_RESOURCES, REQUIRED, periods.INVALID, INVALID),
)
def update(ctx: Ctx, p: Update) -> bool:
    """Change a booking."""
    bookings.change(ctx, p.id, p.fields)
    return True


@method("booking.v1.booking.delete", writes=True, errors=(bookings.NOT_FOUND,))
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete a booking."""
    bookings.delete(ctx, p.id)
    return True
