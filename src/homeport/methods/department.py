"""``department.*``: the company's structure."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INVALID_ARG_VALUE
from homeport.domain.portal.people import structure
from homeport.domain.portal.people.structure import DEPARTMENTS, DIALECT
from homeport.domain.records import writing
from homeport.domain.records.filters import as_map
from homeport.methods.family import as_id
from homeport.rpc import NoParams, OpenParams, Params, Underscored, method


class List(OpenParams):
    sort: Any = None
    order: Any = None
    start: Any = None
    filter: Any = None
    id: Any = None
    name: Any = None
    parent: Any = None
    uf_head: Any = msgspec.field(default=None, name="uf_head")


class Facts(Underscored):
    name: Any = msgspec.UNSET
    sort: Any = msgspec.UNSET
    parent: Any = msgspec.UNSET
    uf_head: Any = msgspec.UNSET


class ById(Params):
    id: Any = None


class Update(Facts):
    id: Any = None


@method("department.get", heavy=True, errors=(INVALID_ARG_VALUE,))
def get(ctx: Ctx, p: List) -> Page:
    """List departments."""
    conditions = {"ID": p.id, "NAME": p.name, "PARENT": p.parent, "UF_HEAD": p.uf_head}
    conditions |= {**p.others, **as_map(p.filter)}  # client libraries walk lists by >ID, in a filter or by itself
    sort = p.sort
    if not structure.is_sortable(sort):  # one name, in any case of letters, means a field to sort by and a filter
        conditions["SORT"] = sort
        sort = None
    return structure.listed(
        ctx, {name: value for name, value in conditions.items() if value is not None}, sort, p.order, p.start
    )


@method("department.fields")
def fields(ctx: Ctx, p: NoParams) -> dict[str, str]:
    """Name the fields of a department."""
    return {field.name: field.title for field in DEPARTMENTS.fields}


@method(
    "department.add",
    writes=True,
    errors=(structure.DENIED, structure.MISPLACED, structure.NAMELESS, structure.INVALID),
)
def add(ctx: Ctx, p: Facts) -> int:
    """Add a department below another."""
    number: int = writing.create(ctx, DEPARTMENTS, p.said(), DIALECT)["ID"]
    return number


@method(
    "department.update",
    writes=True,
    errors=(structure.DENIED, structure.NOT_FOUND, structure.MISPLACED, structure.NAMELESS, structure.INVALID),
)
def update(ctx: Ctx, p: Update) -> bool:
    """Change a department, or move it with all below it."""
    writing.change(ctx, DEPARTMENTS, {"ID": as_id(p.id, structure.NOT_FOUND)}, p.said("ID"), DIALECT)
    return True


@method("department.delete", writes=True, errors=(structure.DENIED, structure.NOT_FOUND, structure.NEEDED))
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete a department; those below it and its employees come to the department above."""
    writing.delete(ctx, DEPARTMENTS, {"ID": as_id(p.id, structure.NOT_FOUND)}, DIALECT)
    return True
