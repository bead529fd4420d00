"""What Harbour Trading lends: boats and those who sail them, who has booked them, and who waits."""

from datetime import datetime, timedelta
from typing import Any

from homeport.domain.booking import bookings, links, resource_types, resources, slots, waiting
from homeport.domain.booking.links import Holder
from homeport.domain.booking.slots import DAYS
from homeport.domain.demo.author import Author
from homeport.domain.demo.calendar import OPENING, TODAY, later, morning

_LENT = (("Pilot boat", 1, DAYS), ("Harbour tug", 1, DAYS[:5]), ("Skipper Jan", 2, DAYS[:5]))
"""Resources by name, with the numbers of their types, and on which days they may be booked."""
_OPEN, _CLOSED = 8 * 60, 18 * 60
_ZONE = "UTC"
"""Of all times of the demo data, wherever the portal is."""
_BOOKED = (
    ("Sea trial", -3, 60, 120, (1, 3), (12, 4)),
    ("Tour of the harbour", 0, 0, 90, (1,), (3, 2)),
    ("Towing to the dock", 0, 120, 240, (2, 3), (7, 1)),
    ("Delivery of mooring lines", 1, 180, 60, (1,), (5, 9)),
    ("Crew training", 2, 60, 300, (2, 3), (20, 12)),
)
"""Names, days, minutes after nine and how many, resources, and the numbers of a contact and a deal."""
_WAITS = (("Any morning this week, for two", 8), ("The tug, once it is back", 15))
"""Notes, and the numbers of contacts."""


def add_bookings(author: Author) -> None:
    """All of them."""
    ctx = author.acting(1, OPENING)
    for name, code, template in (("Boats", "boats", "inanimate"), ("Crew", "crew", "animate")):
        resource_types.add(ctx, {"name": name, "code": code, "templateTypeInfo": template})
    for name, kind, days in _LENT:
        number = resources.add(ctx, {"name": name, "typeId": kind})
        whole = {"from": _OPEN, "to": _CLOSED, "timezone": _ZONE, "weekDays": list(days), "slotSize": 60}
        slots.put(ctx, number, [whole])
    for name, day, begins, minutes, wanted, (contact, deal) in _BOOKED:
        acting = author.acting(2, later(TODAY, -5))
        times = _period(morning(day, begins), minutes)
        number = bookings.add(acting, {"name": name, "resourceIds": list(wanted), "datePeriod": times})
        holder = Holder(links.BOOKING, number)
        links.put_clients(author.acting(1, TODAY), holder, [_client(contact)])
        linked = {"moduleId": links.CRM, "entityTypeId": "DEAL", "value": str(deal)}
        links.put_linked(author.acting(1, TODAY), holder, [linked])
    for note, contact in _WAITS:
        entry = waiting.add(author.acting(2, morning(-1)), {"note": note})
        links.put_clients(author.acting(1, TODAY), Holder(links.ENTRY, entry), [_client(contact)])


def _client(contact: int) -> dict[str, Any]:
    return {"id": contact, "type": {"module": links.CRM, "code": "CONTACT"}}


def _period(begins: datetime, minutes: int) -> dict[str, Any]:
    moments = {"from": begins, "to": begins + timedelta(minutes=minutes)}
    return {name: {"timestamp": int(moment.timestamp()), "timezone": _ZONE} for name, moment in moments.items()}
