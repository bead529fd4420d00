"""What holds of the messenger at every moment."""

from homeport.domain.im.tables import STATUS
from homeport.domain.portal.tables import USER
from homeport.domain.records.integrity import orphans

RULES = (orphans("Statuses of people who do not exist", STATUS.c.USER_ID, USER),)
