"""``catalog.priceTypeLang.*``: names of types of prices in other languages."""

from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.catalog import price_type_names, price_types
from homeport.domain.catalog.price_type_names import PRICE_TYPE_NAMES
from homeport.domain.records.dialect import CATALOG
from homeport.methods.family import family
from homeport.rpc import NoParams, method

SPEECH = replace(CATALOG, not_found=price_type_names.NOT_FOUND)


@method("catalog.priceTypeLang.getLanguages", errors=(SPEECH.unreadable,))
def get_languages(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """List the languages that names of price types may be in."""
    if PRICE_TYPE_NAMES.access.grant(ctx, Operation.READ) is None:
        raise SPEECH.unreadable()
    return {"languages": price_type_names.languages()}


METHODS = family(
    "catalog.priceTypeLang",
    PRICE_TYPE_NAMES,
    SPEECH,
    "add get list update delete getFields",
    errors=(price_types.NOT_FOUND, price_type_names.NO_LANGUAGE, price_type_names.TAKEN),
    says={"ID": {"isImmutable": True, "isReadOnly": False}},
)
