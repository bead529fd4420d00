"""``catalog.priceTypeGroup.*``: which groups of customers see and pay prices of a type."""

from dataclasses import replace

from homeport.domain.catalog import price_groups
from homeport.domain.records.dialect import CATALOG
from homeport.methods.family import family

METHODS = family(
    "catalog.priceTypeGroup",
    price_groups.PRICE_GROUPS,
    replace(CATALOG, not_found=price_groups.NOT_FOUND),
    "add list delete getFields",
    errors=(price_groups.NO_TYPE, price_groups.NO_GROUP, price_groups.NO_ACCESS, price_groups.TAKEN),
)
