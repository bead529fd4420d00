"""``crm.timeline.item.*``: entries that are pinned."""

from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm.timeline import items, pins
from homeport.rpc import Id, Params, method


class OfRecord(Params):
    id: Id
    owner_type_id: Id
    owner_id: Id


@method("crm.timeline.item.pin", writes=True, errors=(*items.ERRORS, pins.UNCHANGED, pins.TOO_MANY))
def pin(ctx: Ctx, p: OfRecord) -> None:
    """Pin an entry in the timeline of a record."""
    pins.pin(ctx, Owner(p.owner_type_id, p.owner_id), p.id)


@method("crm.timeline.item.unpin", writes=True, errors=(*items.ERRORS, pins.UNCHANGED))
def unpin(ctx: Ctx, p: OfRecord) -> None:
    """Pin an entry no longer."""
    pins.unpin(ctx, Owner(p.owner_type_id, p.owner_id), p.id)
