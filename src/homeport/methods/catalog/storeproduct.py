"""``catalog.storeproduct.*``: how much of a product is in a warehouse."""

from dataclasses import replace

from homeport.domain.catalog import stock
from homeport.domain.records.dialect import CATALOG
from homeport.methods.family import family

METHODS = family("catalog.storeproduct", stock.STOCK, replace(CATALOG, not_found=stock.NOT_FOUND), "get list getFields")
