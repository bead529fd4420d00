"""Whose time zone counts."""

from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.portal.tables import USER
from homeport.store import Query

_ZONE = Query(select(USER.c.TIME_ZONE).where(USER.c.ID == bindparam("user_id")))


def own_zone(ctx: Ctx, user: int) -> str | None:
    """The name of the zone that a user has chosen; None where it is the portal's."""
    return ctx.tx.value(_ZONE, user_id=user) or None


def zone_of(ctx: Ctx, user: int) -> ZoneInfo:
    """The zone that a user lives in: the own one, or the portal's."""
    return ZoneInfo(own_zone(ctx, user) or ctx.clock.zone.key)
