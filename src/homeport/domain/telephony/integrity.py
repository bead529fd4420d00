"""What holds of telephony at every moment."""

from homeport.domain.portal.apps.tables import APP
from homeport.domain.records.integrity import orphans
from homeport.domain.telephony.tables import LINE

RULES = (orphans("External lines of applications that do not exist", LINE.c.APP_ID, APP),)
