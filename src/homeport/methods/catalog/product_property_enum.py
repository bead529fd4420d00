"""``catalog.productPropertyEnum.*``: entries of properties of the type list."""

from dataclasses import replace

from homeport.domain.catalog import properties
from homeport.domain.catalog.properties import ENTRIES
from homeport.methods.catalog.product_property import SPEECH
from homeport.methods.family import family

METHODS = family(
    "catalog.productPropertyEnum",
    ENTRIES,
    replace(SPEECH, not_found=properties.NO_ENTRY, repeats=True),
    "add get list update delete getFields",
    errors=(properties.FOREIGN, properties.NO_LIST, properties.ENTRY_TAKEN),
)
