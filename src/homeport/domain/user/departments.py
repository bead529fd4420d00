"""Departments as the messenger shows them: who works there, who heads them, who is whose colleague.

Source: ``api-reference/chats/departments/``.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.portal.people.departments import HEADS, ancestors, departments_of
from homeport.domain.portal.tables import COLLEAGUE, DEPARTMENT, USER, USER_DEPARTMENT
from homeport.store import Query, constant

EMPLOYEES_ONLY = ErrorKind("ACCESS_ERROR", "Only intranet users have access to this method.", 403)

_ALL = Query(select(DEPARTMENT.c.ID, DEPARTMENT.c.NAME, DEPARTMENT.c.PARENT, DEPARTMENT.c.UF_HEAD))
_WORK = Query(
    select(USER_DEPARTMENT.c.USER_ID)
    .join(USER, USER.c.ID == USER_DEPARTMENT.c.USER_ID)
    .where(USER_DEPARTMENT.c.DEPARTMENT_ID == bindparam("department"), USER.c.ACTIVE == constant("Y"))
    .order_by(USER_DEPARTMENT.c.USER_ID)
)
_REACHED = Query(
    select(COLLEAGUE.c.COLLEAGUE_ID)
    .join(USER, USER.c.ID == COLLEAGUE.c.COLLEAGUE_ID)
    .where(
        COLLEAGUE.c.USER_ID == bindparam("actor"),
        COLLEAGUE.c.REACH == bindparam("reach"),
        USER.c.ACTIVE == constant("Y"),
        USER.c.USER_TYPE == constant("employee"),
    )
)
SAME = "D"
"""How the table of whom each user reaches says who works in the same departments."""


class Department:
    """A department.

    :ivar head: the id of who heads it; 0 for nobody
    """

    def __init__(self, number: int, name: str, parent: int | None, head: int | None) -> None:
        self.id = number
        self.name = name
        self.parent = parent
        self.head = head or 0


def require_employee(ctx: Ctx) -> None:
    """Refuse guests.

    :raises CallError: ``EMPLOYEES_ONLY``
    """
    if not ctx.actor.is_employee:
        raise EMPLOYEES_ONLY()


def _tree(ctx: Ctx) -> dict[int, Department]:
    return {row[0]: Department(*row) for row in ctx.tx.all(_ALL)}


def some(ctx: Ctx, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Those of some departments that there are, in this order."""
    tree = _tree(ctx)
    return [_shown(tree, tree[number]) for number in numbers if number in tree]


def every(ctx: Ctx) -> list[dict[str, Any]]:
    """All departments, by their ids."""
    tree = _tree(ctx)
    return [_shown(tree, tree[number]) for number in sorted(tree)]


def _shown(tree: dict[int, Department], department: Department) -> dict[str, Any]:
    names, current = [department.name], department.parent
    while current in tree:
        names.append(tree[current].name)
        current = tree[current].parent
    return {
        "id": department.id,
        "name": department.name,
        "full_name": " / ".join(names),
        "manager_user_id": department.head,
    }


def employees(ctx: Ctx, numbers: Sequence[int]) -> dict[int, list[int]]:
    """Who works in some departments, and who heads them."""
    tree = _tree(ctx)
    found = {}
    for number in numbers:
        if number in tree:
            work = [row[0] for row in ctx.tx.all(_WORK, department=number)]
            head = tree[number].head
            found[number] = [head, *(user for user in work if user != head)] if head else work
    return found


def managers(ctx: Ctx, numbers: Sequence[int]) -> dict[int, list[int]]:
    """Who heads some departments."""
    tree = _tree(ctx)
    return {number: [tree[number].head] if tree[number].head else [] for number in numbers if number in tree}


def colleagues(ctx: Ctx) -> list[int]:
    """Who works in the caller's departments; of whoever heads one: who works below, and who heads those above."""
    tree, own = _tree(ctx), ctx.actor.user_id
    heads = any(department.head == own for department in tree.values())
    found = {row[0] for row in ctx.tx.all(_REACHED, actor=own, reach=HEADS if heads else SAME)}
    if heads:
        found |= {tree[number].head for number in ancestors(ctx.tx, departments_of(ctx.tx, own)) if tree[number].head}
    return sorted(found - {own})
