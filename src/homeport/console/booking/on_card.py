"""The bookings that a record's card shows: of a deal that they are linked with, of a client that they are for."""

from typing import NamedTuple

from homeport.console.booking.every import name_of, span_of, when
from homeport.console.section import Signed
from homeport.core.owner import Owner
from homeport.domain.booking import listing

MOST = 8
"""Bookings that a card shows."""


class Booked(NamedTuple):
    """A booking on a card."""

    path: str
    name: str
    when: str


async def of_record(visit: Signed, record: Owner) -> list[Booked]:
    """The latest bookings that name a record."""
    found = await visit.portal.read(lambda tx: listing.of_record(tx, record, MOST))
    zone = visit.portal.clock.zone
    return [Booked(f"/booking/{each['id']}/", name_of(each), when(*span_of(each, zone))) for each in found]
