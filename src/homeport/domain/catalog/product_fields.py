"""Fields and tables of products, in both spellings: which of them a kind of product has is said where it is declared.

Sources: ``api-reference/catalog/data-types.md``, ``api-reference/catalog/product/``,
``api-reference/crm/outdated/products/crm-product-fields.md``.
"""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Index, Integer, Table

from homeport.core import values as v
from homeport.core.pictures import PICTURE
from homeport.domain.records.fields import F, FieldTable
from homeport.store.schema import METADATA
from homeport.store.searching import searched

YES_NO_USUAL = ("Y", "N", "D")
FORMATS = ("text", "html")
PERIODS = ("H", "D", "W", "M", "Q", "S", "Y")


def _exact(value: Any, zone: ZoneInfo) -> str | None:
    """A purchasing price as a product that is looked at alone has it."""
    return None if value is None else f"{value:.6f}"


CHOICE = replace(v.CHAR, read=v.read_string)
"""One of a few letters."""
PURCHASE = replace(v.DOUBLE, name="string", item=_exact)
BY = replace(v.USER, name="integer")

FIELDS = (
    F("ID", v.INTEGER, "Identifier", read_only=True),
    F(
        "CATALOG_ID",
        v.INTEGER,
        "Information Block Identifier",
        item="iblockId",
        required=True,
        immutable=True,
    ),
    F("NAME", v.STRING, "Name", required=True),
    F("ACTIVE", v.CHAR, "Activity", default="Y"),
    F("AVAILABLE", v.CHAR, "Availability for Purchase", classic=False, read_only=True),
    F("BUNDLE", v.CHAR, "Set Availability", classic=False, read_only=True, default="N"),
    F("CODE", v.STRING, "Symbolic Code", classic=False),
    F("XML_ID", v.STRING, "External Code"),
    F("SORT", v.INTEGER, "Sort Index", default=500),
    F("SECTION_ID", v.LINK, "Main Section", item="iblockSectionId"),
    F(
        "SECTION_IDS",
        v.INTEGER,
        "Sections",
        item="iblockSection",
        classic=False,
        multiple=True,
        stored=False,
        described=False,
    ),
    F("CREATED_BY", BY, "Created By"),
    F("MODIFIED_BY", BY, "Modified By"),
    F("DATE_CREATE", v.DATETIME, "Creation Date"),
    F("TIMESTAMP_X", v.DATETIME, "Modification Date", read_only=True),
    F("DATE_ACTIVE_FROM", v.DATETIME, classic=False),
    F("DATE_ACTIVE_TO", v.DATETIME, classic=False),
    F("DESCRIPTION", v.STRING, "Detailed Description", item="detailText"),
    F(
        "DESCRIPTION_TYPE",
        v.STRING,
        "Type of Detailed Description",
        item="detailTextType",
        default="text",
        values=FORMATS,
    ),
    F("PREVIEW_TEXT", v.STRING, "Preview Description", classic=False),
    F(
        "PREVIEW_TEXT_TYPE",
        v.STRING,
        "Type of Preview Description",
        classic=False,
        default="text",
        values=FORMATS,
    ),
    F("DETAIL_PICTURE", PICTURE, "Detail Picture"),
    F("PREVIEW_PICTURE", PICTURE, "Preview Picture"),
    F("VAT_ID", v.LINK, "VAT Rate Identifier"),
    F("VAT_INCLUDED", v.CHAR, "VAT Included", default="N"),
    F("TYPE", v.INTEGER, "Product Type", classic=False, read_only=True),
    F("MEASURE", v.LINK, "Unit of Measurement"),
    F("CAN_BUY_ZERO", v.CHAR, "Allow Purchase When Out of Stock", classic=False, default="N"),
    F("HEIGHT", v.DOUBLE, "Height", classic=False),
    F("LENGTH", v.DOUBLE, "Length", classic=False),
    F("WEIGHT", v.DOUBLE, "Weight", classic=False),
    F("WIDTH", v.DOUBLE, "Width", classic=False),
    F("PURCHASING_PRICE", PURCHASE, "Purchasing Price", classic=False),
    F("PURCHASING_CURRENCY", v.CURRENCY, "Purchasing Price Currency", classic=False),
    F("QUANTITY", v.DOUBLE, "Available Quantity", classic=False),
    F("SUBSCRIBE", CHOICE, "Allow Subscription to Product", classic=False, default="D", values=YES_NO_USUAL),
    F("QUANTITY_RESERVED", v.DOUBLE, "Reserved Quantity", classic=False),
    F("QUANTITY_TRACE", CHOICE, "Quantity Accounting Mode", classic=False, default="D", values=YES_NO_USUAL),
    F("NEGATIVE_AMOUNT_TRACE", v.CHAR, classic=False, read_only=True, default="D"),
    F("PRICE_TYPE", CHOICE, "Payment Type", classic=False, default="S", values=("S", "R", "T")),
    F("BARCODE_MULTI", v.CHAR, "Unique Barcodes", classic=False, default="N", described=False),
    F("RECUR_SCHEME_LENGTH", v.INTEGER, "Length of the Payment Period", classic=False, default=0, described=False),
    F(
        "RECUR_SCHEME_TYPE",
        CHOICE,
        "Unit of the Payment Period",
        classic=False,
        default="D",
        values=PERIODS,
        described=False,
    ),
    F("TRIAL_PRICE_ID", v.LINK, "Product for Trial Payment", classic=False, described=False),
    F("WITHOUT_ORDER", v.CHAR, "Renewal Without an Order", classic=False, default="N", described=False),
)
"""Every field of a product."""

