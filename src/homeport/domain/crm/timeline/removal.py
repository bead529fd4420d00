"""What happens to entries of timelines when a record that they are bound to is deleted, or becomes part of another."""

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm import events
from homeport.domain.crm.timeline import files
from homeport.domain.crm.timeline.bindings import all_of
from homeport.domain.crm.timeline.tables import BINDING, ENTRY
from homeport.store import Query, Transaction

_BOUND_TO = Query(
    select(BINDING.c.ENTRY_ID).where(
        BINDING.c.OWNER_TYPE_ID == bindparam("entity_type_id"), BINDING.c.OWNER_ID == bindparam("entity_id")
    )
)


def forget(ctx: Ctx, record: Owner) -> None:
    """Remove a deleted record's bindings; an entry goes with its last one."""
    entries = [row[0] for row in ctx.tx.all(_BOUND_TO, **record._asdict())]
    ctx.tx.delete(BINDING, OWNER_TYPE_ID=record.entity_type_id, OWNER_ID=record.entity_id)
    for entry_id in entries:
        if not all_of(ctx.tx, entry_id):
            remove(ctx, entry_id)


def hand_on(tx: Transaction, record: Owner, heir: Owner) -> None:
    """Show a record's entries under another of its type, which takes its place."""
    held = {row[0] for row in tx.all(_BOUND_TO, **heir._asdict())}
    for (entry_id,) in tx.all(_BOUND_TO, **record._asdict()):
        key = {"ENTRY_ID": entry_id, "OWNER_TYPE_ID": record.entity_type_id, "OWNER_ID": record.entity_id}
        if entry_id in held:
            tx.delete(BINDING, **key)
        else:
            tx.update(BINDING, key, {"OWNER_ID": heir.entity_id})


def remove(ctx: Ctx, entry_id: int) -> None:
    """Delete a comment with its bindings, whoever asks."""
    ctx.tx.delete(BINDING, ENTRY_ID=entry_id)
    files.forget(ctx.tx, entry_id)
    ctx.tx.delete(ENTRY, ID=entry_id)
    events.comment(ctx, events.DELETE, entry_id)
