"""To whom the card of a call is shown, until it is hidden or the call ends.

Sources: ``telephony-external-call-show.md``, ``telephony-external-call-hide.md``, ``tutorials/telephony/index.md``.
"""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.values import is_empty
from homeport.domain.telephony import people
from homeport.domain.telephony.tables import CALL, CARD
from homeport.store import Query, constant

MOST = 10
"""Calls that somebody is shown at once."""

Row = dict[str, Any]

_OPEN = Query(select(*CALL.c).where(CALL.c.CALL_ID == bindparam("call")))
_SHOWN_TO = Query(select(CARD.c.USER_ID).where(CARD.c.CALL == bindparam("call")))
_OF_USER = Query(
    select(*CALL.c)
    .join(CARD, CARD.c.CALL == CALL.c.ID)
    .where(CARD.c.USER_ID == bindparam("user"))
    .order_by(CARD.c.CALL.desc())
    .limit(constant(MOST))
)


def open_call(ctx: Ctx, call_id: Any) -> Row | None:
    """A call that has not ended, by what it is called."""
    return next(iter(ctx.tx.dicts(_OPEN, call=call_id)), None) if isinstance(call_id, str) else None


def show(ctx: Ctx, call: Row, given: Any) -> None:
    """Show the card of a call.

    :param given: an id of a user, or a list of such; whom the call was registered for without it
    """
    wanted = [call["USER_ID"]] if is_empty(given) else people.several(ctx, given)
    there = {row[0] for row in ctx.tx.all(_SHOWN_TO, call=call["ID"])}
    ctx.tx.insert_many(CARD, [{"CALL": call["ID"], "USER_ID": user} for user in wanted if user not in there])


def hide(ctx: Ctx, call: Row, given: Any) -> None:
    """Hide the card of a call.

    :param given: an id of a user, or a list of such; from everybody without it
    """
    if is_empty(given):
        ctx.tx.delete(CARD, CALL=call["ID"])
    for user in people.several(ctx, given) if not is_empty(given) else ():
        ctx.tx.delete(CARD, CALL=call["ID"], USER_ID=user)


def of_caller(ctx: Ctx) -> list[Row]:
    """The calls whose cards the caller is shown, the newest first."""
    return ctx.tx.dicts(_OF_USER, user=ctx.actor.user_id)
