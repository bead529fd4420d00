"""``tasks.template.*``: what new tasks are made from."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_PARAMETER, MISSING_PARAMETER, ErrorKind
from homeport.core.values import number_or_none
from homeport.domain.records import reading
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map
from homeport.domain.tasks.templates import fields, templates
from homeport.methods.family import as_id
from homeport.rpc import NoParams, Params, method

SCOPE = "task"


class Add(Params):
    fields: Any = None


class OfTemplate(Params):
    template_id: Any = None


class Get(OfTemplate):
    params: Any = None


class Update(OfTemplate):
    fields: Any = None


def _template(given: Any) -> int:
    """The number of a template, as a client sent it.

    :raises CallError: ``100`` when it is left out, or is none
    """
    if given is None:
        raise MISSING_PARAMETER(name="templateId")
    refusal = INVALID_PARAMETER(value=given, name="templateId", type="int")
    return as_id(given, ErrorKind(refusal.code, refusal.description))


@method("tasks.template.add", scope=SCOPE, writes=True, errors=(templates.DENIED, templates.INVALID))
def add(ctx: Ctx, p: Add) -> int:
    """Add a template; 0 where a title, a creator or a responsible is missing."""
    if not p.fields or not isinstance(p.fields, dict):
        raise MISSING_PARAMETER(name="fields")
    return templates.add(ctx, p.fields)


@method("tasks.template.get", scope=SCOPE)
def get(ctx: Ctx, p: Get) -> Any:
    """Return a template, or false when there is none that the caller sees."""
    if p.template_id is None:
        raise MISSING_PARAMETER(name="templateId")
    number = number_or_none(p.template_id)
    select = reading.names_of(as_map(p.params).get("select"))
    found = templates.get(ctx, _template(p.template_id), select) if number else None
    return False if found is None else found


@method("tasks.template.update", scope=SCOPE, writes=True, errors=(templates.INVALID,))
def update(ctx: Ctx, p: Update) -> bool:
    """Change a template; false when there is none that the caller may change."""
    number = _template(p.template_id)
    if not isinstance(p.fields, dict):
        raise MISSING_PARAMETER(name="fields")
    return templates.change(ctx, number, p.fields)


@method("tasks.template.delete", scope=SCOPE, writes=True)
def delete(ctx: Ctx, p: OfTemplate) -> bool:
    """Delete a template, if the caller may; the answer is false either way."""
    templates.delete(ctx, _template(p.template_id))
    return False


@method("tasks.template.fields", scope=SCOPE)
def get_fields(ctx: Ctx, p: NoParams) -> dict[str, Values]:
    """Describe the fields of a template."""
    return fields.described()
