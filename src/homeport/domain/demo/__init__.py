"""The demo portal: deterministic, invented, the same ids on every start from nothing."""

from collections.abc import Iterable

from homeport.core.clock import Clock
from homeport.domain.demo.people import add_people
from homeport.domain.portal import webhooks
from homeport.store import Transaction

WEBHOOKS = ((1, "administrator"), (3, "salesperson"))


def load(tx: Transaction, clock: Clock) -> None:
    """Fill a new portal."""
    add_people(tx, clock)


def add_webhooks(
    tx: Transaction, clock: Clock, key: bytes, scopes: str, codes: Iterable[tuple[int, str]]
) -> None:
    """Store the demo webhooks.

    :param codes: (user id, code) pairs
    """
    for user_id, code in codes:
        webhooks.add(tx, clock, key, user_id, scopes, code=code, title="Demo", expires=None)
