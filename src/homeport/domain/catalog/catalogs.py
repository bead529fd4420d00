"""Catalogues: one of products, and one of their variations. Nobody makes others.

Sources: ``api-reference/catalog/catalog/``, ``api-reference/crm/outdated/catalog/``.
"""

from sqlalchemy import Column, Integer, Table, Text, bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.records.collection import ADMINISTRATORS, Collection
from homeport.domain.records.fields import F, FieldTable
from homeport.store import Query, Transaction
from homeport.store.schema import METADATA

NOT_FOUND = ErrorKind("0", "catalog does not exist.")

PRODUCTS, VARIATIONS = 1, 2
"""Their ids."""

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("NAME", v.STRING, "Name", read_only=True),
        F("ORIGINATOR_ID", v.STRING, "External source", item=""),
        F("ORIGIN_ID", v.STRING, "Item ID in the external source", item=""),
        F("XML_ID", v.STRING, "External code", item="", read_only=True),
        F("IBLOCK_ID", v.INTEGER, classic=False, required=True, immutable=True),
        F("IBLOCK_TYPE_ID", v.INTEGER, classic=False, read_only=True),
        F("LID", v.STRING, classic=False, read_only=True),
        F("PRODUCT_IBLOCK_ID", v.INTEGER, classic=False),
        F("SKU_PROPERTY_ID", v.INTEGER, classic=False),
        F("SUBSCRIPTION", v.CHAR, classic=False),
        F("VAT_ID", v.INTEGER, classic=False),
    )
)

TABLE = Table(
    "catalog_catalog",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("NAME", Text, nullable=False),
    Column("ORIGINATOR_ID", Text),
    Column("ORIGIN_ID", Text),
    Column("XML_ID", Text),
    Column("IBLOCK_ID", Integer, nullable=False),
    Column("IBLOCK_TYPE_ID", Integer, nullable=False),
    Column("LID", Text, nullable=False),
    Column("PRODUCT_IBLOCK_ID", Integer),
    Column("SKU_PROPERTY_ID", Integer),
    Column("SUBSCRIPTION", Text, nullable=False),
    Column("VAT_ID", Integer),
    sqlite_autoincrement=True,
)
"""A catalogue and its information block have the same number. The type of the block is a text that the methods declare
as a number, and answer as 0."""

_EXISTS = Query(select(TABLE.c.ID).where(TABLE.c.ID == bindparam("id")))

CATALOGS = Collection(noun="catalog", plural="catalogs", table=TABLE, fields=FIELDS, access=ADMINISTRATORS)


def exists(ctx: Ctx, number: int) -> bool:
    """Whether there is a catalogue of this number."""
    return ctx.tx.one(_EXISTS, id=number) is not None


def install(tx: Transaction) -> None:
    """Write the catalogues of a new portal; always the same ids."""
    alike = {"IBLOCK_TYPE_ID": 0, "LID": "s1", "SUBSCRIPTION": "N"}
    for number, name, products in ((PRODUCTS, "Products", None), (VARIATIONS, "Product variations", PRODUCTS)):
        tx.insert(TABLE, {"NAME": name, "IBLOCK_ID": number, "PRODUCT_IBLOCK_ID": products, **alike})
