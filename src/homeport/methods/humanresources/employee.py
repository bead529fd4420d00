"""``humanresources.employee.*``: employees."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors_v3 import (
    ACCESS_DENIED,
    REQUEST_VALIDATION,
    Complaint,
    ValidationError,
)
from homeport.domain.humanresources import employees
from homeport.domain.records.v3 import kinds as k
from homeport.domain.records.v3.asking import wanted
from homeport.domain.records.v3.entity import Entity, Property
from homeport.methods.family_v3 import SELECTING, fields_of
from homeport.rpc import Empty, Id, Request, method

EMPLOYEE = Entity(
    "EmployeeDto",
    (
        Property("userId", k.INT),
        Property("name", k.STRING),
        Property("workPosition", k.STRING),
        Property("avatar", k.STRING),
        Property("url", k.STRING),
        Property("departments", k.ARRAY),
        Property("teams", k.ARRAY),
    ),
    strict=True,
)
METHODS = fields_of("humanresources.employee", EMPLOYEE)


class Search(Request, kw_only=True):
    name: str
    node_id: Id | None = None
    select: Any = None


class ById(Request):
    id: Id


@method("humanresources.employee.count", version=3, errors=(ACCESS_DENIED,))
def count(ctx: Ctx, p: Empty) -> dict[str, int]:
    """Say how many employees the company has."""
    return {"total": len(employees.of_caller(ctx).people)}


@method("humanresources.employee.multidepartment", version=3, errors=(ACCESS_DENIED,))
def multidepartment(ctx: Ctx, p: Empty) -> dict[str, Any]:
    """List the employees who belong to several departments."""
    found = employees.of_several(employees.of_caller(ctx))
    return {"employees": found, "total": len(found)}


@method("humanresources.employee.search", version=3, errors=(REQUEST_VALIDATION, *SELECTING, ACCESS_DENIED))
def search(ctx: Ctx, p: Search) -> dict[str, Any]:
    """Find employees by a part of their name."""
    company = employees.of_caller(ctx)
    if not p.name.strip():
        raise ValidationError(REQUEST_VALIDATION, [Complaint('Parameter "name" is required.', "name")])
    names = [each.property.name for each in wanted(EMPLOYEE, p.select)]
    found = employees.found(company, p.name.strip(), p.node_id)
    return {"items": [{name: each[name] for name in names} for each in found]}


@method("humanresources.employee.subordinates", version=3, errors=(REQUEST_VALIDATION, ACCESS_DENIED))
def subordinates(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Say how many people are below somebody in each department that he heads."""
    company = employees.of_caller(ctx)
    if p.id < 1:
        complaint = Complaint('Parameter "id" is required and must be a positive integer.', "id")
        raise ValidationError(REQUEST_VALIDATION, [complaint])
    return {"userId": p.id, "departments": employees.led_by(company, p.id)}
