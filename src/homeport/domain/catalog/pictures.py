"""The pictures of products and warehouses, as their pages show them.

Sources: ``catalog-product-get.md``, ``catalog-store-get.md``, ``catalog-product-download.md``.
"""

from urllib.parse import urlencode

from sqlalchemy import Column, Index, Integer, Table, bindparam, select

from homeport.domain.files import files
from homeport.domain.files.fields import FieldFiles, Held, spoken
from homeport.domain.records.fields import Values
from homeport.store import Query, Transaction
from homeport.store.schema import METADATA

PRODUCT_DOOR, STORE_DOOR = "catalog.product", "catalog.store"

MORE = Table(
    "catalog_product_image",
    METADATA,
    Column("ID", Integer, primary_key=True, autoincrement=False),
    Column("PRODUCT_ID", Integer, nullable=False),
    Index("catalog_product_image_product", "PRODUCT_ID"),
)
"""What pictures a product has beside those in its own fields; the number is the file's."""

_MORE = Query(select(MORE.c.ID).where(MORE.c.PRODUCT_ID == bindparam("product")))


def _of_product(held: Held) -> Values:
    if not held.dialect.camel:
        return spoken(held)
    asked = {"fieldName": held.field.item, "fileId": held.number, "productId": held.row}
    url = f"/rest/catalog.product.download?{urlencode({f'fields[{name}]': value for name, value in asked.items()})}"
    return {"id": str(held.number), "url": url, "urlMachine": url}


def _of_store(held: Held) -> Values:
    return {"id": held.number, "url": held.url}


OF_PRODUCTS = FieldFiles(PRODUCT_DOOR, answer=_of_product)
OF_STORES = FieldFiles(STORE_DOOR, answer=_of_store)


def forget(tx: Transaction, product: int) -> None:
    """Remove the pictures that a deleted product had beside those in its fields."""
    for (number,) in tx.all(_MORE, product=product):
        files.forget(tx, number)
    tx.delete(MORE, PRODUCT_ID=product)
