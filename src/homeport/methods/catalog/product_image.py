"""``catalog.productImage.*``: the pictures of products, of every kind."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.paging import counted_page_of
from homeport.domain.catalog import images
from homeport.domain.catalog.images import IMAGES
from homeport.domain.records import at_hand
from homeport.domain.records.describing import described
from homeport.domain.records.dialect import CATALOG
from homeport.domain.records.fields import Values
from homeport.domain.records.reading import EVERY, names_of
from homeport.rpc import Id, NoParams, Params, method


class Add(Params):
    fields: dict[str, Any]
    file_content: list[Any] | dict[str, Any]


class OfProduct(Params):
    product_id: Id


class One(OfProduct):
    id: Id


class List(OfProduct):
    select: Any = None
    filter: Any = None
    order: Any = None
    start: Any = None


_WRITING = (CATALOG.denied, images.NO_PRODUCT)
_READING = (CATALOG.unreadable, images.NO_PRODUCT)
_FILES = (images.NAMELESS, images.NAME_UNFIT, images.NAME_TOO_LONG, images.NO_PICTURE, images.TOO_LARGE, images.UNSAVED)


@method(
    "catalog.productImage.add",
    writes=True,
    errors=(*_WRITING, images.NO_PRODUCT_ID, CATALOG.invalid, *_FILES),
)
def add(ctx: Ctx, p: Add) -> Values:
    """Give a product a picture."""
    return {"productImage": images.add(ctx, p.fields, p.file_content)}


@method("catalog.productImage.get", errors=(*_READING, images.NO_IMAGE))
def get(ctx: Ctx, p: One) -> Values:
    """Return a picture of a product."""
    return {"productImage": images.get(ctx, p.product_id, p.id)}


@method("catalog.productImage.list", errors=_READING)
def list_(ctx: Ctx, p: List) -> Page:
    """List the pictures of a product."""
    found = at_hand.chosen(ctx, images.of_product(ctx, p.product_id), ("id",), filter=p.filter, order=p.order)
    names = {name.lower() for name in names_of(p.select)}
    if names and EVERY not in names:
        found = [{name: value for name, value in row.items() if name.lower() in names} for row in found]
    page = counted_page_of(found, p.start)
    return page._replace(result={"productImages": page.result})


@method("catalog.productImage.delete", writes=True, errors=(*_WRITING, images.NO_IMAGE))
def delete(ctx: Ctx, p: One) -> bool:
    """Take a picture from a product."""
    images.delete(ctx, p.product_id, p.id)
    return True


@method("catalog.productImage.getFields", errors=(CATALOG.unreadable,))
def get_fields(ctx: Ctx, p: NoParams) -> Values:
    """Describe the fields of a picture."""
    return {"productImage": described(ctx, IMAGES, CATALOG, {})}
