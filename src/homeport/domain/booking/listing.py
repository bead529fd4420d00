"""Lists of bookings: in a time, of clients, of resources.

Source: ``booking-v1-booking-list.md``.
"""

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, or_, select

from homeport.core.ctx import Ctx, Page
from homeport.core.owner import Owner
from homeport.domain.booking import bookings, links, numbered, periods
from homeport.domain.booking.said import INVALID, members
from homeport.domain.booking.tables import BOOKED, BOOKING, LINK
from homeport.domain.records.conditions import clause
from homeport.domain.records.filters import Group, as_map
from homeport.domain.records.rows import Listing, Order, columns_of, order_of, sorted_by
from homeport.store import Query, Row, Transaction, constant, padded, statements

_COLUMNS = {"id": "ID", "datefrom": "BEGINS", "dateto": "ENDS"}
"""What lists are ordered by."""
_OF_RECORD = Query(
    select(*BOOKING.c)
    .join(LINK, LINK.c.OWNER_ID == BOOKING.c.ID)
    .where(
        LINK.c.ENTITY_TYPE_ID == bindparam("entity_type_id"),
        LINK.c.ENTITY_ID == bindparam("entity_id"),
        LINK.c.KIND == constant(links.BOOKING),
    )
    .order_by(BOOKING.c.BEGINS.desc(), BOOKING.c.ID.desc())
    .limit(bindparam("most"))
)
MOST_CLIENTS = 50
"""Clients that a filter names."""


def page(ctx: Ctx, given: Any, order: Any, start: Any) -> Page:
    """A page of bookings.

    :param given: ``within``, a time that they touch; ``client``, with ``entities`` of which they name one;
        ``resourceIds``, of which they have one
    :raises CallError: ``REQUIRED``, ``INVALID`` of the time, ``NO_RESOURCES``
    """
    said = members(given)
    params: dict[str, Any] = {}
    if "within" in said:
        params["first"], params["last"] = periods.range_of(said["within"])
    count = 0
    if "client" in said:
        named = links.named_clients(ctx, said["client"])
        if len(named) > MOST_CLIENTS:
            raise INVALID(field="client")
        if not named:
            return Page([], 0)
        count = padded(len(named))
        for place, record in enumerate([*named, *named[-1:] * (count - len(named))]):
            params[f"type{place}"], params[f"client{place}"] = record
    resources = 0
    if "resourceids" in said:
        wanted = bookings.named_resources(ctx.tx, said["resourceids"], bookings.NO_RESOURCES)
        resources = padded(len(wanted))
        for place, number in enumerate([*wanted, *wanted[-1:] * (resources - len(wanted))]):
            params[f"resource{place}"] = number
    by = order_of(ctx, as_map(order).items(), lambda name: _COLUMNS.get(name.lower())) or (("ID", False),)

    def written(rows: list[Row]) -> list[Any]:
        return bookings.written(ctx.tx, [dict(zip(BOOKING.c.keys(), row, strict=True)) for row in rows])

    filtered = numbered.numbers(ctx, given, ("within", "client", "resourceids"))
    listing = _listing("within" in said, count, resources, filtered.tree, by)
    return numbered.page(ctx, listing, params | filtered.params, start, written)


def of_record(tx: Transaction, record: Owner, most: int) -> list[dict[str, Any]]:
    """The bookings that name a record of the CRM, the latest first, as they are answered."""
    return bookings.written(tx, tx.dicts(_OF_RECORD, **record._asdict(), most=most))


@statements
def _listing(within: bool, clients: int, resources: int, tree: Group, order: Order) -> Listing:
    wanted: list[ColumnElement[bool]] = [clause(tree, columns_of(BOOKING))]
    if within:
        wanted += [BOOKING.c.BEGINS < bindparam("last"), BOOKING.c.ENDS > bindparam("first")]
    if clients:
        named = or_(
            *(
                and_(
                    LINK.c.ENTITY_TYPE_ID == bindparam(f"type{place}"), LINK.c.ENTITY_ID == bindparam(f"client{place}")
                )
                for place in range(clients)
            )
        )
        of_them = select(LINK.c.OWNER_ID).where(LINK.c.KIND == constant(links.BOOKING), named)
        wanted.append(BOOKING.c.ID.in_(of_them))
    if resources:
        places: list[BindParameter[int]] = [bindparam(f"resource{place}") for place in range(resources)]
        wanted.append(BOOKING.c.ID.in_(select(BOOKED.c.BOOKING_ID).where(BOOKED.c.RESOURCE_ID.in_(places))))
    rows = select(*BOOKING.c).where(*wanted).order_by(*sorted_by(BOOKING.c.__getitem__, order))
    return Listing.of(rows, select(func.count()).select_from(BOOKING).where(*wanted))
