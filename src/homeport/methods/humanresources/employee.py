"""``humanresources.employee.*``: employees."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors_v3 import (
    ACCESS_DENIED,
    FIELD_NOT_FOUND,
    INVALID_SELECT,
    REQUEST_VALIDATION,
    UNKNOWN_PROPERTY,
    Complaint,
    ValidationError,
)
from homeport.domain.humanresources import employees
from homeport.methods.humanresources._select import names_of, selected
from homeport.rpc import Empty, Id, Request, method

ENTITY, OF_FIELD = "EmployeeDto", "DtoFieldDto"

TYPES = {
    "userId": "int",
    "name": "string",
    "workPosition": "string",
    "avatar": "string",
    "url": "string",
    "departments": "array",
    "teams": "array",
}
"""The fields of an employee."""

FIELDS: dict[str, dict[str, Any]] = {
    name: {
        "name": name,
        "type": kind,
        "title": name,
        "description": None,
        "validationRules": [],
        "requiredGroups": None,
        "filterable": False,
        "sortable": False,
        "editable": False,
        "multiple": False,
        "elementType": None,
    }
    for name, kind in TYPES.items()
}
FACTS = tuple(FIELDS["userId"])
"""What is said of a field."""

SELECTS = (UNKNOWN_PROPERTY, INVALID_SELECT)


class Search(Request, kw_only=True):
    name: str
    node_id: Id | None = None
    select: Any = None


class ById(Request):
    id: Id


class FieldList(Request):
    select: Any = None


class Field(FieldList, kw_only=True):
    name: str


@method("humanresources.employee.count", version=3, errors=(ACCESS_DENIED,))
def count(ctx: Ctx, p: Empty) -> dict[str, int]:
    """Say how many employees the company has."""
    return {"total": len(employees.of_caller(ctx).people)}


@method("humanresources.employee.multidepartment", version=3, errors=(ACCESS_DENIED,))
def multidepartment(ctx: Ctx, p: Empty) -> dict[str, Any]:
    """List the employees who belong to several departments."""
    found = employees.of_several(employees.of_caller(ctx))
    return {"employees": found, "total": len(found)}


@method("humanresources.employee.search", version=3, errors=(REQUEST_VALIDATION, *SELECTS, ACCESS_DENIED))
def search(ctx: Ctx, p: Search) -> dict[str, Any]:
    """Find employees by a part of their name."""
    company = employees.of_caller(ctx)
    if not p.name.strip():
        raise ValidationError(REQUEST_VALIDATION, [Complaint('Parameter "name" is required.', "name")])
    names = names_of(p.select, TYPES, ENTITY)
    return {"items": [selected(each, names) for each in employees.found(company, p.name.strip(), p.node_id)]}


@method("humanresources.employee.subordinates", version=3, errors=(REQUEST_VALIDATION, ACCESS_DENIED))
def subordinates(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Say how many people are below somebody in each department that he heads."""
    company = employees.of_caller(ctx)
    if p.id < 1:
        complaint = Complaint('Parameter "id" is required and must be a positive integer.', "id")
        raise ValidationError(REQUEST_VALIDATION, [complaint])
    return {"userId": p.id, "departments": employees.led_by(company, p.id)}


@method("humanresources.employee.field.list", version=3, errors=SELECTS)
def field_list(ctx: Ctx, p: FieldList) -> dict[str, Any]:
    """Describe the fields of an employee."""
    names = names_of(p.select, FACTS, OF_FIELD)
    return {"items": [selected(facts, names) for facts in FIELDS.values()]}


@method("humanresources.employee.field.get", version=3, errors=(REQUEST_VALIDATION, *SELECTS, FIELD_NOT_FOUND))
def field_get(ctx: Ctx, p: Field) -> dict[str, Any]:
    """Describe a field of an employee."""
    names = names_of(p.select, FACTS, OF_FIELD)
    if p.name not in FIELDS:
        raise FIELD_NOT_FOUND(field=p.name)
    return {"item": selected(FIELDS[p.name], names)}
