"""``crm.timeline.note.*``: notes on entries and activities."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED
from homeport.core.owner import Owner
from homeport.domain.crm.timeline import items, notes
from homeport.domain.crm.timeline.items import Item
from homeport.rpc import Id, Params, method

ERRORS = (ACCESS_DENIED, items.NOT_FOUND)


class OfItem(Params):
    owner_type_id: Id
    owner_id: Id
    item_type: Id
    item_id: Id

    @property
    def record(self) -> Owner:
        """The record under which the item is seen."""
        return Owner(self.owner_type_id, self.owner_id)

    @property
    def item(self) -> Item:
        """What the note is on."""
        return Item(self.item_type, self.item_id)


class Save(OfItem):
    text: str


@method("crm.timeline.note.save", writes=True, errors=ERRORS)
def save(ctx: Ctx, p: Save) -> bool:
    """Write the note on an entry or an activity."""
    notes.save(ctx, p.record, p.item, p.text)
    return True


@method("crm.timeline.note.get", errors=ERRORS)
def get(ctx: Ctx, p: OfItem) -> dict[str, Any]:
    """Return the note on an entry or an activity."""
    return notes.get(ctx, p.record, p.item)


@method("crm.timeline.note.delete", writes=True, errors=ERRORS)
def delete(ctx: Ctx, p: OfItem) -> bool:
    """Delete the note on an entry or an activity."""
    notes.delete(ctx, p.record, p.item)
    return True
