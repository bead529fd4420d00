"""What somebody sets off in a layout: the application that described it is told, and nobody else.

Source: ``structure/action.md``.
"""

from collections.abc import Iterator
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.domain.crm import events
from homeport.domain.crm.timeline import blocks, items
from homeport.domain.crm.timeline.items import NOT_FOUND, Item
from homeport.domain.crm.timeline.tables import ITEM_ACTIVITY
from homeport.domain.events import emission
from homeport.domain.portal.apps import apps
from homeport.domain.portal.apps.apps import App

EVENT = "restEvent"


def act(ctx: Ctx, record: Owner, item: Item, app_id: int, event_id: str, params: Any) -> None:
    """Tell an application of an action in a layout of its own.

    :param event_id: what the action calls itself
    :param params: what it wants to be told
    :raises CallError: ``OWNER_NOT_FOUND``, ``ACCESS_DENIED``, ``NOT_FOUND``, also where no layout has the action
    """
    items.require(ctx, Operation.READ, record, item)
    app = apps.find(ctx.tx, app_id)
    if app is None or not apps.is_open_to(ctx.tx, app, ctx.actor.user_id):
        raise ACCESS_DENIED()
    wanted = (event_id, params or {})
    actions = (each for layout in _layouts(ctx, item, app) for each in _actions(layout))
    if not any((each["id"], each.get("actionParams") or {}) == wanted for each in actions):
        raise NOT_FOUND()
    about = {"activityId" if item.type == ITEM_ACTIVITY else "timelineId": item.id}
    data = {**wanted[1], "id": event_id, "entityTypeId": record.entity_type_id, "entityId": record.entity_id, **about}
    who = {"userId": ctx.actor.user_id}
    emission.emit_to(ctx.tx, ctx.clock, ctx.actor.user_id, app.id, events.ITEM_ACTION, {**data, **who}, but="")


def _layouts(ctx: Ctx, item: Item, app: App) -> Iterator[Any]:
    """The layouts of an application on an item."""
    yield from (each.layout for each in blocks.added(ctx.tx, item) if each.app_id == app.id)
    made = blocks.configured(ctx.tx, item.id) if item.type == ITEM_ACTIVITY else None
    if made is not None and made.app_id == app.id:
        yield made.layout


def _actions(value: Any) -> Iterator[dict[str, Any]]:
    """The actions in a layout that tell the application something."""
    if not isinstance(value, dict):
        return
    if value.get("type") == EVENT and "id" in value:
        yield value
    for name, each in value.items():
        if name != "actionParams":
            yield from _actions(each)
