"""What happens to activities when a record that they are bound to is deleted."""

from sqlalchemy import bindparam, select

from homeport.core.owner import Owner
from homeport.domain.crm.activity.bindings import all_of, follow_owner
from homeport.domain.crm.activity.tables import ACTIVITY, BINDING, COMMUNICATION
from homeport.store import Query, Transaction

_BOUND_TO = Query(
    select(BINDING.c.ACTIVITY_ID).where(
        BINDING.c.OWNER_TYPE_ID == bindparam("entity_type_id"), BINDING.c.OWNER_ID == bindparam("entity_id")
    )
)


def forget(tx: Transaction, record: Owner) -> None:
    """Remove a deleted record's bindings; an activity goes with its last one."""
    activities = [row[0] for row in tx.all(_BOUND_TO, entity_type_id=record.entity_type_id, entity_id=record.entity_id)]
    tx.delete(BINDING, OWNER_TYPE_ID=record.entity_type_id, OWNER_ID=record.entity_id)
    for activity_id in activities:
        left = all_of(tx, activity_id)
        if left:
            follow_owner(tx, activity_id, record, left[0])
        else:
            remove(tx, activity_id)


def remove(tx: Transaction, activity_id: int) -> None:
    """Delete an activity with its bindings and communications, whoever asks."""
    tx.delete(BINDING, ACTIVITY_ID=activity_id)
    tx.delete(COMMUNICATION, ACTIVITY_ID=activity_id)
    tx.delete(ACTIVITY, ID=activity_id)
