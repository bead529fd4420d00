"""``crm.product.*``: products, by their older name."""

from dataclasses import replace

from homeport.domain.catalog import catalogs, prices, product_sections, products
from homeport.domain.catalog.priced import PRICED
from homeport.domain.records.dialect import CLASSIC
from homeport.methods.family import family

_PICTURE = {"type": "product_file"}

METHODS = family(
    "crm.product",
    PRICED,
    replace(CLASSIC, brief=True),
    "add get list update delete fields",
    errors=(
        products.NO_BLOCK,
        products.NO_VAT,
        products.NO_USER,
        products.CODE_TAKEN,
        product_sections.NO_SECTION,
        prices.NO_CURRENCY,
    ),
    says={
        "CATALOG_ID": {"isRequired": False},
        "PREVIEW_PICTURE": _PICTURE,
        "DETAIL_PICTURE": _PICTURE,
    },
    narrowed={"CATALOG_ID": catalogs.PRODUCTS},
)
