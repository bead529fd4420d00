"""What holds of chatbots at every moment."""

from sqlalchemy import select

from homeport.domain.im.tables import MESSAGE
from homeport.domain.imbot.tables import BOT, COMMAND, GIVEN
from homeport.domain.portal.tables import USER
from homeport.domain.records.integrity import orphans, rule

RULES = (
    orphans("Bots that are no users", BOT.c.USER_ID, USER),
    rule(
        "Commands of bots that do not exist",
        select(COMMAND.c.ID).where(COMMAND.c.BOT_ID.not_in(select(BOT.c.USER_ID))).order_by(COMMAND.c.ID),
    ),
    orphans("Commands given by messages that do not exist", GIVEN.c.MESSAGE_ID, MESSAGE),
    orphans("Commands given that do not exist", GIVEN.c.COMMAND_ID, COMMAND),
)