CONTENT = frozenset({"BARCODE_MULTI", "RECUR_SCHEME_LENGTH", "RECUR_SCHEME_TYPE", "TRIAL_PRICE_ID", "WITHOUT_ORDER"})
"""Fields of contents that are sold: parents have none."""

STOCK = frozenset({"QUANTITY_RESERVED", "QUANTITY_TRACE", "NEGATIVE_AMOUNT_TRACE"}) | CONTENT
"""What a parent product does not have: it is its variations that are kept in stock."""

TRADE = frozenset(
    {"CAN_BUY_ZERO", "HEIGHT", "LENGTH", "WEIGHT", "WIDTH", "MEASURE", "PURCHASING_PRICE", "PURCHASING_CURRENCY"}
) | {"QUANTITY", "SUBSCRIBE"}
"""What a service does not have beyond that: it has no body."""

TRADED = STOCK | TRADE
"""What is said of a product as something to be sold, and not as an element of its information block."""

EVERY = FieldTable(FIELDS)

PRODUCT = Table(
    "catalog_product",
    METADATA,
    *(field.column() for field in EVERY.columns.values()),
    Column("KIND", Integer, nullable=False),
    Index("catalog_product_place", "CATALOG_ID", "KIND"),
    Index("catalog_product_section", "SECTION_ID"),
    Index("catalog_product_code", "CODE"),
    info=searched(NAME=16),
    sqlite_autoincrement=True,
)
"""KIND is the type that a family of methods is about; TYPE is what it answers, which also tells its variations."""

IN_SECTION = Table(
    "catalog_product_in_section",
    METADATA,
    Column("PRODUCT_ID", Integer, primary_key=True),
    Column("SECTION_ID", Integer, primary_key=True),
    Index("catalog_product_in_section_other", "SECTION_ID"),
    sqlite_with_rowid=False,
)
"""All sections of a product, its main one among them."""


def without(names: frozenset[str]) -> FieldTable:
    """The fields of a kind of product that has not all of them."""
    return FieldTable(tuple(field for field in FIELDS if field.name not in names))


def with_numbers(fields: FieldTable) -> FieldTable:
    """The same fields as lists answer them: with a purchasing price that is a number."""
    plain = replace(fields.by_name["PURCHASING_PRICE"], type=v.DOUBLE)
    return FieldTable(tuple(plain if field.name == plain.name else field for field in fields))
