"""``crm.productsection.*``: sections of products, by their older name."""

from dataclasses import replace

from homeport.domain.catalog import catalogs, sections
from homeport.domain.catalog.sections import SECTIONS
from homeport.domain.records.collection import SETTINGS
from homeport.domain.records.dialect import CLASSIC
from homeport.methods.family import family

METHODS = family(
    "crm.productsection",
    replace(SECTIONS, access=SETTINGS),
    CLASSIC,
    "add get list update delete fields",
    errors=(sections.NO_BLOCK, sections.NOT_ADDED, sections.NOT_CHANGED),
    leaving=(sections.NOT_EMPTY,),
    says={"CATALOG_ID": {"isRequired": False}},
    narrowed={"CATALOG_ID": catalogs.PRODUCTS},
)
