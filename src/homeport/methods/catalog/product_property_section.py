"""``catalog.productPropertySection.*``: how properties are shown in filters."""

from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.catalog import properties
from homeport.domain.catalog.properties import SECTIONS
from homeport.domain.records import reading, writing
from homeport.methods.catalog import product_property
from homeport.methods.family import family
from homeport.rpc import Id, Params, method

SPEECH = replace(product_property.SPEECH, not_found=properties.NO_SECTION)


class OfProperty(Params):
    property_id: Id


class Set(Params):
    property_id: Id
    fields: dict[str, Any]


@method("catalog.productPropertySection.get", errors=(SPEECH.unreadable, SPEECH.not_found))
def get(ctx: Ctx, p: OfProperty) -> dict[str, Any]:
    """Return how a property is shown in filters."""
    return {SECTIONS.noun: reading.get(ctx, SECTIONS, {"PROPERTY_ID": p.property_id}, SPEECH)}


@method(
    "catalog.productPropertySection.set",
    writes=True,
    errors=(SPEECH.denied, SPEECH.not_found, SPEECH.invalid),
)
def set_(ctx: Ctx, p: Set) -> dict[str, Any]:
    """Change how a property is shown in filters."""
    row = writing.change(ctx, SECTIONS, {"PROPERTY_ID": p.property_id}, p.fields, SPEECH)
    of = {"iblockId": str(properties.block_of(ctx.tx, p.property_id)), "propertyId": str(p.property_id)}
    return {SECTIONS.noun: {**reading.whole(ctx, SECTIONS, SPEECH, row), **of, "sectionId": "0"}}


METHODS = family("catalog.productPropertySection", SECTIONS, SPEECH, "list")
