"""``catalog.priceType.*``: types of prices."""

from dataclasses import replace

from homeport.domain.catalog import price_types
from homeport.domain.catalog.price_types import PRICE_TYPES
from homeport.domain.records.dialect import CATALOG
from homeport.methods.family import family

METHODS = family(
    "catalog.priceType",
    PRICE_TYPES,
    replace(CATALOG, not_found=price_types.NOT_FOUND, repeats=True),
    "add get list update delete getFields",
    leaving=(price_types.IS_BASE,),
)
