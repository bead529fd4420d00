"""The methods of a kind of product: they are alike for each."""

from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx, Elsewhere
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.catalog import images, product_sections, products
from homeport.domain.catalog.product_fields import TRADED
from homeport.domain.records import reading
from homeport.domain.records.collection import Collection
from homeport.domain.records.describing import described
from homeport.domain.records.dialect import CATALOG
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map
from homeport.methods.family import TypedById, family
from homeport.rpc import Method, Params
from homeport.rpc.method import make

NO_PLACING = ErrorKind("200040300050", "Access Denied")
NO_PRODUCTS = ErrorKind("200040300040", "Access Denied")
NO_ELEMENTS = ErrorKind("200040300043", "Access Denied")

SPEECH = replace(
    CATALOG,
    denied=NO_PRODUCTS,
    unreadable=NO_PRODUCTS,
    outside=CATALOG.unreadable,
    not_found=products.NOT_FOUND,
    described=("isImmutable", "isReadOnly", "isRequired", "name", "type"),
)
WRITING = (
    products.NO_BLOCK,
    products.NO_VAT,
    products.NO_CURRENCY,
    products.NO_USER,
    products.CODE_TAKEN,
    product_sections.NO_SECTION,
    NO_PLACING,
    NO_ELEMENTS,
)

PLACING = ("SECTION_ID", "SECTION_IDS")


class ByFilter(Params):
    filter: dict[str, Any]


class Download(Params):
    fields: Any = None


def refused(given: Values, collection: Collection) -> ErrorKind:
    """Which right a caller lacks who may not write products: to put them into sections, to trade, or to edit them."""
    named = [field.name for name in given if (field := SPEECH.find(collection.fields, name)) is not None]
    if any(name in PLACING for name in named):
        return NO_PLACING
    return NO_PRODUCTS if any(name in TRADED for name in named) else NO_ELEMENTS


def kind(prefix: str, collection: Collection, written: str) -> list[Method]:
    """The methods of a kind of product.

    :param prefix: for example ``catalog.product.sku``
    :param written: what ``add`` and ``update`` call a row
    """
    listed = products.listed(collection)

    def get(ctx: Ctx, p: TypedById) -> Values:
        if collection.access.grant(ctx, Operation.READ) is None:
            raise SPEECH.refusal(ctx, SPEECH.unreadable)
        if products.kind_of(ctx, p.id) not in (None, collection.within["KIND"]):
            raise products.NO_BLOCK()
        return {collection.noun: reading.get(ctx, collection.now(ctx.tx), {"ID": p.id}, SPEECH)}

    def fields(ctx: Ctx, p: ByFilter) -> Values:
        if "iblockid" not in {name.lower() for name in as_map(p.filter)}:
            raise SPEECH.required(field="iblockId")
        speech = replace(SPEECH, unreadable=CATALOG.unreadable)
        found = described(ctx, collection.now(ctx.tx), speech, {"TIMESTAMP_X": {"isReadOnly": False}})
        return {collection.noun: found}

    def download(ctx: Ctx, p: Download) -> Elsewhere:
        return Elsewhere(images.download(ctx, as_map(p.fields)))

    words = {"element": "simple product", "offer": "variation", "sku": "parent product"}.get(written, written)
    return [
        *family(prefix, replace(collection, noun=written), SPEECH, "add update", errors=WRITING, refused=refused),
        make(
            f"{prefix}.get",
            get,
            params=TypedById,
            summary=f"Return a {words}.",
            errors=(SPEECH.unreadable, CATALOG.unreadable, products.NO_BLOCK, products.NOT_FOUND),
        ),
        *family(
            prefix,
            listed,
            replace(SPEECH, unreadable=CATALOG.unreadable),
            "list",
            narrowed={"CATALOG_ID": None},
            selected=("ID", "CATALOG_ID"),
        ),
        *family(prefix, collection, replace(SPEECH, not_found=products.NO_BLOCK), "delete"),
        make(
            f"{prefix}.getFieldsByFilter",
            fields,
            params=ByFilter,
            summary=f"Describe the fields of a {words}.",
            errors=(CATALOG.unreadable, SPEECH.required),
        ),
        make(
            f"{prefix}.download",
            download,
            params=Download,
            summary=f"Send a file of a {words}.",
            errors=(CATALOG.unreadable, SPEECH.required, images.NO_PRODUCT, images.NO_PROPERTY, images.NO_FILE),
            batchable=False,
        ),
    ]
