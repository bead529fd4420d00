"""What holds of people at every moment."""

from homeport.domain.portal.tables import USER
from homeport.domain.records.integrity import orphans
from homeport.domain.user.tables import STATUS

RULES = (orphans("Statuses of people who do not exist", STATUS.c.USER_ID, USER),)
