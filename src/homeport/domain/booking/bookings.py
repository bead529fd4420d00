"""Bookings: resources that are taken for a time, each by one booking at a time and only when its slots say so.

Sources: the pages in ``booking/booking/``, ``booking/resource/slots/index.md``.
"""

from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.booking import events, links, periods, resources, slots
from homeport.domain.booking.links import Holder
from homeport.domain.booking.periods import Period
from homeport.domain.booking.said import members, number, require, text
from homeport.domain.booking.tables import BOOKED, BOOKING
from homeport.domain.records.collection import ADD, DELETE, UPDATE
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction, constant, padded, statements

NOT_FOUND = ErrorKind("1021", "Booking not found")
NOT_CHANGED = ErrorKind("1019", "Booking not found")
NO_RESOURCES = ErrorKind("1018", "Empty resource collection")

MOST_RESOURCES = 50
"""Resources of a booking."""

Row = dict[str, Any]

_ONE = Query(select(*BOOKING.c).where(BOOKING.c.ID == bindparam("id")))
_RESOURCES = Query(
    select(BOOKED.c.RESOURCE_ID).where(BOOKED.c.BOOKING_ID == bindparam("id")).order_by(BOOKED.c.POSITION)
)
# none of a resource overlaps another, so whatever overlaps a time is the last of those that begin before it ends
_LAST_BEFORE = Query(
    select(BOOKED.c.ENDS)
    .where(
        BOOKED.c.RESOURCE_ID == bindparam("resource_id"),
        BOOKED.c.BEGINS < bindparam("ends"),
        BOOKED.c.BOOKING_ID != bindparam("but"),
    )
    .order_by(BOOKED.c.BEGINS.desc())
    .limit(constant(1))
)


def add(ctx: Ctx, fields: Any, unavailable: ErrorKind = NO_RESOURCES, usual: str = "") -> int:
    """Book resources; the booking's id.

    :param unavailable: how resources are refused that are not there, or are not free
    :param usual: the description where none is said
    :raises CallError: ``unavailable``, ``REQUIRED`` or ``INVALID`` of the time
    """
    said = members(fields)
    require(said, "resourceIds", "datePeriod")
    period = periods.read(said["dateperiod"])
    wanted = named_resources(ctx.tx, said["resourceids"], unavailable)
    _require_free(ctx.tx, wanted, period, unavailable)
    description = text(ctx, said, "description") if "description" in said else usual
    row = {"NAME": text(ctx, said, "name"), "DESCRIPTION": description, **_columns(period)}
    booking = ctx.tx.insert(BOOKING, row)
    _book(ctx.tx, booking, wanted, period)
    events.tell(ctx, events.BOOKINGS, ADD, booking)
    return booking


def change(ctx: Ctx, booking: int, fields: Any) -> None:
    """Change a booking; its resources must be free when they or its time change.

    :raises CallError: ``NOT_CHANGED``, ``NO_RESOURCES``, ``REQUIRED`` or ``INVALID`` of the time
    """
    old = found(ctx.tx, booking, NOT_CHANGED)
    said = members(fields)
    period, wanted = _period(old), resources_of(ctx.tx, booking)
    if "dateperiod" in said:
        period = periods.read(said["dateperiod"])
    if "resourceids" in said:
        wanted = named_resources(ctx.tx, said["resourceids"], NO_RESOURCES)
    if period != _period(old) or wanted != resources_of(ctx.tx, booking):
        _require_free(ctx.tx, wanted, period, NO_RESOURCES, booking)
        ctx.tx.delete(BOOKED, BOOKING_ID=booking)
        _book(ctx.tx, booking, wanted, period)
    new = {name.upper(): text(ctx, said, name) for name in ("name", "description") if name in said}
    ctx.tx.update(BOOKING, {"ID": booking}, {**new, **_columns(period)})
    events.tell(ctx, events.BOOKINGS, UPDATE, booking)


