"""``catalog.vat.*``: VAT rates."""

from dataclasses import replace

from homeport.domain.catalog import vats
from homeport.domain.records.dialect import CATALOG
from homeport.methods.family import family

METHODS = family(
    "catalog.vat",
    vats.VATS,
    replace(CATALOG, not_found=vats.NOT_FOUND),
    "add get list update delete getFields",
)
