"""``documentgenerator.document.*`` and ``crm.documentgenerator.document.*``: documents, made of templates or ready."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INVALID_PARAMETER, MISSING_PARAMETER, ErrorKind
from homeport.core.rights import Operation
from homeport.core.values import read_flag
from homeport.domain.crm.documents import answers, subjects
from homeport.domain.crm.documents.generator import CRM
from homeport.domain.crm.documents.generator import NOT_VIEWED as NOT_VIEWED_IN_CRM
from homeport.domain.documentgenerator import documents, making, numbering, permissions, shown, templates
from homeport.domain.documentgenerator.documents import Said
from homeport.domain.documentgenerator.generators import (
    DOCUMENT_NOT_FOUND,
    EMPTY,
    NO_DOCUMENT,
    NO_TEMPLATE,
    NO_VALUE,
    NOT_VIEWED,
    REST,
    REST_PROVIDER,
    TEMPLATE_NOT_FOUND,
    Generator,
)
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map
from homeport.methods.documentgenerator.numerator import ById, fields_of
from homeport.methods.documentgenerator.template import List
from homeport.rpc import Method, Params
from homeport.rpc.method import make

LONGEST = 255

NOT_THIS = ErrorKind("", "You do not have permissions to modify this document")
NOT_THIS_ONE = ErrorKind("0", "You do not have permissions to modify this document")
NOT_MODIFIED = ErrorKind("", "You do not have permissions to modify documents")


class Add(Params):
    template_id: Any = None
    provider_class_name: Any = None
    value: Any = None
    values: Any = None
    stamps_enabled: Any = None
    fields: Any = None


class CrmAdd(Params):
    template_id: Any = None
    entity_type_id: Any = None
    entity_id: Any = None
    values: Any = None
    stamps_enabled: Any = None
    fields: Any = None


class Update(ById):
    values: Any = None
    stamps_enabled: Any = None
    fields: Any = None


class CrmUpdate(ById):
    values: Any = None
    stamps_enabled: Any = None


class Share(ById):
    status: Any = None


class Fields(ById):
    values: Any = None


class Upload(Params):
    fields: Any = None


@dataclass(frozen=True, slots=True)
class _Family:
    """How a family's methods differ.

    :param refusals: of whoever may do it to no document, by verb
    :param extra: what is answered of a document beside what all have
    """

    of: Generator
    refusals: Mapping[str, ErrorKind]
    update: type[Update] | type[CrmUpdate]
    extra: Callable[[Ctx, Values], Values]


def _of_application(ctx: Ctx, row: Values) -> Values:
    return {"value": row["VALUE"], "provider": REST_PROVIDER}


_VERBS = ("get", "list", "update", "delete", "enablepublicurl", "getfields")
APPLICATIONS = _Family(REST, dict.fromkeys(_VERBS, NOT_VIEWED), Update, _of_application)
RECORDS = _Family(
    CRM,
    {
        "get": NOT_VIEWED_IN_CRM,
        "list": NOT_VIEWED_IN_CRM,
        "update": NOT_THIS_ONE,
        "delete": permissions.ACCESS_DENIED,
        "enablepublicurl": NOT_THIS,
        "getfields": NOT_MODIFIED,
    },
    CrmUpdate,
    answers.of_record,
)


def documents_of(prefix: str, family: _Family) -> Iterator[Method]:
    """The methods that both families have alike."""
    of, refusals = family.of, family.refusals

    def get(ctx: Ctx, p: ById) -> Values:
        row = documents.mine(ctx, of, p.id, Operation.READ, refusals["get"])
        return {"document": shown.whole(ctx, of, row, family.extra)}

    def update(ctx: Ctx, p: Any) -> Values:
        said = Said(p.values, getattr(p, "fields", None), _flag(p.stamps_enabled, otherwise=True))
        row = documents.change(ctx, of, p.id, said, refusals["update"])
        return {"document": shown.whole(ctx, of, row, family.extra, numbers=("updatedBy",))}

    def delete(ctx: Ctx, p: ById) -> None:
        documents.delete(ctx, of, p.id, refusals["delete"])

    def enablepublicurl(ctx: Ctx, p: Share) -> Values:
        shares = _flag(p.status, otherwise=True) is not False
        return {"publicUrl": documents.share(ctx, of, p.id, refusals["enablepublicurl"], shares=shares)}

    def getfields(ctx: Ctx, p: Fields) -> Values:
        row = documents.mine(ctx, of, p.id, Operation.WRITE, refusals["getfields"])
        template = templates.find(ctx, row["TEMPLATE_ID"])
        return {"documentFields": making.fields_of_document(ctx, of, row, template, as_map(p.values))}

    def errors(verb: str, *more: ErrorKind) -> tuple[ErrorKind, ...]:
        kinds = (refusals[verb], permissions.ACCESS_DENIED, NO_DOCUMENT, DOCUMENT_NOT_FOUND, of.foreign, *more)
        return tuple(dict.fromkeys(kinds))

    yield make(f"{prefix}.get", get, summary="Return a document.", errors=errors("get"))
    yield make(
        f"{prefix}.update",
        update,
        params=family.update,
        summary="Make a document anew, with other values.",
        errors=errors("update", documents.UNPROCESSABLE),
        writes=True,
    )
    yield make(f"{prefix}.delete", delete, summary="Delete a document.", errors=errors("delete"), writes=True)
    yield make(
        f"{prefix}.enablepublicurl",
        enablepublicurl,
        summary="Let a public link lead to a document, or none.",
        errors=errors("enablepublicurl"),
        writes=True,
    )
    yield make(
        f"{prefix}.getfields",
        getfields,
        summary="Describe the fields of a document.",
        errors=errors("getfields"),
        heavy=True,
    )


def _add(ctx: Ctx, p: Add) -> Values:
    value = p.value if isinstance(p.value, str | int) and p.value is not True else ""
    subject = {"VALUE": str(value or "")[:LONGEST], "PROVIDER": REST_PROVIDER.lower()}
    said = Said(p.values, p.fields, _flag(p.stamps_enabled, otherwise=None))
    row = documents.add(ctx, REST, p.template_id, subject, said)
    return {"document": shown.whole(ctx, REST, row, _of_application, numbers=_NUMBERS)}


def _list(ctx: Ctx, p: List) -> Page:
    return _paged(shown.page(ctx, REST, p.select, p.filter, p.order, p.start))


def _crm_add(ctx: Ctx, p: CrmAdd) -> Values:
    subject = subjects.subject_of(p.entity_type_id, p.entity_id)
    said = Said(p.values, p.fields, _flag(p.stamps_enabled, otherwise=False))
    row = documents.add(ctx, CRM, p.template_id, subject, said)
    return {"document": shown.whole(ctx, CRM, row, answers.of_record, numbers=_NUMBERS)}


def _crm_list(ctx: Ctx, p: List) -> Page:
    answers.require_selectable(p.select)
    answers.require_listable(ctx, as_map(p.filter))
    return _paged(shown.page(ctx, CRM, p.select, p.filter, p.order, p.start))


def _upload(ctx: Ctx, p: Upload) -> Values:
    row = answers.uploaded(ctx, fields_of(p.fields))
    return {"document": shown.whole(ctx, CRM, row, answers.of_record)}


def _paged(page: Page) -> Page:
    return page._replace(result={"documents": page.result})


def _flag(given: Any, *, otherwise: bool | None) -> bool | None:
    if given in (None, ""):
        return otherwise
    return read_flag(given, None) == "Y"  # type: ignore[arg-type]  # where it is makes no difference to a flag


_NUMBERS = ("id", "createdBy", "updatedBy")
_MAKING = (
    NO_TEMPLATE,
    TEMPLATE_NOT_FOUND,
    NO_VALUE,
    documents.DELETED_TEMPLATE,
    documents.UNMADE,
    numbering.NO_NUMBER,
)

METHODS = [
    make(
        "documentgenerator.document.add",
        _add,
        summary="Make a document of a template.",
        errors=(REST.denied, *_MAKING),
        writes=True,
    ),
    make(
        "documentgenerator.document.list",
        _list,
        summary="List documents by a filter.",
        errors=(NOT_VIEWED,),
        heavy=True,
    ),
    *documents_of("documentgenerator.document", APPLICATIONS),
    make(
        "crm.documentgenerator.document.add",
        _crm_add,
        summary="Make a document about a record, of a template.",
        errors=(CRM.denied, *_MAKING, subjects.NO_PROVIDER),
        writes=True,
    ),
    make(
        "crm.documentgenerator.document.list",
        _crm_list,
        summary="List documents about records by a filter.",
        errors=(NOT_VIEWED_IN_CRM, answers.NOT_LISTED, answers.UNSELECTABLE),
        heavy=True,
    ),
    *documents_of("crm.documentgenerator.document", RECORDS),
    make(
        "crm.documentgenerator.document.upload",
        _upload,
        summary="Keep a document about a record that comes ready.",
        errors=(
            NOT_VIEWED_IN_CRM,
            permissions.ACCESS_DENIED,
            MISSING_PARAMETER,
            INVALID_PARAMETER,
            EMPTY,
            answers.WRONG_TYPE,
            answers.WRONG_RECORD,
            subjects.NO_PROVIDER,
            templates.MISSING_CONTENT,
            templates.UNSAVED,
        ),
        writes=True,
    ),
]
