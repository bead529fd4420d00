"""``crm.category.*``: the pipelines of deals, smart invoices and smart processes."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED
from homeport.domain.crm.stages import categories
from homeport.rpc import Id, Params, method

ERRORS = (categories.TYPE_NOT_FOUND, categories.ENTITY_TYPE_NOT_SUPPORTED)


class OfType(Params):
    entity_type_id: Id


class ById(OfType, kw_only=True):
    id: Id


@method("crm.category.list", errors=ERRORS)
def list_(ctx: Ctx, p: OfType) -> Page:
    """List the pipelines of a type that the caller may read."""
    found = categories.readable(ctx, p.entity_type_id)
    return Page({"categories": found}, len(found))


@method("crm.category.get", errors=(*ERRORS, categories.NOT_FOUND, ACCESS_DENIED))
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return a pipeline."""
    return {"category": categories.get(ctx, p.entity_type_id, p.id)}
