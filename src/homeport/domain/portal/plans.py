"""What a portal's plan allows."""

from sqlalchemy import select

from homeport.domain.portal.tables import PORTAL
from homeport.store import Query, Transaction

MAX_SMART_PROCESSES = 150
WITHOUT_SMART_PROCESSES = frozenset({"free"})

_PLAN = Query(select(PORTAL.c.PLAN))


def smart_processes(tx: Transaction) -> int:
    """How many smart processes the portal may have."""
    return 0 if tx.value(_PLAN) in WITHOUT_SMART_PROCESSES else MAX_SMART_PROCESSES
