"""Who sees, uses and changes flows, as one SQL predicate.

A flow is seen by those who are given its tasks, those who may add some, its creator, its administrator, where a
moderator gives tasks out by the members of its group, and by administrators of the portal. Its creator and its
administrator change it. Everybody of the company makes flows. Source: ``api-reference/tasks/flow/``.
"""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, exists, or_, select, true

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.portal.people.belonging import departments
from homeport.domain.records.collection import Access
from homeport.domain.tasks import groups
from homeport.domain.tasks.flows.tables import CREATORS, FLOW, MANUALLY, PART, RESPONSIBLES
from homeport.store import Query, Transaction, constant, statements

EVERYBODY, PERSON, DEPARTMENT, WITH_BELOW = "UA", "U", "D", "DR"
"""Kinds of what a flow's lists name."""

_EVERY, _OWN = "every", "own"
_SEES, _ADDS, _WORKS = (RESPONSIBLES, CREATORS), (CREATORS,), (RESPONSIBLES,)


def _grant(ctx: Ctx, operation: Operation) -> Hashable | None:
    if operation is Operation.ADD and not ctx.actor.is_employee:
        return None
    if ctx.actor.is_admin:
        return _EVERY
    return (_SEES, ctx.actor.is_employee) if operation is Operation.READ else _OWN


def _covers(grant: Any, flow: FromClause, scans: bool) -> ColumnElement[bool]:
    if grant == _EVERY:
        return true()
    mine = or_(flow.c.CREATOR_ID == bindparam("actor"), flow.c.OWNER_ID == bindparam("actor"))
    if grant == _OWN:
        return mine
    fields, employee = grant
    reached = _is_named(flow, fields, employee)
    if fields == _ADDS:
        return or_(mine, reached)
    in_group = and_(flow.c.DISTRIBUTION_TYPE == constant(MANUALLY), groups.of_members(flow))
    return or_(mine, reached, in_group)


def _is_named(flow: FromClause, fields: tuple[str, ...], employee: bool) -> ColumnElement[bool]:
    """Whether one of a flow's lists names the caller. Guests are named only by themselves."""
    kind, target = PART.c.KIND, PART.c.TARGET
    ways = [and_(kind == constant(PERSON), target == bindparam("actor"))]
    if employee:
        works, above = departments("flow")
        ways.append(kind == constant(EVERYBODY))
        ways.append(and_(kind == constant(DEPARTMENT), target.in_(select(works.c.ID))))
        ways.append(and_(kind == constant(WITH_BELOW), target.in_(select(above.c.ID))))
    named = PART.c.FIELD.in_([constant(field) for field in fields])
    return exists().where(PART.c.FLOW_ID == flow.c.ID, named, or_(*ways))


FLOWS = Access(_grant, _covers)


@statements
def _check(grant: Hashable) -> Query:
    return Query(select(FLOW.c.ID).where(FLOW.c.ID == bindparam("id"), _covers(grant, FLOW, False)))


@statements
def _is_of_team(employee: bool) -> Query:
    return Query(select(FLOW.c.ID).where(FLOW.c.ID == bindparam("id"), _is_named(FLOW, _WORKS, employee)))


def may_add(ctx: Ctx, flow: int) -> bool:
    """Whether the caller may add tasks to a flow; False also when there is none."""
    grant = _EVERY if ctx.actor.is_admin else (_ADDS, ctx.actor.is_employee)
    return ctx.tx.one(_check(grant), id=flow, actor=ctx.actor.user_id) is not None


def is_of_team(tx: Transaction, flow: int, person: int, *, employee: bool) -> bool:
    """Whether a flow's tasks are given to somebody."""
    return tx.one(_is_of_team(employee), id=flow, actor=person) is not None
