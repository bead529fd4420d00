"""``catalog.store.*``: warehouses."""

from dataclasses import replace

from homeport.domain.catalog import stock, stores
from homeport.domain.records.dialect import CATALOG
from homeport.methods.family import family

METHODS = family(
    "catalog.store",
    stores.STORES,
    replace(CATALOG, not_found=stores.NOT_FOUND),
    "add get list update delete getFields",
    leaving=(stock.NOT_EMPTY,),
)
