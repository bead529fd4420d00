"""``booking.v1.waitlist.*``: who waits for a booking."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.domain.booking import waiting
from homeport.domain.booking.said import INVALID, REQUIRED
from homeport.methods.booking._asked import Add, ById, OfBooking, Update
from homeport.methods.booking._declared import method
from homeport.rpc import Params


class List(Params):
    filter: dict[str, Any] | list[Any] | None = None
    order: Any = None
    start: Any = None


@method("booking.v1.waitlist.add", writes=True, errors=(INVALID,))
def add(ctx: Ctx, p: Add) -> dict[str, int]:
    """Add an entry to the waiting list."""
    return {"id": waiting.add(ctx, p.fields)}


@method("booking.v1.waitlist.createfrombooking", writes=True, errors=(waiting.NO_BOOKING,))
def create_from_booking(ctx: Ctx, p: OfBooking) -> int:
    """Make an entry of the waiting list of a booking, with its clients and deals."""
    return waiting.put_off(ctx, p.booking_id)


@method("booking.v1.waitlist.get", errors=(waiting.NOT_FOUND,))
def get(ctx: Ctx, p: ById) -> dict[str, dict[str, Any]]:
    """Return an entry of the waiting list."""
    return {"waitList": waiting.get(ctx, p.id)}


@method("booking.v1.waitlist.list", heavy=True, errors=(REQUIRED, waiting.NO_DATE))
def list_(ctx: Ctx, p: List) -> Page:
    """List entries of the waiting list by the days on which they were made."""
    found = waiting.page(ctx, p.filter, p.order, p.start)
    return found._replace(result={"waitList": found.result})


@method("booking.v1.waitlist.update", writes=True, errors=(waiting.NOT_FOUND, INVALID))
def update(ctx: Ctx, p: Update) -> bool:
    """Change an entry of the waiting list."""
    waiting.change(ctx, p.id, p.fields)
    return True


@method("booking.v1.waitlist.delete", writes=True, errors=(waiting.NOT_DELETED,))
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete an entry of the waiting list."""
    waiting.delete(ctx, p.id)
    return True
