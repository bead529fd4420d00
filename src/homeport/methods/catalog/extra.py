"""``catalog.extra.*``: markups."""

from dataclasses import replace

from homeport.domain.catalog import price_extras
from homeport.domain.records.dialect import CATALOG
from homeport.methods.family import family

METHODS = family(
    "catalog.extra", price_extras.EXTRAS, replace(CATALOG, not_found=price_extras.NOT_FOUND), "get list getFields"
)
