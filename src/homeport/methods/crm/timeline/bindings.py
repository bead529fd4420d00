"""``crm.timeline.bindings.*``: the records that an entry of a timeline is shown under."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED_TEXT
from homeport.core.paging import UNCOUNTED, counted_page_of, start_of
from homeport.domain.crm.activity.fields import described
from homeport.domain.crm.timeline import bindings
from homeport.domain.crm.timeline.fields import BINDING_FIELDS
from homeport.domain.records import at_hand
from homeport.rpc import NoParams, Params, method

ERRORS = (bindings.INVALID, ACCESS_DENIED_TEXT)


class List(Params):
    filter: Any = None
    order: Any = None
    start: Any = 0


class Binding(Params):
    fields: Any = None


@method("crm.timeline.bindings.list", errors=(bindings.INVALID,))
def list_(ctx: Ctx, p: List) -> Page:
    """List the records that an entry of a timeline is bound to, as far as the caller may read them."""
    numbers = ("OWNER_ID", "ENTITY_ID")
    found = at_hand.chosen(bindings.listed(ctx, p.filter), numbers, ctx.clock.zone, filter=p.filter, order=p.order)
    return Page(found) if start_of(p.start) == UNCOUNTED else counted_page_of(found, p.start)


@method("crm.timeline.bindings.bind", writes=True, errors=ERRORS)
def bind(ctx: Ctx, p: Binding) -> bool:
    """Show an entry of a timeline under one more record."""
    return bindings.bind(ctx, p.fields)


@method("crm.timeline.bindings.unbind", writes=True, errors=(*ERRORS, bindings.NOT_FOUND))
def unbind(ctx: Ctx, p: Binding) -> bool:
    """Show an entry of a timeline no longer under a record."""
    return bindings.unbind(ctx, p.fields)


@method("crm.timeline.bindings.fields")
def fields(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Describe the fields of a binding."""
    return described(BINDING_FIELDS)
