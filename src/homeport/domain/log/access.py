"""Who reads posts, as one SQL predicate: their authors, those whom they are for, and administrators.

``UA`` is everybody of the company; guests read what is for them, and for their groups. Who writes: authors and
administrators.
"""

from collections.abc import Hashable

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, exists, or_, select, true

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.log.tables import DESTINATION, POST
from homeport.domain.portal.people.belonging import departments
from homeport.domain.records.collection import Access
from homeport.domain.sonet_group.tables import MEMBERS, ROLES
from homeport.store import Query, constant, statements

ALL, EMPLOYEE, GUEST, OWN = "all", "employee", "guest", "own"

EVERYBODY, PERSON, GROUP, DEPARTMENTS = "UA", "U", "SG", "DR"
"""Kinds of destinations."""


def _grant(ctx: Ctx, operation: Operation) -> Hashable:
    if ctx.actor.is_admin:
        return ALL
    if operation is not Operation.READ:
        return OWN
    return EMPLOYEE if ctx.actor.is_employee else GUEST


def covers(grant: Hashable, post: FromClause, scans: bool) -> ColumnElement[bool]:
    """Which rows of the table of posts a grant covers."""
    if grant == ALL:
        return true()
    mine = post.c.AUTHOR_ID == bindparam("actor")
    if grant == OWN:
        return mine
    kind, target = DESTINATION.c.KIND, DESTINATION.c.TARGET
    groups = select(ROLES.c.GROUP_ID).where(ROLES.c.USER_ID == bindparam("actor"), ROLES.c.ROLE.in_(MEMBERS))
    reached = [
        and_(kind == constant(PERSON), target == bindparam("actor")),
        and_(kind == constant(GROUP), target.in_(groups)),
    ]
    if grant == EMPLOYEE:
        _, above = departments("log")
        reached.append(kind == constant(EVERYBODY))
        reached.append(and_(kind == constant(DEPARTMENTS), target.in_(select(above.c.ID))))
    return or_(mine, exists().where(DESTINATION.c.POST_ID == post.c.ID, or_(*reached)))


POSTS = Access(_grant, covers)


@statements
def _check(grant: Hashable) -> Query:
    return Query(select(POST.c.ID).where(POST.c.ID == bindparam("id"), covers(grant, POST, False)))


def may(ctx: Ctx, operation: Operation, post: int) -> bool:
    """Whether the caller may do it to a post; False also when there is none."""
    grant = _grant(ctx, operation)
    return ctx.tx.one(_check(grant), id=post, actor=ctx.actor.user_id) is not None
