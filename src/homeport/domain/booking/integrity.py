"""What holds of online booking at every moment."""

from sqlalchemy import exists, select

from homeport.core import owner
from homeport.domain.booking import links, resource_types, resources, slots
from homeport.domain.booking.tables import BOOKED, BOOKING, ENTRY, LINK
from homeport.domain.crm.entities import table_of
from homeport.domain.records.integrity import orphans, rule
from homeport.store import constant

_OTHER = BOOKED.alias()

RULES = (
    orphans("Resources of types that do not exist", resources.TABLE.c.TYPE_ID, resource_types.TABLE),
    orphans("Slots of resources that do not exist", slots.TABLE.c.RESOURCE_ID, resources.TABLE),
    orphans("Bookings of resources that do not exist", BOOKED.c.RESOURCE_ID, resources.TABLE),
    orphans("Resources that are taken by bookings that do not exist", BOOKED.c.BOOKING_ID, BOOKING),
    rule(
        "Bookings without resources",
        select(BOOKING.c.ID).where(BOOKING.c.ID.not_in(select(BOOKED.c.BOOKING_ID))).order_by(BOOKING.c.ID),
    ),
    rule(
        "Bookings whose resources are taken at another time",
        select(BOOKING.c.ID)
        .where(
            exists().where(
                BOOKED.c.BOOKING_ID == BOOKING.c.ID,
                (BOOKED.c.BEGINS != BOOKING.c.BEGINS) | (BOOKED.c.ENDS != BOOKING.c.ENDS),
            )
        )
        .order_by(BOOKING.c.ID),
    ),
    rule(
        "Bookings of resources that others have at the same time",
        select(BOOKED.c.BOOKING_ID)
        .distinct()
        .where(
            exists().where(
                _OTHER.c.RESOURCE_ID == BOOKED.c.RESOURCE_ID,
                _OTHER.c.BOOKING_ID != BOOKED.c.BOOKING_ID,
                _OTHER.c.BEGINS < BOOKED.c.ENDS,
                _OTHER.c.ENDS > BOOKED.c.BEGINS,
            )
        )
        .order_by(BOOKED.c.BOOKING_ID),
    ),
    orphans("Links of bookings that do not exist", LINK.c.OWNER_ID, BOOKING, LINK.c.KIND == constant(links.BOOKING)),
    orphans(
        "Links of entries of the waiting list that do not exist",
        LINK.c.OWNER_ID,
        ENTRY,
        LINK.c.KIND == constant(links.ENTRY),
    ),
    *(
        orphans(
            f"Links of bookings with {name} that do not exist",
            LINK.c.ENTITY_ID,
            table_of(type_id),
            LINK.c.ENTITY_TYPE_ID == constant(type_id),
        )
        for name, type_id in (("contacts", owner.CONTACT), ("companies", owner.COMPANY), ("deals", owner.DEAL))
    ),
)
