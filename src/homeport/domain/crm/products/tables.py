"""The rows of goods of records, and their fields in both spellings.

Sources: ``universal/product-rows/crm-item-productrow-fields.md``, ``deals/crm-deal-productrows-get.md#productrow``.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import Column, Index, Integer, Table

from homeport.core import values as v
from homeport.core.owner import type_of_abbreviation
from homeport.domain.records.fields import F, FieldTable
from homeport.store.schema import METADATA

MONETARY, PERCENTAGE = 1, 2
"""Types of discounts: a sum of money, or a part of the price."""

SIMPLE = 1
"""The type of a product that has no variations."""


def _read_type(value: Any, zone: Any) -> int:
    found = type_of_abbreviation(value)
    if found is None:
        raise ValueError("not the short code of a type")
    return found


_OWNER_TYPE = replace(v.STRING, read=_read_type)

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("OWNER_ID", v.INTEGER, "Owner ID", required=True, immutable=True),
        F("OWNER_TYPE", _OWNER_TYPE, "Owner Type", required=True, immutable=True, stored=False),
        F("PRODUCT_ID", v.INTEGER, "Product", required=True, default=0),
        F("PRODUCT_NAME", v.STRING, "Product Name"),
        F("PRODUCT_DESCRIPTION", v.STRING, "Description", item=""),
        F("PRICE", v.DOUBLE, "Price", default=0.0),
        F("PRICE_ACCOUNT", v.DOUBLE, "Price in the base currency", read_only=True),
        F("PRICE_EXCLUSIVE", v.DOUBLE, "Price with discount, without tax", read_only=True),
        F("PRICE_NETTO", v.DOUBLE, "Price without discount and tax", read_only=True),
        F("PRICE_BRUTTO", v.DOUBLE, "Price without discount, with tax", read_only=True),
        F("QUANTITY", v.DOUBLE, "Quantity", default=1.0),
        F("DISCOUNT_TYPE_ID", v.INTEGER, "Discount Type", default=PERCENTAGE, values=(MONETARY, PERCENTAGE)),
        F("DISCOUNT_RATE", v.DOUBLE, "Discount in percent", default=0.0),
        F("DISCOUNT_SUM", v.DOUBLE, "Discount as a sum", default=0.0),
        F("TAX_RATE", v.DOUBLE, "Tax"),
        F("TAX_INCLUDED", v.CHAR, "Tax included in price", default="N"),
        F("CUSTOMIZED", v.CHAR, "Modified", default="Y"),
        F("MEASURE_CODE", v.INTEGER, "Unit of measure code"),
        F("MEASURE_NAME", v.STRING, "Unit of measure"),
        F("SORT", v.INTEGER, "Sorting", default=0),
        F("XML_ID", v.STRING, "External code", read_only=True, default=""),
        F("TYPE", v.INTEGER, "Type", read_only=True, default=SIMPLE),
        F("STORE_ID", v.INTEGER, "Store", read_only=True),
    )
)

PRODUCT_ROW = Table(
    "crm_product_row",
    METADATA,
    *(field.column() for field in FIELDS.columns.values()),
    Column("OWNER_TYPE_ID", Integer, nullable=False),
    Index("crm_product_row_owner", "OWNER_TYPE_ID", "OWNER_ID"),
    sqlite_autoincrement=True,
)
