"""What is kept of products in which warehouses. Documents of the inventory move it, nothing else does.

Source: ``api-reference/catalog/store-product/``.
"""

from decimal import Decimal

from sqlalchemy import Index, Table, UniqueConstraint, bindparam, func, select

from homeport.core import values as v
from homeport.core.errors import ErrorKind
from homeport.domain.catalog.document_fields import DOCUMENT
from homeport.domain.catalog.product_fields import PRODUCT
from homeport.domain.records.collection import SETTINGS, Change, Collection
from homeport.domain.records.fields import F, FieldTable
from homeport.store import Query, Transaction, constant
from homeport.store.schema import METADATA

NOT_FOUND = ErrorKind("", "Store product does not exist")
NOT_EMPTY = ErrorKind("0", "The store has products in it")

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("PRODUCT_ID", v.INTEGER, "Product", read_only=True),
        F("STORE_ID", v.INTEGER, "Store", read_only=True),
        F("AMOUNT", v.DOUBLE, "Amount", read_only=True),
        F("QUANTITY_RESERVED", v.DOUBLE, "Reserved", read_only=True),
    )
)

TABLE = Table(
    "catalog_store_product",
    METADATA,
    *(field.column() for field in FIELDS),
    UniqueConstraint("PRODUCT_ID", "STORE_ID"),
    Index("catalog_store_product_store", "STORE_ID"),
    sqlite_autoincrement=True,
)

STOCK = Collection(noun="storeProduct", plural="storeProducts", table=TABLE, fields=FIELDS, access=SETTINGS)

_HELD = Query(
    select(TABLE.c.ID, TABLE.c.AMOUNT).where(
        TABLE.c.PRODUCT_ID == bindparam("product"), TABLE.c.STORE_ID == bindparam("store")
    )
)
_ALL = Query(select(TABLE.c.AMOUNT).where(TABLE.c.PRODUCT_ID == bindparam("product")))
_ANY = Query(select(func.min(DOCUMENT.c.ID)))
_IN_STORE = Query(
    select(func.count()).select_from(TABLE).where(TABLE.c.STORE_ID == bindparam("store"), TABLE.c.AMOUNT != constant(0))
)


def is_kept(tx: Transaction) -> bool:
    """Whether account of stock is kept, which begins with the first document."""
    return tx.value(_ANY) is not None


def exact(amount: float | None) -> Decimal:
    """A stored number as the decimal that it was written as; nothing is 0."""
    return Decimal(repr(float(amount or 0)))


def move(tx: Transaction, product: int, store: int, amount: Decimal) -> Decimal:
    """Put products into a warehouse, or take them out of it; how many are there then, which may be below 0.

    :param amount: in the product's unit; below 0 to take out
    """
    held = tx.one(_HELD, product=product, store=store)
    now = exact(held[1] if held else 0) + amount
    if held:
        tx.update(TABLE, {"ID": held[0]}, {"AMOUNT": float(now)})
    else:
        tx.insert(TABLE, {"PRODUCT_ID": product, "STORE_ID": store, "AMOUNT": float(now)})
    every = sum((exact(row[0]) for row in tx.all(_ALL, product=product)), Decimal(0))
    tx.update(PRODUCT, {"ID": product}, {"QUANTITY": float(every)})
    return now


def forget(tx: Transaction, product: int) -> None:
    """Delete what is kept of a deleted product."""
    tx.delete(TABLE, PRODUCT_ID=product)


def empty(change: Change) -> None:
    """A warehouse with something in it stays."""
    if change.ctx.tx.value(_IN_STORE, store=change.old["ID"]):
        raise NOT_EMPTY()


def swept(change: Change) -> None:
    """With a warehouse go the rows that say that nothing is in it."""
    change.ctx.tx.delete(TABLE, STORE_ID=change.old["ID"])
