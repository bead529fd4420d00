"""What holds of the people of departments and teams at every moment."""

from homeport.domain.portal.tables import DEPARTMENT, NODE_COMMUNICATION, NODE_ROLE, USER
from homeport.domain.records.integrity import orphans

RULES = (
    orphans("People in departments and teams that do not exist", NODE_ROLE.c.NODE_ID, DEPARTMENT),
    orphans("People in departments and teams who do not exist", NODE_ROLE.c.USER_ID, USER),
    orphans("Chats of departments and teams that do not exist", NODE_COMMUNICATION.c.NODE_ID, DEPARTMENT),
)
