"""``documentgenerator.template.*`` and ``crm.documentgenerator.template.*``: files that documents are made of."""

from collections.abc import Iterator
from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INVALID_PARAMETER, MISSING_PARAMETER, ErrorKind
from homeport.domain.crm.documents import subjects
from homeport.domain.crm.documents.generator import CRM
from homeport.domain.documentgenerator import making, permissions, templates
from homeport.domain.documentgenerator.generators import EMPTY, NO_TEMPLATE, REST, TEMPLATE_NOT_FOUND, Generator
from homeport.domain.documentgenerator.templates import MISSING_CONTENT, UNSAVED
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map
from homeport.methods.documentgenerator.numerator import Add, ById, Update, fields_of
from homeport.rpc import Method, Params
from homeport.rpc.method import make

FROM_DELETED = ErrorKind("0", "Cannot get fields from deleted template")
FROM_DELETED_IN_CRM = ErrorKind("", "Cannot get fields from deleted template")


class List(Params):
    select: Any = None
    filter: Any = None
    order: Any = None
    start: Any = None


class CrmFields(ById):
    entity_type_id: Any = None
    entity_id: Any = None
    values: Any = None


def templates_of(prefix: str, of: Generator) -> Iterator[Method]:
    """The methods of a family."""

    def add(ctx: Ctx, p: Add) -> Values:
        return {"template": templates.add(ctx, of, fields_of(p.fields))}

    def get(ctx: Ctx, p: ById) -> Values:
        return {"template": templates.get(ctx, of, p.id)}

    def list_(ctx: Ctx, p: List) -> Page:
        found = templates.page(ctx, of, p.select, p.filter, p.order, p.start)
        return found._replace(result={"templates": found.result})

    def update(ctx: Ctx, p: Update) -> Values:
        return {"template": templates.change(ctx, of, p.id, fields_of(p.fields))}

    def delete(ctx: Ctx, p: ById) -> None:
        templates.delete(ctx, of, p.id)

    refusals = tuple(dict.fromkeys((of.template_dialect.denied, permissions.ACCESS_DENIED)))
    found = (NO_TEMPLATE, TEMPLATE_NOT_FOUND, of.not_mine)
    given = (MISSING_PARAMETER, INVALID_PARAMETER, EMPTY, UNSAVED)
    yield make(
        f"{prefix}.add", add, summary="Make a template.", errors=(*refusals, *given, MISSING_CONTENT), writes=True
    )
    yield make(f"{prefix}.get", get, summary="Return a template.", errors=(*refusals, *found))
    yield make(f"{prefix}.list", list_, summary="List templates by a filter.", errors=refusals, heavy=True)
    errors = (*refusals, *found, *given)
    yield make(f"{prefix}.update", update, summary="Change a template.", errors=errors, writes=True)
    yield make(f"{prefix}.delete", delete, summary="Delete a template.", errors=(*refusals, *found), writes=True)


def _fields(ctx: Ctx, p: ById) -> Values:
    template = _looked_at(ctx, REST, p.id, FROM_DELETED)
    return {"templateFields": making.fields_of_template(ctx, REST, template, {}, {})}


def _crm_fields(ctx: Ctx, p: CrmFields) -> Values:
    template = _looked_at(ctx, CRM, p.id, FROM_DELETED_IN_CRM)
    subject = subjects.subject_of(p.entity_type_id, p.entity_id)
    subjects.require_type(ctx, subject)
    subjects.require_readable(ctx, subject)
    return {"templateFields": making.fields_of_template(ctx, CRM, template, subject, as_map(p.values))}


def _looked_at(ctx: Ctx, of: Generator, number: Any, from_deleted: ErrorKind) -> Values:
    template = templates.mine(ctx, of, number)
    if template["IS_DELETED"] == "Y":
        raise from_deleted()
    return template


METHODS = [
    *templates_of("documentgenerator.template", REST),
    make(
        "documentgenerator.template.getfields",
        _fields,
        errors=(REST.template_dialect.denied, NO_TEMPLATE, TEMPLATE_NOT_FOUND, FROM_DELETED, REST.not_mine),
        summary="Describe the fields of a template.",
        heavy=True,
    ),
    *templates_of("crm.documentgenerator.template", CRM),
    make(
        "crm.documentgenerator.template.getfields",
        _crm_fields,
        errors=(
            CRM.template_dialect.denied,
            permissions.ACCESS_DENIED,
            NO_TEMPLATE,
            TEMPLATE_NOT_FOUND,
            FROM_DELETED_IN_CRM,
            subjects.NO_PROVIDER,
        ),
        summary="Describe the fields of a template.",
        heavy=True,
    ),
]
