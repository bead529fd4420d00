"""Notes on what timelines show: one at most of each entry or activity, whichever record it is seen under.

Source: ``api-reference/crm/timeline/note/``.
"""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import MISSING_PARAMETER
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.core.values import write_moment
from homeport.domain.crm.timeline import items
from homeport.domain.crm.timeline.items import NOT_FOUND, Item
from homeport.domain.crm.timeline.tables import NOTE
from homeport.store import Query, Transaction

_OF_ITEM = Query(select(NOTE).where(NOTE.c.ITEM_TYPE == bindparam("type"), NOTE.c.ITEM_ID == bindparam("id")))


def save(ctx: Ctx, record: Owner, item: Item, text: str) -> None:
    """Write a note, or another text of it.

    :raises CallError: ``NOT_FOUND``, ``ACCESS_DENIED``, ``100`` for an empty text
    """
    items.require(ctx, Operation.WRITE, record, item, no_owner=NOT_FOUND)
    if not text.strip():
        raise MISSING_PARAMETER(name="text")
    change = {"TEXT": text, "UPDATED_BY": ctx.actor.user_id, "UPDATED": ctx.clock.stamp()}
    key = {"ITEM_TYPE": item.type, "ITEM_ID": item.id}
    if not ctx.tx.update(NOTE, key, change):
        ctx.tx.insert(NOTE, {**key, **change, "CREATED_BY": change["UPDATED_BY"], "CREATED": change["UPDATED"]})


def get(ctx: Ctx, record: Owner, item: Item) -> dict[str, Any]:
    """A note, with who wrote it and who changed it last.

    :raises CallError: ``NOT_FOUND``, ``ACCESS_DENIED``
    """
    items.require(ctx, Operation.READ, record, item, no_owner=NOT_FOUND)
    row = found(ctx.tx, item)
    if row is None:
        raise NOT_FOUND()
    zone = ctx.clock.zone
    return {
        "text": row["TEXT"],
        "createdById": row["CREATED_BY"],
        "createdTime": write_moment(row["CREATED"], zone),
        "updatedById": row["UPDATED_BY"],
        "updatedTime": write_moment(row["UPDATED"], zone),
    }


def delete(ctx: Ctx, record: Owner, item: Item) -> None:
    """Take a note away.

    :raises CallError: ``NOT_FOUND``, ``ACCESS_DENIED``
    """
    items.require(ctx, Operation.WRITE, record, item, no_owner=NOT_FOUND)
    if not ctx.tx.delete(NOTE, ITEM_TYPE=item.type, ITEM_ID=item.id):
        raise NOT_FOUND()


def found(tx: Transaction, item: Item) -> dict[str, Any] | None:
    """The note of an item as it is stored, whoever asks."""
    return next(iter(tx.dicts(_OF_ITEM, **item._asdict())), None)
