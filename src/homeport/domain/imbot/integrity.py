"""What holds of chatbots at every moment."""

from sqlalchemy import select

from homeport.domain.imbot.tables import BOT, COMMAND
from homeport.domain.portal.tables import USER
from homeport.domain.records.integrity import orphans, rule

RULES = (
    orphans("Bots that are no users", BOT.c.USER_ID, USER),
    rule(
        "Commands of bots that do not exist",
        select(COMMAND.c.ID).where(COMMAND.c.BOT_ID.not_in(select(BOT.c.USER_ID))).order_by(COMMAND.c.ID),
    ),
)
