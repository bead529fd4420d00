"""Tables of what depends on a product or a type of prices, and goes with it."""

from dataclasses import replace

from sqlalchemy import Index, Table

from homeport.core import values as v
from homeport.domain.records.fields import F, FieldTable
from homeport.store import Transaction
from homeport.store.schema import METADATA

CURRENCY = replace(v.CURRENCY, name="string")

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("PRODUCT_ID", v.INTEGER, "Product", required=True, immutable=True),
        F("CATALOG_GROUP_ID", v.INTEGER, "Type", required=True, immutable=True),
        F("PRICE", v.DOUBLE, "Price", required=True),
        F("PRICE_SCALE", v.DOUBLE, "Price in the base currency", read_only=True),
        F("CURRENCY", CURRENCY, "Currency", required=True),
        F("QUANTITY_FROM", v.INTEGER, "From"),
        F("QUANTITY_TO", v.INTEGER, "To"),
        F("EXTRA_ID", v.LINK, "Markup"),
        F("TIMESTAMP_X", v.DATETIME, "Modified", read_only=True),
    )
)

PRICE = Table(
    "catalog_price",
    METADATA,
    *(field.column() for field in FIELDS),
    Index("catalog_price_product", "PRODUCT_ID", "CATALOG_GROUP_ID"),
    Index("catalog_price_type_of", "CATALOG_GROUP_ID"),
    sqlite_autoincrement=True,
)

ROUNDING_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("CATALOG_GROUP_ID", v.INTEGER, "Type", required=True),
        F("PRICE", v.DOUBLE, "Minimum price", required=True),
        F("ROUND_TYPE", v.INTEGER, "Kind of rounding", required=True, values=(1, 2, 4)),
        F("ROUND_PRECISION", v.DOUBLE, "Precision", required=True),
        F("CREATED_BY", replace(v.USER, name="integer"), "Created by", read_only=True),
        F("MODIFIED_BY", replace(v.USER, name="integer"), "Modified by", read_only=True),
        F("DATE_CREATE", v.DATETIME, "Created", read_only=True),
        F("DATE_MODIFY", v.DATETIME, "Modified", read_only=True),
    )
)

ROUNDING = Table(
    "catalog_rounding_rule", METADATA, *(field.column() for field in ROUNDING_FIELDS), sqlite_autoincrement=True
)


def forget(tx: Transaction, product: int) -> None:
    """Delete the prices of a deleted product."""
    tx.delete(PRICE, PRODUCT_ID=product)


def forget_type(tx: Transaction, number: int) -> None:
    """Delete the prices and rounding rules of a deleted type."""
    tx.delete(PRICE, CATALOG_GROUP_ID=number)
    tx.delete(ROUNDING, CATALOG_GROUP_ID=number)
