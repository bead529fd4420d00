"""``crm.requisite.preset.field.*``: the fields that templates of requisites show."""

from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.paging import counted_page_of
from homeport.core.rights import Operation
from homeport.domain.crm.requisite import preset_fields
from homeport.domain.crm.requisite.preset_fields import NO_PRESET, PRESET_FIELDS, UNFIT
from homeport.domain.records import at_hand, reading, writing
from homeport.domain.records.collection import EVERYBODY
from homeport.methods.crm.requisite._speaking import speaking_of
from homeport.methods.family import BAD_ID, NOT_AN_ARRAY, as_array, as_id, family
from homeport.rpc import Params, method

TEMPLATE_NOT_FOUND = ErrorKind("", "Template not found.")

_DIALECT = replace(speaking_of("PresetField"), texts=False)
_DENIED, _INVALID = _DIALECT.denied, _DIALECT.invalid

METHODS = family("crm.requisite.preset.field", replace(PRESET_FIELDS, access=EVERYBODY), _DIALECT, "fields")


class OfPreset(Params):
    preset: Any = None


class List(OfPreset):
    filter: Any = None
    order: Any = None
    start: Any = None


class Add(OfPreset):
    fields: Any = None


class ById(OfPreset):
    id: Any = None


class Update(ById):
    fields: Any = None


def _preset(p: OfPreset) -> int:
    given = {str(name).upper(): value for name, value in as_array(p.preset, "preset").items()}
    return as_id(given.get("ID"))


def _key(ctx: Ctx, operation: Operation, p: ById) -> dict[str, int]:
    """Which field is meant; looked for in a template that there is."""
    preset_id, number = _preset(p), as_id(p.id)
    preset_fields.require_preset(ctx, operation, preset_id, _DIALECT)
    return {"PRESET_ID": preset_id, "ID": number}


@method(
    "crm.requisite.preset.field.add", errors=(_DENIED, BAD_ID, NOT_AN_ARRAY, NO_PRESET, UNFIT, _INVALID), writes=True
)
def add(ctx: Ctx, p: Add) -> int:
    """Add a field to a template of requisites; its number there."""
    return preset_fields.add(ctx, _preset(p), as_array(p.fields, "fields"), _DIALECT)


@method("crm.requisite.preset.field.get", errors=(_DENIED, BAD_ID, NOT_AN_ARRAY, NO_PRESET, _DIALECT.not_found))
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return a field of a template of requisites."""
    return reading.get(ctx, PRESET_FIELDS, _key(ctx, Operation.READ, p), _DIALECT)


@method("crm.requisite.preset.field.list", errors=(_DENIED, BAD_ID, NOT_AN_ARRAY, NO_PRESET))
def list_(ctx: Ctx, p: List) -> Page:
    """List the fields of a template of requisites in their order: whole, unless a client turns pages."""
    preset_id = _preset(p)
    preset_fields.require_preset(ctx, Operation.READ, preset_id, _DIALECT)
    rows = preset_fields.of_preset(ctx.tx, preset_id)
    found = [reading.written(PRESET_FIELDS, _DIALECT, row, ctx.clock.zone) for row in rows]
    found = at_hand.chosen(ctx, found, ("ID", "SORT"), filter=p.filter, order=p.order)
    return Page(found, len(found)) if p.start is None else counted_page_of(found, p.start)


@method(
    "crm.requisite.preset.field.update",
    errors=(_DENIED, BAD_ID, NOT_AN_ARRAY, NO_PRESET, _DIALECT.not_found, UNFIT, _INVALID),
    writes=True,
)
def update(ctx: Ctx, p: Update) -> bool:
    """Change a field of a template of requisites."""
    key = _key(ctx, Operation.WRITE, p)
    writing.change(ctx, PRESET_FIELDS, key, as_array(p.fields, "fields"), _DIALECT)
    return True


@method(
    "crm.requisite.preset.field.delete",
    errors=(_DENIED, BAD_ID, NOT_AN_ARRAY, NO_PRESET, _DIALECT.not_found),
    writes=True,
)
def delete(ctx: Ctx, p: ById) -> bool:
    """Take a field out of a template of requisites."""
    writing.delete(ctx, PRESET_FIELDS, _key(ctx, Operation.DELETE, p), _DIALECT)
    return True


@method("crm.requisite.preset.field.availabletoadd", errors=(BAD_ID, NOT_AN_ARRAY, TEMPLATE_NOT_FOUND))
def available(ctx: Ctx, p: OfPreset) -> list[str]:
    """List the fields that a template of requisites has not and could have."""
    found = preset_fields.available(ctx.tx, _preset(p))
    if found is None:
        raise TEMPLATE_NOT_FOUND()
    return found
