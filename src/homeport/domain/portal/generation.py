"""A counter that moves whenever people, roles or credentials change, so that every worker's caches know."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import select, update

from homeport.domain.portal.tables import PORTAL
from homeport.store import Query, Transaction

T = TypeVar("T")

_CURRENT = Query(select(PORTAL.c.GENERATION))
_NEXT = Query(update(PORTAL).values(GENERATION=PORTAL.c.GENERATION + 1))


def current(tx: Transaction) -> int:
    """The generation as this transaction sees it, with what it changes itself: asked once until it does."""
    if tx.moved:  # by how much may have been undone
        return int(tx.value(_CURRENT))
    if tx.generation is None:
        tx.generation = int(tx.value(_CURRENT))
    return tx.generation


def changed(tx: Transaction) -> None:
    """Count a change; it takes effect with the transaction."""
    tx.execute(_NEXT)
    tx.moved = True


def kept(tx: Transaction, name: str, load: Callable[[Transaction], T]) -> T:
    """What changes with the generation only, and is kept by the process as long as that stays.

    :param name: what it is
    :param load: reads it
    """
    if tx.kept is None:
        return load(tx)
    now = current(tx)
    found = tx.kept.get(name)
    if found is not None and found[0] == now:
        there: T = found[1]
        return there
    loaded = load(tx)
    if not tx.moved and (found is None or found[0] < now):  # what may be undone, or is older on a replica, is not kept
        tx.kept[name] = now, loaded
    return loaded
