"""``catalog.productProperty.*``: properties of products and variations."""

from dataclasses import replace

from homeport.core.errors import ErrorKind
from homeport.domain.catalog import properties
from homeport.domain.catalog.properties import PROPERTIES
from homeport.domain.iblock.properties import BAD_CODE, NO_TYPE
from homeport.domain.iblock.tables import NO_SETTINGS
from homeport.domain.records.dialect import CATALOG
from homeport.methods.family import family

CLOSED = ErrorKind("0", "Access Denied")
SPEECH = replace(
    CATALOG,
    denied=CLOSED,
    unreadable=CLOSED,
    not_found=properties.NOT_FOUND,
    invalid=ErrorKind("0", "Wrong format of field {field}"),
)

METHODS = family(
    "catalog.productProperty",
    PROPERTIES,
    SPEECH,
    "add get list update delete getFields",
    errors=(NO_TYPE, NO_SETTINGS, BAD_CODE, properties.NOT_A_CATALOG, properties.BAD_BLOCK),
    leaving=(properties.STAYS,),
)
