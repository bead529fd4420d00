"""``crm.timeline.layout.blocks.*``: blocks that applications add to entries of timelines."""

from typing import Any

from homeport.domain.crm.timeline.tables import ITEM_ENTRY
from homeport.methods.crm._layout_blocks import OfRecord, methods
from homeport.rpc import Id


class OfEntry(OfRecord):
    timeline_id: Id

    @property
    def item_id(self) -> int:
        """The item's id."""
        return self.timeline_id


class Set(OfEntry):
    layout: Any


METHODS = methods("crm.timeline.layout.blocks", ITEM_ENTRY, OfEntry, Set, "an entry of a timeline")
