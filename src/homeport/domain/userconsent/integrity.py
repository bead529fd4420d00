"""What holds of consents at every moment."""

from homeport.domain.portal.tables import USER
from homeport.domain.records.integrity import orphans
from homeport.domain.userconsent.tables import CONSENT

RULES = (orphans("Consents of people who do not exist", CONSENT.c.USER_ID, USER),)
