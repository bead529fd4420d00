"""``im.department.*``: departments as the messenger shows them."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.domain.user import departments
from homeport.domain.user import messenger as people
from homeport.domain.user.departments import EMPLOYEES_ONLY, require_employee
from homeport.methods.im._ids import ids_of
from homeport.rpc import Flag, Underscored, method

ID_EMPTY = ErrorKind("ID_EMPTY", "Department ID can't be empty")
INVALID_FORMAT = ErrorKind("INVALID_FORMAT", "A wrong format for the ID field is passed")
USUAL, MOST = 10, 50


class Of(Underscored):
    id: Any = None
    user_data: Flag = Flag(False)


class Colleagues(Underscored):
    user_data: Flag = Flag(False)
    offset: Any = None
    limit: Any = None


@method("im.department.get", errors=(EMPLOYEES_ONLY, INVALID_FORMAT))
def get(ctx: Ctx, p: Of) -> list[dict[str, Any]]:
    """Return some departments."""
    require_employee(ctx)
    found = departments.some(ctx, ids_of(p.id, INVALID_FORMAT))
    if p.user_data:
        for each in found:
            heads = people.some(ctx, [each["manager_user_id"]])
            each["manager_user_data"] = heads[0] if heads else None
    return found


@method("im.department.employees.get", errors=(EMPLOYEES_ONLY, ID_EMPTY))
def employees(ctx: Ctx, p: Of) -> dict[str, list[Any]]:
    """List who works in some departments."""
    require_employee(ctx)
    return _answer(ctx, departments.employees(ctx, ids_of(p.id, ID_EMPTY)), p)


@method("im.department.managers.get", errors=(EMPLOYEES_ONLY, ID_EMPTY))
def managers(ctx: Ctx, p: Of) -> dict[str, list[Any]]:
    """List who heads some departments."""
    require_employee(ctx)
    return _answer(ctx, departments.managers(ctx, ids_of(p.id, ID_EMPTY)), p)


def _answer(ctx: Ctx, found: dict[int, list[int]], p: Of) -> dict[str, list[Any]]:
    return {str(number): people.some(ctx, users) if p.user_data else users for number, users in found.items()}


@method("im.department.colleagues.list", errors=(EMPLOYEES_ONLY,))
def colleagues(ctx: Ctx, p: Colleagues) -> Page:
    """List the caller's colleagues; of whoever heads a department those below, and those who head the ones above."""
    require_employee(ctx)
    found = departments.colleagues(ctx)
    offset, limit = _number(p.offset, 0), min(_number(p.limit, USUAL) or USUAL, MOST)
    page = found[offset : offset + limit]
    following = offset + limit
    answer: list[Any] = people.some(ctx, page) if p.user_data else page
    return Page(answer, len(found), following if following < len(found) else None)


def _number(given: Any, usual: int) -> int:
    text = str(given)
    return int(text) if text.isdecimal() and len(text) <= 9 else usual
