"""``lists.element.*``: elements of lists."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.values import is_empty
from homeport.domain.lists import elements, lists, rights
from homeport.methods.lists._naming import fields_of, list_of, taking
from homeport.rpc import method

Add: Any = taking("Add", "element_code", "fields", "iblock_section_id", "list_element_url")
ById: Any = taking("ById", "element_id", "element_code")
Update: Any = taking("Update", "element_id", "element_code", "fields")
ByField: Any = taking("ByField", "element_id", "element_code", "field_id")
List: Any = taking("List", "element_id", "element_code", "select", "filter", "element_order", "start")


def _element(ctx: Ctx, block: int, p: Any) -> int:
    return elements.find(ctx, block, p.element_id, p.element_code)


@method("lists.element.add", writes=True, errors=(*lists.FINDING, *elements.ADDING_ERRORS))
def add(ctx: Ctx, p: Add) -> int:
    """Add an element to a list."""
    number = list_of(ctx, p, rights.ADD)
    return elements.add(ctx, number, p.element_code, p.iblock_section_id, fields_of(p))


@method("lists.element.update", writes=True, errors=(*lists.FINDING, *elements.UPDATING_ERRORS))
def update(ctx: Ctx, p: Update) -> bool:
    """Say an element of a list anew."""
    number = list_of(ctx, p, rights.EDIT)
    elements.change(ctx, number, _element(ctx, number, p), fields_of(p))
    return True


@method("lists.element.delete", writes=True, errors=(*lists.FINDING, elements.NOT_FOUND))
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete an element of a list."""
    number = list_of(ctx, p, rights.EDIT)
    elements.delete(ctx, number, _element(ctx, number, p))
    return True


@method("lists.element.get", heavy=True, errors=lists.FINDING)
def get(ctx: Ctx, p: List) -> Page:
    """List the elements of a list, or one of them."""
    number = list_of(ctx, p, rights.READ)
    element = None
    if not (is_empty(p.element_id) and is_empty(p.element_code)):
        element = elements.named(ctx, number, p.element_id, p.element_code)
    return elements.page(
        ctx, number, element=element, filter=p.filter, select=p.select, order=p.element_order, start=p.start
    )


@method("lists.element.get.file.url", errors=(*lists.FINDING, elements.NOT_FOUND))
def file_url(ctx: Ctx, p: ByField) -> list[str]:
    """List where the files of an element are to be had."""
    number = list_of(ctx, p, rights.READ)
    if is_empty(p.field_id):
        raise lists.MISSING(name="FIELD_ID")
    return elements.urls(ctx, number, _element(ctx, number, p), p.field_id)
