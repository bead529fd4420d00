"""What holds of groups at every moment."""

from sqlalchemy import and_, exists, select

from homeport.domain.portal.tables import USER
from homeport.domain.records.integrity import orphans, rule
from homeport.domain.sonet_group.tables import OWNER, ROLES, TABLE
from homeport.store import constant

_OWNS = exists().where(
    and_(ROLES.c.GROUP_ID == TABLE.c.ID, ROLES.c.USER_ID == TABLE.c.OWNER_ID, ROLES.c.ROLE == constant(OWNER))
)

RULES = (
    orphans("Members of groups that do not exist", ROLES.c.GROUP_ID, TABLE),
    orphans("Members of groups who do not exist", ROLES.c.USER_ID, USER),
    rule("Groups whose owner is none of their members", select(TABLE.c.ID).where(~_OWNS).order_by(TABLE.c.ID)),
)
