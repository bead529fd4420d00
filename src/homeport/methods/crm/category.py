"""``crm.category.*``: the pipelines of records."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED
from homeport.core.paging import counted_page_of
from homeport.domain.crm.stages import categories, category_changes
from homeport.domain.records import at_hand
from homeport.domain.records.filters import as_map
from homeport.rpc import Id, Params, method

CHANGE_ERRORS = (ACCESS_DENIED, category_changes.NAME_REQUIRED, category_changes.DIALECT.invalid)
ERRORS = (categories.TYPE_NOT_FOUND, categories.ENTITY_TYPE_NOT_SUPPORTED)


class OfType(Params):
    entity_type_id: Id


class List(OfType, kw_only=True):
    filter: Any = None
    order: Any = None
    start: Any = None


class ById(OfType, kw_only=True):
    id: Id


class Add(OfType, kw_only=True):
    fields: dict[str, Any]


class Update(ById, kw_only=True):
    fields: dict[str, Any]


@method("crm.category.fields", errors=ERRORS)
def fields(ctx: Ctx, p: OfType) -> dict[str, Any]:
    """Describe the fields of a type's pipelines."""
    return {"fields": category_changes.fields(ctx, p.entity_type_id)}


@method(
    "crm.category.add",
    writes=True,
    errors=(*ERRORS, *CHANGE_ERRORS, category_changes.ADDING_DISABLED, category_changes.ONE_DEFAULT),
)
def add(ctx: Ctx, p: Add) -> dict[str, Any]:
    """Add a pipeline, with the stages that one starts with."""
    categories.require_enabled(ctx.tx, p.entity_type_id)
    return {"category": categories.answered(category_changes.add(ctx, p.entity_type_id, p.fields))}


@method("crm.category.update", writes=True, errors=(*ERRORS, categories.NOT_FOUND, *CHANGE_ERRORS))
def update(ctx: Ctx, p: Update) -> dict[str, Any]:
    """Change a pipeline."""
    return {"category": categories.answered(category_changes.change(ctx, p.entity_type_id, p.id, p.fields))}


@method(
    "crm.category.delete",
    writes=True,
    errors=(
        *(*ERRORS, categories.NOT_FOUND, ACCESS_DENIED, category_changes.REMOVING_DISABLED),
        *(category_changes.DEALS_FOUND, category_changes.DEFAULT_OF_DEALS),
        *(category_changes.ITEMS_FOUND, category_changes.DEFAULT_OF_ITEMS),
    ),
)
def delete(ctx: Ctx, p: ById) -> None:
    """Delete a pipeline that no record is in."""
    category_changes.delete(ctx, p.entity_type_id, p.id)


@method("crm.category.list", errors=ERRORS)
def list_(ctx: Ctx, p: List) -> Page:
    """List the pipelines of a type that the caller may read."""
    readable = categories.readable(ctx, p.entity_type_id, as_map(p.filter))
    # where client libraries begin their walks by the id: the first pipeline of deals, whose id is 0, is in them too
    wanted = {
        name: value
        for name, value in as_map(p.filter).items()
        if name.lower() not in categories.NAMES and (name.lower(), str(value)) != (">id", "0")
    }
    found = at_hand.chosen(ctx, readable, ("id", "sort"), filter=wanted, order=p.order)
    page = Page(found, len(found)) if p.start is None else counted_page_of(found, p.start)
    return page._replace(result={"categories": page.result})


@method("crm.category.get", errors=(*ERRORS, categories.NOT_FOUND, ACCESS_DENIED))
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return a pipeline."""
    return {"category": categories.get(ctx, p.entity_type_id, p.id)}
