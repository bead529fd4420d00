"""Lists of online booking, whole, as pages need them; times in the portal's zone."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from homeport.console.section import Signed
from homeport.core.paging import PAGE

MOST = 500
"""Rows that a page shows of a list at most."""

Row = dict[str, Any]


async def every(visit: Signed, method: str, key: str, **asked: Any) -> list[Row]:
    """The rows of a list.

    :param key: under which its answer has them
    """
    found: list[Row] = []
    while len(found) < MOST:
        more = (await visit.call(method, **asked, start=len(found)))[key]
        found += more
        if len(more) < PAGE:
            break
    return found


async def resources_of(visit: Signed) -> list[Row]:
    """The resources."""
    return await every(visit, "booking.v1.resource.list", "resource", order={"name": "ASC"})


def span_of(booking: Row, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From when until when a booking is."""
    begins, ends = (datetime.fromtimestamp(booking["datePeriod"][name]["timestamp"], zone) for name in ("from", "to"))
    return begins, ends


def when(begins: datetime, ends: datetime) -> str:
    """``4 May 2030, 10:00 to 11:00``."""
    first, last = f"{begins.day} {begins:%b %Y}", f"{ends.day} {ends:%b %Y}"
    return f"{first}, {begins:%H:%M} to {'' if first == last else f'{last}, '}{ends:%H:%M}"


def name_of(booking: Row) -> str:
    """What pages call a booking; many have no name."""
    return booking["name"] or f"Booking {booking['id']}"
