"""``crm.activity.binding.*``: the CRM records an activity is shown under."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED
from homeport.core.owner import Owner
from homeport.core.paging import page_of
from homeport.domain.crm.activity import bindings
from homeport.domain.records import at_hand
from homeport.rpc import Id, Params, method

ERRORS = (bindings.NOT_FOUND, bindings.OWNER_NOT_FOUND, ACCESS_DENIED)


class OfActivity(Params):
    activity_id: Id
    start: Any = 0
    filter: Any = None
    order: Any = None


class Binding(Params):
    activity_id: Id
    entity_type_id: Id
    entity_id: Id


class Move(Params):
    activity_id: Id
    source_entity_type_id: Id
    source_entity_id: Id
    target_entity_type_id: Id
    target_entity_id: Id


@method("crm.activity.binding.list", plain=True, errors=(bindings.NOT_FOUND, ACCESS_DENIED))
def list_(ctx: Ctx, p: OfActivity) -> Page:
    """List the records an activity is bound to, as far as the caller may read them."""
    records = [
        {"entityTypeId": entity_type_id, "entityId": entity_id}
        for entity_type_id, entity_id in bindings.visible(ctx, p.activity_id)
    ]
    if p.filter or p.order:
        numbers = ("entityTypeId", "entityId")
        records = at_hand.chosen(ctx, records, numbers, filter=p.filter, order=p.order)
    return page_of(records, p.start)


@method(
    "crm.activity.binding.add",
    writes=True,
    errors=(*ERRORS, bindings.ACTIVITY_IS_ALREADY_BOUND, bindings.BINDING_LIMIT_EXCEEDED),
)
def add(ctx: Ctx, p: Binding) -> bool:
    """Show an activity under one more record."""
    bindings.bind(ctx, p.activity_id, Owner(p.entity_type_id, p.entity_id))
    return True


@method(
    "crm.activity.binding.delete",
    writes=True,
    errors=(*ERRORS, bindings.BINDING_NOT_FOUND, bindings.LAST_BINDING_CANNOT_BE_DELETED),
)
def delete(ctx: Ctx, p: Binding) -> bool:
    """Show an activity no longer under a record."""
    bindings.unbind(ctx, p.activity_id, Owner(p.entity_type_id, p.entity_id))
    return True


@method(
    "crm.activity.binding.move",
    writes=True,
    errors=(
        *ERRORS,
        bindings.SOURCE_AND_TARGET_ENTITY_TYPES_ARE_NOT_EQUAL_ERROR,
        bindings.SOURCE_AND_TARGET_ENTITY_ID_ARE_EQUAL_ERROR,
        bindings.ACTIVITY_IS_ALREADY_BOUND,
        bindings.BINDING_NOT_FOUND,
    ),
)
def move(ctx: Ctx, p: Move) -> bool:
    """Lead a binding to another record of the same type."""
    bindings.move(
        ctx,
        p.activity_id,
        Owner(p.source_entity_type_id, p.source_entity_id),
        Owner(p.target_entity_type_id, p.target_entity_id),
    )
    return True
