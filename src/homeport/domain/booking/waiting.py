"""The waiting list, and moving between it and bookings with clients and deals.

Sources: the pages in ``booking/waitlist/``, ``booking-v1-booking-createfromwaitlist.md``.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from homeport.core.clock import to_stored
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.domain.booking import bookings, events, links, numbered
from homeport.domain.booking.links import Holder
from homeport.domain.booking.said import members, require, text
from homeport.domain.booking.tables import ENTRY
from homeport.domain.records.collection import ADD, DELETE, UPDATE
from homeport.domain.records.conditions import clause
from homeport.domain.records.filters import Group, as_map
from homeport.domain.records.rows import Listing, Order, columns_of, order_of, sorted_by
from homeport.store import Query, statements

NOT_FOUND = ErrorKind("1040", "Wait list not found")
NOT_DELETED = ErrorKind("1036", "wait list item not found")
NO_BOOKING = ErrorKind("1037", "booking not found")
NOT_BOOKED = ErrorKind("1038", "wait list item not found")
NO_DATE = ErrorKind("422", "Invalid date")

Row = dict[str, Any]

_ONE = Query(select(ENTRY.c.ID, ENTRY.c.NOTE).where(ENTRY.c.ID == bindparam("id")))


def add(ctx: Ctx, fields: Any) -> int:
    """Add an entry; its id.

    :raises CallError: ``INVALID``
    """
    return _add(ctx, text(ctx, members(fields), "note"))


def change(ctx: Ctx, entry: int, fields: Any) -> None:
    """Change the note of an entry.

    :raises CallError: ``NOT_FOUND``, ``INVALID``
    """
    _found(ctx, entry)
    said = members(fields)
    if "note" in said:
        ctx.tx.update(ENTRY, {"ID": entry}, {"NOTE": text(ctx, said, "note")})
    events.tell(ctx, events.ENTRIES, UPDATE, entry)


def delete(ctx: Ctx, entry: int) -> None:
    """Delete an entry.

    :raises CallError: ``NOT_DELETED``
    """
    _found(ctx, entry, NOT_DELETED)
    links.forget(ctx.tx, Holder(links.ENTRY, entry))
    _delete(ctx, entry)


def get(ctx: Ctx, entry: int) -> Row:
    """An entry as it is answered.

    :raises CallError: ``NOT_FOUND``
    """
    return _written(*_found(ctx, entry))


def holder(ctx: Ctx, entry: int) -> Holder:
    """An entry as what has links.

    :raises CallError: ``NOT_FOUND``
    """
    _found(ctx, entry)
    return Holder(links.ENTRY, entry)


def page(ctx: Ctx, given: Any, order: Any, start: Any) -> Page:
    """A page of entries.

    :param given: ``createdWithin``: days, the last of which does not count
    :param order: by ``id``, as clients walk lists
    :raises CallError: ``REQUIRED``, ``NO_DATE``
    """
    filtered = members(given)
    params: dict[str, Any] = {}
    if "createdwithin" in filtered:
        said = members(filtered["createdwithin"])
        require(said, "from", "to")
        params = {"first": _day(ctx, said["from"]), "last": _day(ctx, said["to"])}
    by_number = numbered.numbers(ctx, given, ("createdwithin",))
    by = order_of(ctx, as_map(order).items(), lambda name: "ID" if name.lower() == "id" else None)
    listing = _listing(bool(params), by_number.tree, by)
    return numbered.page(ctx, listing, params | by_number.params, start, lambda rows: [_written(*row) for row in rows])


def book(ctx: Ctx, entry: int, fields: Any) -> int:
    """Make a booking of an entry, which is over then; the booking's id.

    :raises CallError: ``NOT_BOOKED`` for no such entry, and for resources that are not there or not free; ``REQUIRED``;
        ``INVALID`` of the time
    """
    _, note = _found(ctx, entry, NOT_BOOKED)
    booking = bookings.add(ctx, fields, NOT_BOOKED, note)
    links.move(ctx.tx, Holder(links.ENTRY, entry), Holder(links.BOOKING, booking))
    _delete(ctx, entry)
    return booking


def put_off(ctx: Ctx, booking: int) -> int:
    """Make an entry of a booking, which is over then; the entry's id.

    :raises CallError: ``NO_BOOKING``
    """
    row = bookings.found(ctx.tx, booking, NO_BOOKING)
    entry = _add(ctx, row["DESCRIPTION"] or row["NAME"])
    links.move(ctx.tx, Holder(links.BOOKING, booking), Holder(links.ENTRY, entry))
    bookings.delete(ctx, booking)
    return entry


def _add(ctx: Ctx, note: str) -> int:
    entry = ctx.tx.insert(ENTRY, {"NOTE": note, "CREATED": ctx.clock.stamp()})
    events.tell(ctx, events.ENTRIES, ADD, entry)
    return entry


def _delete(ctx: Ctx, entry: int) -> None:
    ctx.tx.delete(ENTRY, ID=entry)
    events.tell(ctx, events.ENTRIES, DELETE, entry)


def _found(ctx: Ctx, entry: int, refusal: ErrorKind = NOT_FOUND) -> tuple[int, str]:
    row = ctx.tx.one(_ONE, id=entry)
    if row is None:
        raise refusal()
    return row[0], row[1]


def _written(entry: int, note: str) -> Row:
    return {"id": entry, "note": note}


def _day(ctx: Ctx, given: Any) -> str:
    try:
        return to_stored(datetime.strptime(given, "%d.%m.%Y").replace(tzinfo=ctx.clock.zone))
    except (ValueError, TypeError, OverflowError):
        raise NO_DATE() from None


@statements
def _listing(narrowed: bool, tree: Group, order: Order) -> Listing:
    wanted = [clause(tree, columns_of(ENTRY))]
    if narrowed:
        wanted += [ENTRY.c.CREATED >= bindparam("first"), ENTRY.c.CREATED < bindparam("last")]
    rows = select(ENTRY.c.ID, ENTRY.c.NOTE).where(*wanted).order_by(*sorted_by(ENTRY.c.__getitem__, order))
    return Listing.of(rows, select(func.count()).select_from(ENTRY).where(*wanted))
