"""What holds of calendars at every moment."""

from sqlalchemy import or_, select

from homeport.domain.calendar.entry_fields import ENTRY
from homeport.domain.calendar.tables import SECTION
from homeport.domain.records.integrity import orphans, rule

_parent = ENTRY.alias()

RULES = (
    orphans("Events in calendars that do not exist", ENTRY.c.SECTION_ID, SECTION),
    rule(
        "Copies of meetings that do not exist",
        select(ENTRY.c.ID).where(ENTRY.c.PARENT_ID.not_in(select(_parent.c.ID))).order_by(ENTRY.c.ID),
    ),
    rule(
        "Events that end before they begin",
        select(ENTRY.c.ID)
        .where(or_(ENTRY.c.TO_TS < ENTRY.c.FROM_TS, ENTRY.c.LAST_TS < ENTRY.c.FROM_TS))
        .order_by(ENTRY.c.ID),
    ),
)
