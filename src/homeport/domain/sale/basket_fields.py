"""Tables of baskets: what is ordered, and what is said of it.

Sources: ``api-reference/sale/basket-item/``, ``basket-properties/``, ``api-reference/sale/data-types.md``.
"""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Index, Table

from homeport.core import values as v
from homeport.domain.records.fields import F, FieldTable
from homeport.domain.sale.kinds import CURRENCY, YES_NO
from homeport.domain.sale.order_fields import seen
from homeport.store.schema import METADATA


def _code(value: Any, zone: ZoneInfo) -> str | None:
    """Texts that clients send as numbers too."""
    return v.read_string(value, zone) or None


ITEM_FIELDS = FieldTable(
    (
        F("BARCODE_MULTI", YES_NO, "Each has a barcode"),
        F("BASE_PRICE", v.DOUBLE, "Price without discounts"),
        F("CAN_BUY", YES_NO, "May be bought", default="Y"),
        F("CATALOG_XML_ID", v.STRING, "External code of the catalogue", immutable=True),
        F("CURRENCY", CURRENCY, "Currency", required=True, immutable=True),
        F("CUSTOM_PRICE", YES_NO, "Price entered by hand", default="N"),
        seen("DATE_INSERT", v.DATETIME, "Created"),
        seen("DATE_UPDATE", v.DATETIME, "Changed"),
        F("DIMENSIONS", v.STRING, "Dimensions"),
        F("DISCOUNT_PRICE", v.DOUBLE, "Discount", default=0.0),
        seen("ID", v.INTEGER, "ID"),
        F("MEASURE_CODE", replace(v.STRING, read=_code), "Code of the unit"),
        F("MEASURE_NAME", v.STRING, "Unit"),
        F("NAME", v.STRING, "Name"),
        F("ORDER_ID", v.INTEGER, "Order", required=True, immutable=True),
        F("PRICE", v.DOUBLE, "Price"),
        F("PRODUCT_ID", v.INTEGER, "Product", required=True, immutable=True),
        F("PRODUCT_XML_ID", v.STRING, "External code of the product", immutable=True),
        F("QUANTITY", v.DOUBLE, "Quantity", required=True),
        F("SORT", v.INTEGER, "Place", default=100),
        F("TYPE", v.INTEGER, "Set or service", immutable=True),
        F("VAT_INCLUDED", YES_NO, "VAT included", default="N"),
        F("VAT_RATE", v.DOUBLE, "VAT rate"),
        F("WEIGHT", v.DOUBLE, "Weight", default=0.0),
        F("XML_ID", v.STRING, "External code"),
    )
)

ITEM = Table(
    "sale_basket_item",
    METADATA,
    *(field.column() for field in ITEM_FIELDS if field.stored),
    Index("sale_basket_item_order", "ORDER_ID"),
    Index("sale_basket_item_product", "PRODUCT_ID"),
    sqlite_autoincrement=True,
)
"""PRODUCT_ID is 0 for what is not in the catalogue."""

PROPERTY_FIELDS = FieldTable(
    (
        F("BASKET_ID", v.INTEGER, "Item", required=True, immutable=True),
        F("CODE", v.STRING, "Code", required=True),
        seen("ID", v.INTEGER, "ID"),
        F("NAME", v.STRING, "Name", required=True),
        F("SORT", v.INTEGER, "Place", default=100),
        F("VALUE", v.STRING, "Value", required=True),
        F("XML_ID", v.STRING, "External code"),
    )
)
PROPERTY = Table(
    "sale_basket_property",
    METADATA,
    *(field.column() for field in PROPERTY_FIELDS),
    Index("sale_basket_property_item", "BASKET_ID"),
    sqlite_autoincrement=True,
)
