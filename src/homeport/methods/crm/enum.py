"""``crm.enum.*``: the fixed values of CRM fields."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.crm import enums
from homeport.domain.records import at_hand
from homeport.rpc import Method, NoParams, Params, method
from homeport.rpc.method import make

_TITLES = {
    "activitytype": "kinds of activities",
    "activitystatus": "statuses of activities",
    "activitypriority": "priorities of activities",
    "activitydirection": "directions of activities",
    "activitynotifytype": "units of reminders",
    "contenttype": "formats of descriptions",
    "addresstype": "kinds of addresses",
    "settings.mode": "modes of the CRM",
}


class Types(Params):
    filter: Any = None
    order: Any = None


def _enumeration(name: str) -> Method:
    def values(ctx: Ctx, p: NoParams) -> list[dict[str, Any]]:
        return enums.VALUES[name]

    return make(f"crm.enum.{name}", values, params=NoParams, summary=f"List the {_TITLES[name]}.")


METHODS = tuple(_enumeration(name) for name in enums.VALUES)


@method("crm.enum.fields")
def fields(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Describe the fields of an enumeration's value."""
    return enums.FIELDS


@method("crm.enum.ownertype")
def owner_types(ctx: Ctx, p: Types) -> list[dict[str, Any]]:
    """List the types of CRM objects, with the portal's smart processes."""
    return at_hand.chosen(enums.owner_types(ctx.tx), ("ID",), ctx.clock.zone, filter=p.filter, order=p.order)


@method("crm.enum.getorderownertypes")
def order_owners(ctx: Ctx, p: NoParams) -> list[dict[str, Any]]:
    """List the types that an order can be bound to."""
    return enums.ORDER_OWNERS
