"""``bizproc.workflow.template.*``: templates of processes."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.domain.bizproc import templates
from homeport.domain.bizproc.registered import ALWAYS, DENIED, NO_APPLICATION
from homeport.methods.bizproc._params import List
from homeport.rpc import Underscored, method


class Add(Underscored):
    document_type: Any = None
    name: Any = None
    description: Any = None
    template_data: Any = None
    auto_execute: Any = None


class ById(Underscored):
    id: Any = None


class Update(ById):
    fields: Any = None


@method(
    "bizproc.workflow.template.add",
    writes=True,
    application=NO_APPLICATION,
    errors=(*ALWAYS, templates.WRONG_TYPE, *templates.CHANGED_ERRORS),
)
def add(ctx: Ctx, p: Add) -> int:
    """Add a template of the application."""
    return templates.add(ctx, p.said())


@method(
    "bizproc.workflow.template.update",
    writes=True,
    application=NO_APPLICATION,
    errors=(
        *ALWAYS,
        templates.NO_FIELDS,
        templates.NOT_FOUND,
        templates.NOT_OWNER,
        *templates.CHANGED_ERRORS,
    ),
)
def update(ctx: Ctx, p: Update) -> int:
    """Change fields of a template of the application."""
    return templates.change(ctx, p.id, p.fields)


@method("bizproc.workflow.template.list", heavy=True, errors=(DENIED,))
def list_(ctx: Ctx, p: List) -> Page:
    """List templates."""
    return templates.page(ctx, p.select, p.filter, p.order, p.start)


@method(
    "bizproc.workflow.template.delete",
    writes=True,
    application=NO_APPLICATION,
    errors=(*ALWAYS, templates.NOT_FOUND, templates.NOT_OWNER_TO_DELETE),
)
def delete(ctx: Ctx, p: ById) -> None:
    """Delete a template of the application."""
    templates.delete(ctx, p.id)
