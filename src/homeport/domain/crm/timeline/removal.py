"""What happens to entries of timelines when a record that they are bound to is deleted, or becomes part of another."""

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm import events
from homeport.domain.crm.timeline import files
from homeport.domain.crm.timeline.bindings import all_of
from homeport.domain.crm.timeline.tables import BINDING, BLOCKS, COMMENT, ENTRY, ITEM_ENTRY, NOTE
from homeport.store import Query, Transaction

_BOUND_TO = Query(
    select(BINDING.c.ENTRY_ID).where(
        BINDING.c.OWNER_TYPE_ID == bindparam("entity_type_id"), BINDING.c.OWNER_ID == bindparam("entity_id")
    )
)
_KIND = Query(select(ENTRY.c.KIND).where(ENTRY.c.ID == bindparam("id")))


def forget(ctx: Ctx, record: Owner) -> None:
    """Remove a deleted record's bindings; an entry goes with its last one."""
    entries = [row[0] for row in ctx.tx.all(_BOUND_TO, **record._asdict())]
    ctx.tx.delete(BINDING, OWNER_TYPE_ID=record.entity_type_id, OWNER_ID=record.entity_id)
    for entry_id in entries:
        if not all_of(ctx.tx, entry_id):
            remove(ctx, entry_id)


def hand_on(tx: Transaction, record: Owner, heir: Owner) -> None:
    """Show a record's entries under another of its type, which takes its place, and keeps what it had pinned."""
    held = {row[0] for row in tx.all(_BOUND_TO, **heir._asdict())}
    for (entry_id,) in tx.all(_BOUND_TO, **record._asdict()):
        key = {"ENTRY_ID": entry_id, "OWNER_TYPE_ID": record.entity_type_id, "OWNER_ID": record.entity_id}
        if entry_id in held:
            tx.delete(BINDING, **key)
        else:
            tx.update(BINDING, key, {"OWNER_ID": heir.entity_id, "PINNED": None})


def remove(ctx: Ctx, entry_id: int) -> None:
    """Delete an entry with all that hangs on it, whoever asks; applications are told of comments."""
    kind = ctx.tx.value(_KIND, id=entry_id)
    ctx.tx.delete(BINDING, ENTRY_ID=entry_id)
    forget_item(ctx.tx, ITEM_ENTRY, entry_id)
    files.forget(ctx.tx, entry_id)
    ctx.tx.delete(ENTRY, ID=entry_id)
    if kind == COMMENT:
        events.comment(ctx, events.DELETE, entry_id)


def forget_item(tx: Transaction, item_type: int, item_id: int) -> None:
    """Remove what hangs on something that timelines show: its note, and the blocks of applications."""
    for table in (NOTE, BLOCKS):
        tx.delete(table, ITEM_TYPE=item_type, ITEM_ID=item_id)
