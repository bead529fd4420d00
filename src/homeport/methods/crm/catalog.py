"""``crm.catalog.*``: catalogues, by their older name."""

from dataclasses import replace

from homeport.domain.catalog.catalogs import CATALOGS
from homeport.domain.records.collection import SETTINGS
from homeport.domain.records.dialect import CLASSIC
from homeport.methods.family import family

METHODS = family(
    "crm.catalog",
    replace(CATALOGS, access=SETTINGS),
    CLASSIC,
    "get list fields",
    says={"NAME": {"isReadOnly": False}},
)
