"""What a portal says of itself: one row."""

import secrets

from sqlalchemy import select

from homeport.core.clock import Clock
from homeport.domain.portal import generation
from homeport.domain.portal.tables import PORTAL
from homeport.store import Query, Transaction

_BASELINE = Query(select(PORTAL.c.BASELINE))
_IDENTITY = Query(select(PORTAL.c.MEMBER_ID, PORTAL.c.GENERATION))
_TIME_ZONE = Query(select(PORTAL.c.TIME_ZONE))
_CURRENCY = Query(select(PORTAL.c.CURRENCY_ID))


def create(tx: Transaction, clock: Clock, *, currency: str = "EUR", baseline: str = "") -> None:
    """Write the row of a new portal.

    :param baseline: the name of what it is made from
    """
    tx.insert(
        PORTAL,
        {
            "ID": 1,
            "MEMBER_ID": secrets.token_hex(16),
            "TIME_ZONE": clock.zone.key,
            "CURRENCY_ID": currency,
            "GENERATION": 1,
            "DATE_CREATE": clock.stamp(),
            "BASELINE": baseline,
        },
    )


def identity_of(tx: Transaction) -> tuple[str, int]:
    """The member id of a portal and its generation now.

    :raises LookupError: when the file has no portal in it
    """
    row = tx.one(_IDENTITY)
    if row is None:
        raise LookupError("the database holds no portal")
    return row[0], row[1]


def continue_from(tx: Transaction, identity: tuple[str, int]) -> None:
    """Let new contents be the same portal as before.

    Caches of running servers go by the generation, so none may come twice: the new one is beyond any that changes
    can reach while the contents are being exchanged.

    :param identity: what :func:`identity_of` said of the old contents
    """
    member_id, generation = identity
    tx.update(PORTAL, {"ID": 1}, {"MEMBER_ID": member_id, "GENERATION": (generation // LEAP + 1) * LEAP})
    tx.moved = True


def become_new(tx: Transaction, clock: Clock) -> None:
    """Let contents that were copied be another portal than the one they were copied from."""
    row = {"MEMBER_ID": secrets.token_hex(16), "GENERATION": 1, "DATE_CREATE": clock.stamp()}
    tx.update(PORTAL, {"ID": 1}, row)


def baseline_of(tx: Transaction) -> str:
    """The name of the baseline that the contents were made from; empty when nobody knows."""
    found: str = tx.value(_BASELINE)
    return found


def set_baseline(tx: Transaction, name: str) -> None:
    """Say which baseline the contents were made from."""
    tx.update(PORTAL, {"ID": 1}, {"BASELINE": name})


LEAP = 1_000_000
"""How far the generation goes on when contents are exchanged; so its multiples tell contents apart."""


def member_id_of(tx: Transaction) -> str:
    """What names the portal for good, whatever its host name becomes."""
    return identity_of(tx)[0]


def time_zone_of(tx: Transaction) -> str:
    """The portal's time zone; UTC while the portal is not yet created."""
    return tx.value(_TIME_ZONE) or "UTC"


def set_currency(tx: Transaction, code: str) -> None:
    """Say which currency is the base one."""
    tx.update(PORTAL, {"ID": 1}, {"CURRENCY_ID": code})
    generation.changed(tx)


def currency_of(tx: Transaction) -> str:
    """The base currency, which is that of records that do not say one."""
    return generation.kept(tx, "currency", lambda tx: str(tx.value(_CURRENCY)))
