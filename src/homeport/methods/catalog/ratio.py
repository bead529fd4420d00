"""``catalog.ratio.*``: ratios of units."""

from dataclasses import replace

from homeport.domain.catalog import ratios
from homeport.domain.records.dialect import CATALOG
from homeport.methods.family import family

METHODS = family("catalog.ratio", ratios.RATIOS, replace(CATALOG, not_found=ratios.NOT_FOUND), "get list getFields")
