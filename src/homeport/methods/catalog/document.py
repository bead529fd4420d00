"""``catalog.document.*``: documents of the inventory."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.core.rights import Operation
from homeport.domain.catalog import conducting, documents, stock
from homeport.domain.catalog.conducting import UnfitError
from homeport.domain.catalog.document_fields import TYPES
from homeport.domain.catalog.documents import DOCUMENTS
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import SETTINGS
from homeport.domain.records.dialect import CATALOG
from homeport.domain.records.fields import Values
from homeport.methods.family import family
from homeport.methods.older_fields import older_fields
from homeport.rpc import Id, Method, NoParams, Params, method
from homeport.rpc.method import make

CLOSED = documents.CLOSED
SPEECH = replace(CATALOG, denied=CLOSED, unreadable=CLOSED, not_found=documents.NOT_FOUND)
NO_MODE = ErrorKind("0", "Access denied")

LIST_NOT_CONDUCTED = ErrorKind("0", 'An error occurred while conducting the document "{title}": {reason}')
LIST_NOT_CANCELLED = ErrorKind("0", 'An error occurred while canceling the document "{title}": {reason}')
LIST_NOT_DELETED = ErrorKind("0", 'An error occurred while deleting document "#{id}": Document not found')

Step = Callable[[Ctx, Values], None]


class ById(Params):
    id: Id


class ByIds(Params):
    document_ids: list[Id]


@method("catalog.document.mode.status", errors=(NO_MODE,))
def mode(ctx: Ctx, p: NoParams) -> str:
    """Say whether account of stock is kept: ``Y`` or ``N``."""
    if SETTINGS.grant(ctx, Operation.READ) is None:
        raise NO_MODE()
    return "Y" if stock.is_kept(ctx.tx) else "N"


@method("catalog.enum.getStoreDocumentTypes")
def types(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """List the types of documents."""
    return {"enum": [{"id": letter, "name": kind.name} for letter, kind in TYPES.items()]}


@method(
    "catalog.document.deleteList",
    writes=True,
    errors=(CLOSED, LIST_NOT_DELETED, documents.IS_CONDUCTED),
)
def delete_list(ctx: Ctx, p: ByIds) -> bool:
    """Delete documents, all of them or none."""
    for number in p.document_ids:
        writing.delete(ctx, DOCUMENTS, {"ID": number}, replace(SPEECH, not_found=LIST_NOT_DELETED))
    return True


def _step(name: str, step: Step, refusal: ErrorKind, absent: ErrorKind, summary: str) -> Method:
    def one(ctx: Ctx, p: ById) -> bool:
        document = _found(ctx, p.id, absent)
        try:
            step(ctx, document)
        except UnfitError as unfit:
            raise refusal(reason=unfit) from None
        return True

    return make(
        f"catalog.document.{name}", one, params=ById, summary=summary, errors=(CLOSED, absent, refusal), writes=True
    )


def _steps(name: str, step: Step, refusal: ErrorKind, absent: ErrorKind, summary: str) -> Method:
    def several(ctx: Ctx, p: ByIds) -> bool:
        for number in p.document_ids:
            document = _found(ctx, number, absent)
            try:
                step(ctx, document)
            except UnfitError as unfit:
                raise refusal(title=document["TITLE"], reason=unfit) from None
        return True

    return make(
        f"catalog.document.{name}",
        several,
        params=ByIds,
        summary=summary,
        errors=(CLOSED, absent, refusal),
        writes=True,
    )


def _found(ctx: Ctx, number: int, absent: ErrorKind) -> Values:
    """A document that the caller may conduct."""
    if DOCUMENTS.access.grant(ctx, Operation.WRITE) is None:
        raise CLOSED()
    found = reading.stored(ctx, DOCUMENTS, {"ID": number})
    if found is None:
        raise _absence(absent)
    return found


def _absence(absent: ErrorKind) -> CallError:
    return absent(reason="Document not found") if "{reason}" in absent.text else absent()


CONDUCT, CANCEL = conducting.conduct, conducting.cancel
NOT_CONDUCTED, NOT_CANCELLED = conducting.NOT_CONDUCTED, conducting.NOT_CANCELLED
GONE = documents.NOT_FOUND

METHODS = [
    *family(
        "catalog.document",
        DOCUMENTS,
        SPEECH,
        "add list update delete getFields",
        errors=(documents.NO_TYPE,),
        leaving=(documents.IS_CONDUCTED,),
    ),
    older_fields("catalog.document.fields", DOCUMENTS, SPEECH),
    _step("conduct", CONDUCT, NOT_CONDUCTED, GONE, "Conduct a document, which moves stock."),
    _step("confirm", CONDUCT, NOT_CONDUCTED, GONE, "Conduct a document, by its older name."),
    _steps("conductList", CONDUCT, LIST_NOT_CONDUCTED, NOT_CONDUCTED, "Conduct documents, all of them or none."),
    _step("cancel", CANCEL, NOT_CANCELLED, CLOSED, "Cancel a conducted document, which moves stock back."),
    _step("unconfirm", CANCEL, NOT_CANCELLED, NOT_CANCELLED, "Cancel a conducted document, by its older name."),
    _steps("cancelList", CANCEL, LIST_NOT_CANCELLED, NOT_CANCELLED, "Cancel documents, all of them or none."),
]
