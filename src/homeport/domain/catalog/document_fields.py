"""Tables of the documents by which stock is moved: receipts, adjustments, transfers, returns, write-offs.

Sources: ``catalog/data-types.md``, ``catalog-document-get-fields.md``, ``catalog-document-element-get-fields.md``.
"""

from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Index, Table, UniqueConstraint

from homeport.core import values as v
from homeport.domain.records.fields import F, FieldTable
from homeport.store.schema import METADATA


class DocumentType(NamedTuple):
    """A type of documents.

    :param name: as methods list it
    :param takes: whether its goods come out of a warehouse
    :param puts: whether they go into one
    """

    name: str
    takes: bool
    puts: bool


TYPES = {
    "A": DocumentType("Goods Receipt", takes=False, puts=True),
    "S": DocumentType("Goods Acquisition", takes=False, puts=True),
    "M": DocumentType("Goods Transfer Between Warehouses", takes=True, puts=True),
    "R": DocumentType("Goods Return", takes=True, puts=False),
    "D": DocumentType("Goods Write-off", takes=True, puts=False),
}
RECEIPT = "A"
DRAFT, CONDUCTED, CANCELLED = "N", "Y", "C"
"""What a document's status says."""

_CHAR = replace(v.CHAR, read=v.read_string)
_BY = replace(v.USER, name="integer")

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("DOC_TYPE", _CHAR, "Type", required=True, immutable=True),
        F("DOC_NUMBER", v.STRING, "Number"),
        F("TITLE", v.STRING, "Title"),
        F("SITE_ID", _CHAR, "Site", default="s1"),
        F("RESPONSIBLE_ID", _BY, "Responsible person", required=True),
        F("CREATED_BY", _BY, "Created by", immutable=True),
        F("MODIFIED_BY", _BY, "Modified by"),
        F("STATUS", _CHAR, "Status", read_only=True),
        F("STATUS_BY", _BY, "Status changed by"),
        F("DATE_STATUS", v.DATETIME, "Status changed", read_only=True),
        F("DATE_CREATE", v.DATETIME, "Created", immutable=True),
        F("DATE_MODIFY", v.DATETIME, "Modified"),
        F("DATE_DOCUMENT", v.DATETIME, "Date of the document"),
        F("CURRENCY", replace(v.CURRENCY, name="char"), "Currency", required=True, immutable=True),
        F("TOTAL", v.DOUBLE, "Total"),
        F("COMMENTARY", _CHAR, "Commentary"),
    )
)

DOCUMENT = Table(
    "catalog_document",
    METADATA,
    *(field.column() for field in FIELDS),
    Index("catalog_document_type", "DOC_TYPE", "STATUS"),
    sqlite_autoincrement=True,
)

ELEMENT_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("DOC_ID", v.INTEGER, "Document", required=True, immutable=True),
        F("ELEMENT_ID", v.INTEGER, "Product", required=True, immutable=True),
        F("STORE_FROM", v.LINK, "From the warehouse"),
        F("STORE_TO", v.LINK, "To the warehouse"),
        F("AMOUNT", v.DOUBLE, "Quantity"),
        F("PURCHASING_PRICE", v.DOUBLE, "Purchasing price"),
    )
)

ELEMENT = Table(
    "catalog_document_element",
    METADATA,
    *(field.column() for field in ELEMENT_FIELDS),
    Index("catalog_document_element_document", "DOC_ID"),
    Index("catalog_document_element_product", "ELEMENT_ID"),
    sqlite_autoincrement=True,
)

CONTRACTOR_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("DOCUMENT_ID", v.INTEGER, "Document", required=True),
        F("ENTITY_TYPE_ID", v.INTEGER, "Contact or company", required=True),
        F("ENTITY_ID", v.INTEGER, "Supplier", required=True),
    )
)

CONTRACTOR = Table(
    "catalog_document_contractor",
    METADATA,
    *(field.column() for field in CONTRACTOR_FIELDS),
    UniqueConstraint("DOCUMENT_ID", "ENTITY_TYPE_ID", "ENTITY_ID"),
    sqlite_autoincrement=True,
)
