"""``catalog.documentcontractor.*``: who supplies the goods of receipts."""

from dataclasses import replace

from homeport.core.errors import ErrorKind
from homeport.domain.catalog import documents
from homeport.domain.catalog.documents import CONTRACTORS
from homeport.domain.records.dialect import CATALOG
from homeport.methods.family import family

CLOSED = ErrorKind("0", "Access denied")
NOT_FOUND = ErrorKind("0", "Binding was not found")

METHODS = family(
    "catalog.documentcontractor",
    CONTRACTORS,
    replace(CATALOG, denied=CLOSED, unreadable=CLOSED, not_found=NOT_FOUND),
    "add list delete getFields",
    errors=(
        documents.NO_RECEIPT,
        documents.WRONG_TYPE,
        documents.UNEDITABLE,
        documents.WRONG_KIND,
        documents.WRONG_ID,
        documents.BOUND,
        documents.HAS_COMPANY,
    ),
    leaving=(documents.NO_RECEIPT, documents.WRONG_TYPE, documents.UNEDITABLE),
)
