"""What happens to entries of timelines when a record that they are bound to is deleted."""

from sqlalchemy import bindparam, select

from homeport.core.owner import Owner
from homeport.domain.crm.timeline.bindings import all_of
from homeport.domain.crm.timeline.tables import BINDING, ENTRY
from homeport.store import Query, Transaction

_BOUND_TO = Query(
    select(BINDING.c.ENTRY_ID).where(
        BINDING.c.OWNER_TYPE_ID == bindparam("entity_type_id"), BINDING.c.OWNER_ID == bindparam("entity_id")
    )
)


def forget(tx: Transaction, record: Owner) -> None:
    """Remove a deleted record's bindings; an entry goes with its last one."""
    entries = [row[0] for row in tx.all(_BOUND_TO, entity_type_id=record.entity_type_id, entity_id=record.entity_id)]
    tx.delete(BINDING, OWNER_TYPE_ID=record.entity_type_id, OWNER_ID=record.entity_id)
    for entry_id in entries:
        if not all_of(tx, entry_id):
            remove(tx, entry_id)


def remove(tx: Transaction, entry_id: int) -> None:
    """Delete an entry with its bindings, whoever asks."""
    tx.delete(BINDING, ENTRY_ID=entry_id)
    tx.delete(ENTRY, ID=entry_id)
