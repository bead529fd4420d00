"""``lists.field.*``: the fields of lists."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.values import is_empty
from homeport.domain.lists import fields, lists, rights
from homeport.methods.lists._naming import list_of, taking
from homeport.rpc import method

Add: Any = taking("Add", "fields")
Update: Any = taking("Update", "fields", "field_id")
ByField: Any = taking("ByField", "field_id")


def _field(p: Any) -> str:
    if is_empty(p.field_id):
        raise lists.MISSING(name="FIELD_ID")
    return str(p.field_id).upper()


def _said(p: Any) -> Any:
    if is_empty(p.fields) or not p.fields:
        raise lists.MISSING(name="FIELDS")
    return p.fields


@method("lists.field.add", writes=True, errors=(*lists.FINDING, fields.NOT_SAVED))
def add(ctx: Ctx, p: Add) -> str:
    """Add a field to a list."""
    number = list_of(ctx, p, rights.MANAGE)
    return fields.add(ctx, number, _said(p))


@method("lists.field.update", writes=True, errors=(*lists.FINDING, fields.NOT_UPDATED))
def update(ctx: Ctx, p: Update) -> bool:
    """Change a field of a list."""
    number = list_of(ctx, p, rights.MANAGE)
    fields.change(ctx, number, _field(p), _said(p))
    return True


@method("lists.field.delete", writes=True, errors=lists.FINDING)
def delete(ctx: Ctx, p: ByField) -> bool:
    """Delete a field of a list with its values."""
    number = list_of(ctx, p, rights.MANAGE)
    fields.delete(ctx, number, _field(p))
    return True


@method("lists.field.get", errors=lists.FINDING)
def get(ctx: Ctx, p: ByField) -> Any:
    """Return a field of a list by its type, or all of them by what they are called by."""
    found = fields.listed(ctx.tx, list_of(ctx, p, rights.READ))
    if is_empty(p.field_id):
        return {each["FIELD_ID"]: each for each in found} or []
    return {each["TYPE"]: each for each in found if each["FIELD_ID"] == _field(p)} or []


@method("lists.field.type.get", errors=lists.FINDING)
def types(ctx: Ctx, p: ByField) -> dict[str, str]:
    """List the types that a field of a list may still be of."""
    return fields.types(ctx.tx, list_of(ctx, p, rights.MANAGE), p.field_id)
