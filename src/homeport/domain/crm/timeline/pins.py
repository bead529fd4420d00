"""Entries that are pinned in the timeline of a record: a few, which its card shows first.

Source: ``api-reference/crm/timeline/actions/``.
"""

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.domain.crm.timeline import items
from homeport.domain.crm.timeline.items import Item
from homeport.domain.crm.timeline.tables import BINDING, ITEM_ENTRY
from homeport.store import Query, Transaction

MOST = 7

TOO_MANY = ErrorKind("0", f"Only {MOST} events can be added to favorites")
UNCHANGED = ErrorKind("CAN_NOT_CHANGE_PINNED", "Unable to perform the operation")

_OF_RECORD = Query(
    select(BINDING.c.ENTRY_ID, BINDING.c.PINNED)
    .where(
        BINDING.c.OWNER_TYPE_ID == bindparam("entity_type_id"),
        BINDING.c.OWNER_ID == bindparam("entity_id"),
        BINDING.c.PINNED.is_not(None),
    )
    .order_by(BINDING.c.PINNED.desc())
)


def pin(ctx: Ctx, record: Owner, entry_id: int) -> None:
    """Pin an entry.

    :raises CallError: ``OWNER_NOT_FOUND``, ``NOT_FOUND``, ``ACCESS_DENIED``; :data:`UNCHANGED` when it is pinned
        already; :data:`TOO_MANY`
    """
    items.require(ctx, Operation.WRITE, record, Item(ITEM_ENTRY, entry_id))
    there = ctx.tx.all(_OF_RECORD, **record._asdict())
    if any(entry == entry_id for entry, _ in there):
        raise UNCHANGED()
    if len(there) >= MOST:
        raise TOO_MANY()
    _set(ctx.tx, record, entry_id, max((order for _, order in there), default=0) + 1)


def unpin(ctx: Ctx, record: Owner, entry_id: int) -> None:
    """Pin an entry no longer.

    :raises CallError: ``OWNER_NOT_FOUND``, ``NOT_FOUND``, ``ACCESS_DENIED``; :data:`UNCHANGED` when it is not pinned
    """
    items.require(ctx, Operation.WRITE, record, Item(ITEM_ENTRY, entry_id))
    if entry_id not in pinned(ctx.tx, record):
        raise UNCHANGED()
    _set(ctx.tx, record, entry_id, None)


def pinned(tx: Transaction, record: Owner) -> list[int]:
    """The entries that are pinned under a record, the last one first."""
    return [entry_id for entry_id, _ in tx.all(_OF_RECORD, **record._asdict())]


def _set(tx: Transaction, record: Owner, entry_id: int, order: int | None) -> None:
    key = {"ENTRY_ID": entry_id, "OWNER_TYPE_ID": record.entity_type_id, "OWNER_ID": record.entity_id}
    tx.update(BINDING, key, {"PINNED": order})
