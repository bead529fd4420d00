"""Who may do what with a list, as one SQL predicate: by access codes, and in a group's list by roles there.

Source: ``lists-add.md``; which level allows what is in their names.
"""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, String, and_, bindparam, cast, exists, literal, or_, select, true

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.lists.tables import LIST, RIGHT
from homeport.domain.portal.people.belonging import departments
from homeport.domain.records.collection import Access
from homeport.domain.records.filters import as_map
from homeport.domain.sonet_group.tables import MEMBERS, MODERATORS, ROLES
from homeport.store import Query, constant, statements

DENIED = ErrorKind("ACCESS_DENIED", "Access denied", 403)

READ, ADD, EDIT, MANAGE = "R", "E", "W", "X"
"""What a caller needs."""
LEVELS = {READ: "RESTUWX", ADD: "ETUWX", EDIT: "UWX", MANAGE: "X"}
"""By what is needed, the levels that are enough."""
NONE, ALL_LEVELS = "D", "DRESTUWX"
EVERYBODY = ("*", "AU")
_ROLES = {READ: MEMBERS, ADD: MEMBERS, EDIT: MODERATORS, MANAGE: MODERATORS}
MOST_LETTERS = 100

_EVERY = "every"


def _grant(ctx: Ctx, operation: Operation) -> Hashable | None:
    if ctx.actor.is_admin:
        return _EVERY
    if operation is Operation.ADD:
        return None
    return (READ if operation is Operation.READ else MANAGE), ctx.actor.is_employee


def _covers(grant: Any, row: FromClause, scans: bool) -> ColumnElement[bool]:
    if grant == _EVERY:
        return true()
    need, employee = grant
    levels = RIGHT.c.LEVEL.in_([constant(level) for level in LEVELS[need]])
    given = exists().where(RIGHT.c.LIST_ID == row.c.ID, levels, _is_callers(employee))
    mine = select(ROLES.c.GROUP_ID).where(
        ROLES.c.USER_ID == bindparam("actor"), ROLES.c.ROLE.in_([constant(role) for role in _ROLES[need]])
    )
    return or_(given, row.c.SOCNET_GROUP_ID.in_(mine))


def _is_callers(employee: bool) -> ColumnElement[bool]:
    """Whether an access code is one of the caller's; guests have their own alone."""
    code = RIGHT.c.CODE
    own = code == literal("U", literal_execute=True) + cast(bindparam("actor"), String)
    if not employee:
        return own
    works, above = departments("lists")
    return or_(
        own,
        code.in_([constant(each) for each in EVERYBODY]),
        code.in_(select(literal("D", literal_execute=True) + cast(works.c.ID, String))),
        code.in_(select(literal("DR", literal_execute=True) + cast(above.c.ID, String))),
    )


OF_LISTS = Access(_grant, _covers)


@statements
def _check(grant: Hashable) -> Query:
    return Query(select(LIST.c.ID).where(and_(LIST.c.ID == bindparam("id"), _covers(grant, LIST, False))))


def may(ctx: Ctx, number: int, need: str) -> bool:
    """Whether the caller may do so much with a list."""
    grant = _EVERY if ctx.actor.is_admin else (need, ctx.actor.is_employee)
    return ctx.tx.one(_check(grant), id=number, actor=ctx.actor.user_id) is not None


def require(ctx: Ctx, number: int, need: str) -> None:
    """Refuse a caller who may not do so much.

    :raises CallError: ``DENIED``
    """
    if not may(ctx, number, need):
        raise DENIED()


_NEEDED = {Operation.READ: READ, Operation.ADD: ADD, Operation.WRITE: EDIT, Operation.DELETE: EDIT}


def within(number: int) -> Access:
    """Who may do what with the sections and elements of a list: it is one right for all of them."""

    def grant(ctx: Ctx, operation: Operation) -> bool | None:
        return True if may(ctx, number, _NEEDED.get(operation, READ)) else None

    return Access(grant)


_HELD = Query(select(RIGHT.c.CODE).where(RIGHT.c.LIST_ID == bindparam("list")))


def give(ctx: Ctx, number: int, given: Any) -> None:
    """Give rights to those who have none yet; what others have stays."""
    held = {row[0] for row in ctx.tx.all(_HELD, list=number)}
    for code, level in (as_map(given) if isinstance(given, dict | list) else {}).items():
        if level not in tuple(ALL_LEVELS) or not 0 < len(code) <= MOST_LETTERS or code in held:
            ctx.drop("rights", code)
        else:
            ctx.tx.insert(RIGHT, {"LIST_ID": number, "CODE": code, "LEVEL": level})
