"""What a copy of a portal's contents must not take along."""

from homeport.domain.portal.apps.tables import CONFIRMATION, DELIVERY, GRANT, IDEMPOTENCY, OUTBOX, SESSION, TOKEN
from homeport.store import Transaction


def forget_deliveries(tx: Transaction) -> None:
    """Drop what waits to be delivered: the original delivers it; and what was sent, which was the original's."""
    tx.delete(OUTBOX)
    tx.delete(DELIVERY)


def forget_sign_ins(tx: Transaction) -> None:
    """Drop what was issued to whoever signed in to the original. Webhooks, applications and passwords stay: they were
    set up, not issued.
    """
    for table in (CONFIRMATION, TOKEN, GRANT, SESSION, IDEMPOTENCY):
        tx.delete(table)
