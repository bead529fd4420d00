"""``catalog.userfield.document.*``: the values of fields that people add to documents of the inventory."""

from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.catalog import document_user_fields as added
from homeport.domain.catalog.document_fields import TYPES
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import ADMINISTRATORS, SETTINGS
from homeport.domain.records.dialect import CATALOG
from homeport.domain.records.filters import as_map
from homeport.rpc import Id, Params, method

CLOSED = ErrorKind("0", "Access Denied")
NOT_SELECTED = ErrorKind("0", "The documentType field is not specified in the select parameter")
NOT_FILTERED = ErrorKind("0", "The documentType field is not specified in the filter parameter")
SPEECH = replace(CATALOG, denied=CLOSED, unreadable=CLOSED, not_found=added.NOT_FOUND)
TYPE = "documenttype"


class List(Params):
    select: Any = None
    filter: Any = None
    order: Any = None
    start: Any = None


class Update(Params):
    document_id: Id
    fields: dict[str, Any]


@method("catalog.userfield.document.list", heavy=True, errors=(CLOSED, NOT_SELECTED, NOT_FILTERED))
def list_(ctx: Ctx, p: List) -> Page:
    """List the values of fields that people have added to documents of a type."""
    if SETTINGS.grant(ctx, Operation.READ) is None:
        raise CLOSED()
    if TYPE not in (name.lower() for name in reading.names_of(p.select)):
        raise NOT_SELECTED()
    letter = _type_of(as_map(p.filter))
    if letter is None:
        raise NOT_FILTERED()
    if letter not in TYPES:
        return Page({"documents": []}, 0)
    collection = added.of_type(ctx.tx, letter)
    page = reading.page(ctx, collection, SPEECH, select=p.select, filter=p.filter, order=p.order, start=p.start)
    return page._replace(result={collection.plural: page.result})


@method(
    "catalog.userfield.document.update",
    writes=True,
    errors=(CLOSED, added.NOT_FOUND, SPEECH.invalid, SPEECH.required),
)
def update(ctx: Ctx, p: Update) -> dict[str, Any]:
    """Change the values of fields that people have added to a document."""
    if ADMINISTRATORS.grant(ctx, Operation.WRITE) is None:
        raise CLOSED()
    letter = _type_of(p.fields)
    if letter is None:
        raise SPEECH.required(field="documentType")
    if letter not in TYPES:
        raise added.NOT_FOUND()
    collection = added.of_type(ctx.tx, letter)
    row = writing.change(ctx, collection, {"ID": p.document_id}, p.fields, SPEECH)
    return {collection.noun: reading.whole(ctx, collection, SPEECH, row)}


def _type_of(given: dict[str, Any]) -> str | None:
    """The type of documents that is said; of several, the first."""
    for name, value in given.items():
        if name.lstrip("=@").lower() == TYPE:
            found = next(iter(as_map(value).values()), None) if isinstance(value, list | dict) else value
            return None if found in (None, "") else str(found)
    return None