def delete(ctx: Ctx, booking: int, refusal: ErrorKind = NOT_FOUND) -> Row:
    """Delete a booking; what it was.

    :raises CallError: ``refusal`` where there is none
    """
    row = found(ctx.tx, booking, refusal)
    links.forget(ctx.tx, Holder(links.BOOKING, booking))
    ctx.tx.delete(BOOKED, BOOKING_ID=booking)
    ctx.tx.delete(BOOKING, ID=booking)
    events.tell(ctx, events.BOOKINGS, DELETE, booking)
    return row


def get(ctx: Ctx, booking: int) -> Row:
    """A booking as it is answered.

    :raises CallError: ``NOT_FOUND``
    """
    return written(ctx.tx, [found(ctx.tx, booking)])[0]


def holder(ctx: Ctx, booking: int) -> Holder:
    """A booking as what has links.

    :raises CallError: ``NOT_FOUND``
    """
    found(ctx.tx, booking)
    return Holder(links.BOOKING, booking)


def found(tx: Transaction, booking: int, refusal: ErrorKind = NOT_FOUND) -> Row:
    """A booking as it is stored.

    :raises CallError: ``refusal`` where there is none
    """
    rows = tx.dicts(_ONE, id=booking)
    if not rows:
        raise refusal()
    return rows[0]


def resources_of(tx: Transaction, booking: int) -> list[int]:
    """The resources of a booking, as they were said."""
    return [row[0] for row in tx.all(_RESOURCES, id=booking)]


def named_resources(tx: Transaction, given: Any, refusal: ErrorKind) -> list[int]:
    """Resources that a client names, each once.

    :raises CallError: ``refusal`` for none, and for one that is not there
    """
    wanted = list(dict.fromkeys(map(number, as_map(given).values())))
    if not 0 < len(wanted) <= MOST_RESOURCES or not all(resources.is_there(tx, each) for each in wanted):
        raise refusal()
    return wanted


def written(tx: Transaction, rows: list[Row]) -> list[Row]:
    """Bookings as they are answered."""
    taken: dict[int, list[int]] = {row["ID"]: [] for row in rows}
    ids = list(taken)
    if ids:
        ids += ids[-1:] * (padded(len(ids)) - len(ids))
        for booking, resource in tx.all(_taken(len(ids)), **{f"id{place}": each for place, each in enumerate(ids)}):
            taken[booking].append(resource)
    return [
        {
            "datePeriod": periods.written(_period(row)),
            "description": row["DESCRIPTION"],
            "id": row["ID"],
            "name": row["NAME"],
            "resourceIds": taken[row["ID"]],
        }
        for row in rows
    ]


def _require_free(tx: Transaction, wanted: list[int], period: Period, refusal: ErrorKind, but: int = 0) -> None:
    """Refuse a time at which a resource is booked by another booking, or cannot be booked.

    :param but: the booking whose own time does not count
    """
    for resource in wanted:
        last = tx.value(_LAST_BEFORE, resource_id=resource, ends=period.ends, but=but)
        is_taken = last is not None and last > period.begins
        if is_taken or not slots.allow(tx, resource, period.begins, period.ends):
            raise refusal()


def _book(tx: Transaction, booking: int, wanted: list[int], period: Period) -> None:
    times = {"BEGINS": period.begins, "ENDS": period.ends}
    for position, resource in enumerate(wanted):
        tx.insert(BOOKED, {"BOOKING_ID": booking, "RESOURCE_ID": resource, "POSITION": position, **times})


def _period(row: Row) -> Period:
    return Period(row["BEGINS"], row["ENDS"], row["BEGINS_IN"], row["ENDS_IN"])


def _columns(period: Period) -> Row:
    return {name.upper(): value for name, value in period._asdict().items()}


@statements
def _taken(count: int) -> Query:
    places: list[BindParameter[int]] = [bindparam(f"id{place}") for place in range(count)]
    rows = select(BOOKED.c.BOOKING_ID, BOOKED.c.RESOURCE_ID).where(BOOKED.c.BOOKING_ID.in_(places))
    return Query(rows.order_by(BOOKED.c.BOOKING_ID, BOOKED.c.POSITION))
