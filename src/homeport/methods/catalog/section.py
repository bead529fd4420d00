"""``catalog.section.*``: sections. Their pages have a code for each kind of refusal."""

from dataclasses import replace

from homeport.core.errors import ErrorKind
from homeport.domain.catalog import sections
from homeport.domain.catalog.sections import SECTIONS
from homeport.domain.records.collection import EVERYBODY
from homeport.domain.records.dialect import CATALOG, CATALOG_CLOSED
from homeport.methods.family import family

CLOSED = ErrorKind("200040300040", "Access Denied")
STAYS = ErrorKind("200040300050", "Access Denied")
SPEECH = replace(
    CATALOG, denied=CLOSED, unreadable=CLOSED, not_found=sections.NOT_FOUND, duplicate=sections.CODE_TAKEN, repeats=True
)
PREFIX = "catalog.section"

METHODS = [
    *family(PREFIX, SECTIONS, SPEECH, "add", errors=(sections.NO_BLOCK, sections.NOT_ADDED)),
    *family(PREFIX, SECTIONS, SPEECH, "get update", errors=(sections.NO_BLOCK, sections.NOT_CHANGED)),
    *family(PREFIX, SECTIONS, replace(SPEECH, unreadable=CATALOG_CLOSED), "list", narrowed={"CATALOG_ID": None}),
    *family(PREFIX, SECTIONS, replace(SPEECH, denied=STAYS), "delete", leaving=(sections.NOT_EMPTY,)),
    *family(PREFIX, replace(SECTIONS, access=EVERYBODY), SPEECH, "getFields"),
]
