"""Deleting a resource: what becomes of its slots and of its bookings.

Source: ``booking-v1-resource-delete.md``, which says nothing of them.
"""

from dataclasses import replace

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.booking import bookings, slots
from homeport.domain.booking.resource_types import DIALECT
from homeport.domain.booking.resources import NOT_DELETED, RESOURCES
from homeport.domain.booking.tables import BOOKED
from homeport.domain.records import writing
from homeport.store import Query

_BOOKINGS = Query(
    select(BOOKED.c.BOOKING_ID).where(BOOKED.c.RESOURCE_ID == bindparam("id")).order_by(BOOKED.c.BOOKING_ID)
)
_DELETING = replace(DIALECT, not_found=NOT_DELETED)


def delete(ctx: Ctx, resource: int) -> None:
    """Delete a resource. Bookings go with the last resource that they have.

    :raises CallError: ``NOT_DELETED``
    """
    writing.delete(ctx, RESOURCES, {"ID": resource}, _DELETING)
    slots.forget(ctx.tx, resource)
    for (booking,) in ctx.tx.all(_BOOKINGS, id=resource):
        if bookings.resources_of(ctx.tx, booking) == [resource]:
            bookings.delete(ctx, booking)
        else:
            ctx.tx.delete(BOOKED, BOOKING_ID=booking, RESOURCE_ID=resource)
