"""``catalog.document.element.*``: the goods of documents."""

from dataclasses import replace

from homeport.core.errors import ErrorKind
from homeport.domain.catalog import documents
from homeport.domain.catalog.documents import ELEMENTS
from homeport.domain.records.dialect import CATALOG
from homeport.methods.family import family
from homeport.methods.older_fields import older_fields

CLOSED = ErrorKind("ERROR_DOCUMENT_RIGHTS", "Access denied")
SPEECH = replace(CATALOG, denied=CLOSED, unreadable=CLOSED, not_found=documents.NO_DOCUMENT)

METHODS = [
    *family(
        "catalog.document.element",
        ELEMENTS,
        SPEECH,
        "add list update delete getFields",
        errors=(documents.NO_DRAFT, documents.NO_DOCUMENT, documents.NOT_ADDED, documents.NOT_CHANGED),
        leaving=(documents.NO_DRAFT,),
    ),
    older_fields("catalog.document.element.fields", ELEMENTS, SPEECH),
]
