"""``crm.category.*``: the pipelines of records."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED
from homeport.core.paging import counted_page_of
from homeport.domain.crm.stages import categories
from homeport.domain.records import at_hand
from homeport.domain.records.filters import as_map
from homeport.rpc import Id, Params, method

ERRORS = (categories.TYPE_NOT_FOUND, categories.ENTITY_TYPE_NOT_SUPPORTED)


class OfType(Params):
    entity_type_id: Id


class List(OfType, kw_only=True):
    filter: Any = None
    order: Any = None
    start: Any = None


class ById(OfType, kw_only=True):
    id: Id


@method("crm.category.list", errors=ERRORS)
def list_(ctx: Ctx, p: List) -> Page:
    """List the pipelines of a type that the caller may read."""
    readable = categories.readable(ctx, p.entity_type_id, as_map(p.filter))
    # where client libraries begin their walks by the id: the first pipeline of deals, whose id is 0, is in them too
    wanted = {name: value for name, value in as_map(p.filter).items() if (name.lower(), str(value)) != (">id", "0")}
    found = at_hand.chosen(readable, ("id", "sort"), ctx.clock.zone, filter=wanted, order=p.order)
    page = Page(found, len(found)) if p.start is None else counted_page_of(found, p.start)
    return page._replace(result={"categories": page.result})


@method("crm.category.get", errors=(*ERRORS, categories.NOT_FOUND, ACCESS_DENIED))
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return a pipeline."""
    return {"category": categories.get(ctx, p.entity_type_id, p.id)}
