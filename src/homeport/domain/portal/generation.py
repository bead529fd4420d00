"""A counter that moves whenever people, roles or credentials change, so that every worker's caches know."""

from sqlalchemy import select, update

from homeport.domain.portal.tables import PORTAL
from homeport.store import Query, Transaction

_CURRENT = Query(select(PORTAL.c.GENERATION))
_NEXT = Query(update(PORTAL).values(GENERATION=PORTAL.c.GENERATION + 1))


def current(tx: Transaction) -> int:
    """The generation as this transaction sees it, before what it changes itself."""
    found: int = tx.value(_CURRENT) if tx.generation is None else tx.generation
    return found


def changed(tx: Transaction) -> None:
    """Count a change; it takes effect with the transaction."""
    tx.execute(_NEXT)
