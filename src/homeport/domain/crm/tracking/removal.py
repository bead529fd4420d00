"""What happens to the links of traces when a record is deleted, or becomes part of another."""

from sqlalchemy import bindparam, select

from homeport.core.owner import Owner
from homeport.domain.crm.tracking.tables import TRACE_ENTITY
from homeport.store import Query, Transaction

_OF_RECORD = Query(
    select(TRACE_ENTITY.c.TRACE_ID).where(
        TRACE_ENTITY.c.ENTITY_TYPE_ID == bindparam("entity_type_id"), TRACE_ENTITY.c.ENTITY_ID == bindparam("entity_id")
    )
)


def of_record(tx: Transaction, record: Owner) -> list[int]:
    """The traces that a record is linked to."""
    return [row[0] for row in tx.all(_OF_RECORD, **record._asdict())]


def forget(tx: Transaction, record: Owner) -> None:
    """Remove a deleted record's links; the traces stay."""
    tx.delete(TRACE_ENTITY, ENTITY_TYPE_ID=record.entity_type_id, ENTITY_ID=record.entity_id)


def hand_on(tx: Transaction, record: Owner, heir: Owner) -> None:
    """Link a record to the traces of another one of its type, which becomes part of it."""
    held = of_record(tx, heir)
    mine = [trace for trace in of_record(tx, record) if trace not in held]
    forget(tx, record)
    there = {"ENTITY_TYPE_ID": heir.entity_type_id, "ENTITY_ID": heir.entity_id}
    tx.insert_many(TRACE_ENTITY, [{"TRACE_ID": trace, **there} for trace in mine])
