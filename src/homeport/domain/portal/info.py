"""What a portal says of itself: one row."""

import secrets

from sqlalchemy import select

from homeport.core.clock import Clock
from homeport.domain.portal.tables import PORTAL
from homeport.store import Query, Transaction

_TIME_ZONE = Query(select(PORTAL.c.TIME_ZONE))
_CURRENCY = Query(select(PORTAL.c.CURRENCY_ID))


def create(tx: Transaction, clock: Clock, *, plan: str = "pro", currency: str = "EUR") -> None:
    """Write the row of a new portal."""
    tx.insert(
        PORTAL,
        {
            "ID": 1,
            "MEMBER_ID": secrets.token_hex(16),
            "PLAN": plan,
            "TIME_ZONE": clock.zone.key,
            "CURRENCY_ID": currency,
            "GENERATION": 1,
            "DATE_CREATE": clock.stamp(),
        },
    )


def time_zone_of(tx: Transaction) -> str:
    """The portal's time zone; UTC while the portal is not yet created."""
    return tx.value(_TIME_ZONE) or "UTC"


def currency_of(tx: Transaction) -> str:
    """The currency of records that do not say one."""
    found: str = tx.value(_CURRENCY)
    return found
