"""``crm.activity.layout.blocks.*``: blocks that applications add to activities."""

from typing import Any

from homeport.domain.crm.timeline.tables import ITEM_ACTIVITY
from homeport.methods.crm._layout_blocks import OfRecord, methods
from homeport.rpc import Id


class OfActivity(OfRecord):
    activity_id: Id

    @property
    def item_id(self) -> int:
        """The item's id."""
        return self.activity_id


class Set(OfActivity):
    layout: Any


METHODS = methods("crm.activity.layout.blocks", ITEM_ACTIVITY, OfActivity, Set, "an activity")
