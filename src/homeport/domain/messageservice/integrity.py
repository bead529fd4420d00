"""What holds of senders at every moment."""

from homeport.domain.messageservice.tables import MESSAGE, SENDER
from homeport.domain.portal.apps.tables import APP
from homeport.domain.portal.tables import USER
from homeport.domain.records.integrity import orphans

RULES = (
    orphans("Senders of applications that do not exist", SENDER.c.APP_ID, APP),
    orphans("Messages to phones of users that do not exist", MESSAGE.c.AUTHOR_ID, USER),
)
