"""Ratios of units: by how many of its unit a product is sold at least. Each that has a unit is sold by one.

Source: ``api-reference/catalog/ratio/``.
"""

from sqlalchemy import Index, Table

from homeport.core import values as v
from homeport.core.errors import ErrorKind
from homeport.domain.records.collection import ADMINISTRATORS, Collection
from homeport.domain.records.fields import F, FieldTable
from homeport.store import Transaction
from homeport.store.schema import METADATA

NOT_FOUND = ErrorKind("0", "Ratio does not exist")

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("PRODUCT_ID", v.INTEGER, "Product", required=True),
        F("RATIO", v.DOUBLE, "Ratio", required=True),
        F("IS_DEFAULT", v.CHAR, "Default"),
    )
)

TABLE = Table(
    "catalog_ratio",
    METADATA,
    *(field.column() for field in FIELDS),
    Index("catalog_ratio_product", "PRODUCT_ID"),
    sqlite_autoincrement=True,
)

RATIOS = Collection(noun="ratio", plural="ratios", table=TABLE, fields=FIELDS, access=ADMINISTRATORS)


def begin(tx: Transaction, product: int) -> None:
    """Let a new product be sold by one of its unit."""
    tx.insert(TABLE, {"PRODUCT_ID": product, "RATIO": 1.0, "IS_DEFAULT": "Y"})


def forget(tx: Transaction, product: int) -> None:
    """Delete the ratios of a deleted product."""
    tx.delete(TABLE, PRODUCT_ID=product)
