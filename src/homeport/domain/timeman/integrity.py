"""What holds of working time at every moment."""

from sqlalchemy import or_, select

from homeport.domain.portal.tables import USER
from homeport.domain.records.integrity import orphans, rule
from homeport.domain.timeman.tables import ABSENCE, WORKDAY

RULES = (
    orphans("Working days of people who do not exist", WORKDAY.c.USER_ID, USER),
    orphans("Absences on days that do not exist", ABSENCE.c.WORKDAY_ID, WORKDAY),
    rule(
        "Working days that end before they begin",
        select(WORKDAY.c.ID)
        .where(or_(WORKDAY.c.ENDED < WORKDAY.c.STARTED, WORKDAY.c.BREAKS < 0))
        .order_by(WORKDAY.c.ID),
    ),
)
