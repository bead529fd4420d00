"""``ONOFFLINEEVENT``: handlers are told that there is something to fetch, not oftener than they want to be.

Source: ``api-reference/events/on-offline-event.md``.
"""

from sqlalchemy import bindparam, select

from homeport.core.clock import Clock
from homeport.domain.events import outbox
from homeport.domain.events.tables import HANDLER
from homeport.domain.portal.apps.tables import OUTBOX
from homeport.store import Query, Transaction, constant

EVENT = "ONOFFLINEEVENT"
DEFAULT_TIMEOUT = 1
"""Seconds between two notices, unless the application says another number."""
MAX_TIMEOUT = 7 * 24 * 3600

_OF_APP = Query(
    select(HANDLER.c.ID, HANDLER.c.URL, HANDLER.c.USER_ID, HANDLER.c.MIN_TIMEOUT, HANDLER.c.NOTICE_AT).where(
        HANDLER.c.APP_ID == bindparam("app_id"),
        HANDLER.c.EVENT == constant(EVENT),
        HANDLER.c.OFFLINE == constant("N"),
    )
)
_WAITING = Query(
    select(OUTBOX.c.ID)
    .where(
        OUTBOX.c.CLIENT_ID == bindparam("client_id"),
        OUTBOX.c.NEXT_AT.is_not(None),
        OUTBOX.c.HANDLER_ID == bindparam("handler_id"),
    )
    .limit(constant(1))
)


def tell(tx: Transaction, clock: Clock, app_id: int, client_id: str, user_id: int) -> None:
    """Tell the application's handlers that something came into its queue. A notice that waits tells of this, too.

    :param user_id: who caused it, whose tokens a handler gets that wants no other's; 0: nobody of the portal
    """
    for handler_id, url, of_user, timeout, last in tx.all(_OF_APP, app_id=app_id):
        if tx.value(_WAITING, client_id=client_id, handler_id=handler_id) is not None:
            continue
        at = max(clock.now(), last + timeout)
        outbox.put(
            tx, clock, event=EVENT, url=url, client_id=client_id, user_id=of_user or user_id, handler_id=handler_id,
            data=[], at=at,
        )  # fmt: skip
        tx.update(HANDLER, {"ID": handler_id}, {"NOTICE_AT": at})
