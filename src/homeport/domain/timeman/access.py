"""Whose working time somebody sees and changes: one's own, and that of whom one heads; administrators everybody's.

Guests have none.
"""

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.portal.people import users
from homeport.domain.portal.people.departments import HEADS
from homeport.domain.portal.tables import COLLEAGUE
from homeport.store import Query, constant

NOT_FOUND = ErrorKind("", "User not found")
ADMINISTRATORS_ONLY = ErrorKind("ACCESS_ERROR", "You don't have access to use this method")

_HEADED = Query(
    select(COLLEAGUE.c.COLLEAGUE_ID).where(
        COLLEAGUE.c.USER_ID == bindparam("actor"),
        COLLEAGUE.c.REACH == constant(HEADS),
        COLLEAGUE.c.COLLEAGUE_ID == bindparam("user_id"),
    )
)
_ALL_HEADED = Query(
    select(COLLEAGUE.c.COLLEAGUE_ID)
    .where(COLLEAGUE.c.USER_ID == bindparam("actor"), COLLEAGUE.c.REACH == constant(HEADS))
    .order_by(COLLEAGUE.c.COLLEAGUE_ID)
)


def heads(ctx: Ctx, user: int) -> bool:
    """Whether the caller heads a user, or administers the portal."""
    if ctx.actor.is_admin:
        return True
    return ctx.tx.one(_HEADED, actor=ctx.actor.user_id, user_id=user) is not None


def headed(ctx: Ctx) -> list[int]:
    """Whom the caller heads, by departments."""
    return [row[0] for row in ctx.tx.all(_ALL_HEADED, actor=ctx.actor.user_id)]


def require(ctx: Ctx, user: int) -> int:
    """A user whose working time the caller sees and changes.

    :raises CallError: ``NOT_FOUND``, also for those of others
    """
    if user != ctx.actor.user_id and not heads(ctx, user):
        raise NOT_FOUND()
    if not users.is_active(ctx.tx, user) or not users.is_employee(ctx.tx, user):
        raise NOT_FOUND()
    return user


def require_admin(ctx: Ctx) -> None:
    """Refuse whoever is no administrator.

    :raises CallError: ``ADMINISTRATORS_ONLY``
    """
    if not ctx.actor.is_admin:
        raise ADMINISTRATORS_ONLY()
