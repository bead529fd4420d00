"""What holds of chats at every moment."""

from homeport.domain.im.tables import CHAT, MESSAGE, STATUS
from homeport.domain.portal.tables import USER
from homeport.domain.records.integrity import orphans

RULES = (
    orphans("Messages of chats that do not exist", MESSAGE.c.CHAT_ID, CHAT),
    orphans("Messages of people who do not exist", MESSAGE.c.AUTHOR_ID, USER),
    orphans("Chats of people who do not exist", CHAT.c.AUTHOR_ID, USER),
    orphans("Statuses of people who do not exist", STATUS.c.USER_ID, USER),
)
