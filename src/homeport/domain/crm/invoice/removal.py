"""What old invoices lead to when a record is deleted, or becomes part of another."""

from homeport.core import owner
from homeport.core.owner import Owner
from homeport.domain.crm.invoice.tables import INVOICE
from homeport.store import Transaction

_FIELDS = {
    owner.COMPANY: ("UF_COMPANY_ID", "UF_MYCOMPANY_ID"),
    owner.CONTACT: ("UF_CONTACT_ID",),
    owner.DEAL: ("UF_DEAL_ID",),
    owner.QUOTE: ("UF_QUOTE_ID",),
}


def forget(tx: Transaction, record: Owner) -> None:
    """Let invoices no longer lead to a deleted record."""
    _lead(tx, record, None)


def hand_on(tx: Transaction, record: Owner, heir: Owner) -> None:
    """Let invoices lead to another record of the type, which takes its place."""
    _lead(tx, record, heir.entity_id)


def _lead(tx: Transaction, record: Owner, to: int | None) -> None:
    for name in _FIELDS.get(record.entity_type_id, ()):
        tx.update(INVOICE, {name: record.entity_id}, {name: to})
