"""``catalog.measure.*``: units of measurement."""

from dataclasses import replace

from homeport.domain.catalog import measures
from homeport.domain.records.dialect import CATALOG
from homeport.methods.family import family

METHODS = family(
    "catalog.measure",
    measures.MEASURES,
    replace(CATALOG, not_found=measures.NOT_FOUND, duplicate=measures.CODE_TAKEN),
    "add get list update delete getFields",
    errors=(measures.DEFAULT_TAKEN,),
)
