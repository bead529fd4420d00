"""The methods of blocks that applications add, on entries and on activities."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm.layout import checks
from homeport.domain.crm.timeline import blocks, items
from homeport.domain.crm.timeline.items import Item
from homeport.rpc import Id, Method, Params
from homeport.rpc.method import make


class OfRecord(Params):
    entity_type_id: Id
    entity_id: Id

    @property
    def item_id(self) -> int:
        """The item's id."""
        raise NotImplementedError


def methods(
    prefix: str, item_type: int, of_item: type[OfRecord], with_layout: type[OfRecord], noun: str
) -> list[Method]:
    """The methods for one type of items.

    :param prefix: for example ``crm.activity.layout.blocks``
    :param of_item: the parameters that name an item
    :param with_layout: the same and a layout
    :param noun: what an item is called
    """

    def named(p: OfRecord) -> tuple[Owner, Item]:
        return Owner(p.entity_type_id, p.entity_id), Item(item_type, p.item_id)

    def put(ctx: Ctx, p: Any) -> dict[str, bool]:
        blocks.put(ctx, *named(p), p.layout)
        return {"success": True}

    def get(ctx: Ctx, p: Any) -> dict[str, Any]:
        return {"layout": blocks.get(ctx, *named(p)) or None}

    def delete(ctx: Ctx, p: Any) -> dict[str, bool]:
        blocks.delete(ctx, *named(p))
        return {"success": True}

    def of(verb: str, handler: Any, params: Any, summary: str, *errors: Any, writes: bool = False) -> Method:
        return make(
            f"{prefix}.{verb}",
            handler,
            params=params,
            summary=summary,
            errors=(blocks.WRONG_CONTEXT, *items.ERRORS, *errors),
            writes=writes,
            application=blocks.WRONG_CONTEXT,
        )

    unfit = (blocks.UNSUITABLE[item_type], *checks.ERRORS)
    return [
        of("set", put, with_layout, f"Add blocks of the application to {noun}.", *unfit, writes=True),
        of("get", get, of_item, f"Return the blocks that the application has added to {noun}."),
        of("delete", delete, of_item, f"Take the application's blocks away from {noun}.", writes=True),
    ]
