"""Access is SQL: one function turns rights into a predicate, used by every read and check.

Get, list, count and bindings all use it, so a list and a check cannot disagree, and totals never count what the user
may not see. Statements are compiled once for each shape of rights; ``:actor`` is the calling user's id.
"""

from functools import lru_cache

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, exists, false, or_, select, true

from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.core.rights import Grant, Level, Operation, Rights
from homeport.domain.crm.activity.tables import ACTIVITY, BINDING
from homeport.domain.crm.entities import entity_of, identity, table_of
from homeport.domain.crm.timeline.tables import BINDING as TIMELINE_BINDING
from homeport.domain.crm.timeline.tables import ENTRY
from homeport.domain.portal.tables import COLLEAGUE
from homeport.store import Lookup, Query, constant

SHAPES = 4096
"""Statements kept per kind: a portal has few shapes of rights, however many its users."""


def predicate(grant: Grant, record: FromClause, *, scans: bool = False) -> ColumnElement[bool]:
    """Which rows of a record table a grant covers, as SQL.

    :param record: the table, or an alias of it
    :param scans: whether the statement looks at many rows, as lists and counts do
    """
    if not grant.categories or "CATEGORY_ID" not in record.c:
        return _covers(grant.level, record, scans)
    named = record.c.CATEGORY_ID.in_([category for category, _ in grant.categories])
    cases = [
        and_(record.c.CATEGORY_ID == category, _covers(level, record, scans)) for category, level in grant.categories
    ]
    return or_(*cases, and_(~named, _covers(grant.level, record, scans)))


def _covers(level: Level, record: FromClause, scans: bool) -> ColumnElement[bool]:
    if level is Level.ALL:
        return true()
    if level is Level.NONE:
        return false()
    responsible = record.c["ASSIGNED_BY_ID" if "ASSIGNED_BY_ID" in record.c else "RESPONSIBLE_ID"]
    own = responsible == bindparam("actor")
    if level is Level.OWN:
        return own
    reach = "D" if level is Level.DEPARTMENT else "F"
    known = and_(COLLEAGUE.c.USER_ID == bindparam("actor"), COLLEAGUE.c.REACH == constant(reach))
    # IN fetches all colleagues once, half the time of a scan; for one row a look-up is quicker
    reached: ColumnElement[bool] = (
        responsible.in_(select(COLLEAGUE.c.COLLEAGUE_ID).where(known))
        if scans
        else Lookup(known, COLLEAGUE.c.COLLEAGUE_ID == responsible)
    )
    if level is Level.OPEN and "OPENED" in record.c:
        return or_(own, reached, record.c.OPENED == constant("Y"))
    return or_(own, reached)


def bound(rights: Rights, operation: Operation, binding: FromClause) -> ColumnElement[bool]:
    """Which rows of the binding table lead to a record that the rights cover, as SQL."""
    return leads(rights, operation, binding, "OWNER")


def leads(rights: Rights, operation: Operation, row: FromClause, names: str) -> ColumnElement[bool]:
    """Which rows of a table lead to a record that the rights cover, as SQL.

    :param row: the table, or an alias of it
    :param names: what the columns with the record's type and id are called: ``OWNER`` for ``OWNER_TYPE_ID``
    """
    if rights.is_admin:
        return true()
    type_id, entity_id = row.c[f"{names}_TYPE_ID"], row.c[f"{names}_ID"]
    whole: list[int] = []
    parts: list[ColumnElement[bool]] = []
    for entity_type_id, grant in rights.grants(operation):
        if grant.level is Level.ALL and not grant.categories:
            whole.append(entity_type_id)
        elif grant.highest is not Level.NONE:
            record = table_of(entity_type_id).alias()
            is_it = and_(*identity(record, entity_type_id), record.c.ID == entity_id)
            covered = Lookup(is_it, predicate(grant, record)).correlate(row)
            parts.append(and_(type_id == constant(entity_type_id), covered))
    if whole:
        parts.append(type_id.in_([constant(entity_type_id) for entity_type_id in whole]))
    return or_(false(), *parts)


def activity(rights: Rights, operation: Operation) -> ColumnElement[bool]:
    """Which rows of the activity table the rights cover: those bound to at least one record that they cover."""
    if rights.is_admin:
        return true()
    binding = BINDING.alias()
    return exists().where(binding.c.ACTIVITY_ID == ACTIVITY.c.ID, bound(rights, operation, binding)).correlate(ACTIVITY)


def timeline(rights: Rights, operation: Operation) -> ColumnElement[bool]:
    """Which rows of the timeline's table the rights cover: as of activities."""
    if rights.is_admin:
        return true()
    binding = TIMELINE_BINDING.alias()
    return exists().where(binding.c.ENTRY_ID == ENTRY.c.ID, bound(rights, operation, binding)).correlate(ENTRY)


def may(ctx: Ctx, operation: Operation, record: Owner) -> bool:
    """Whether the caller may do it to a record; False also when there is no such record, or no such type of them."""
    if entity_of(record.entity_type_id) is None:
        return False
    grant = ctx.actor.rights.grant(record.entity_type_id, operation)
    query = _record_check(grant, record.entity_type_id)
    return ctx.tx.value(query, id=record.entity_id, actor=ctx.actor.user_id) is not None


@lru_cache(SHAPES)
def _record_check(grant: Grant, entity_type_id: int) -> Query:
    record = table_of(entity_type_id)
    where = and_(*identity(record, entity_type_id), record.c.ID == bindparam("id"))
    return Query(select(record.c.ID).where(where, predicate(grant, record)))


def may_activity(ctx: Ctx, operation: Operation, activity_id: int) -> bool:
    """Whether the caller may do it to an activity; False also when there is no such activity."""
    query = _activity_check(ctx.actor.rights, operation)
    return ctx.tx.value(query, id=activity_id, actor=ctx.actor.user_id) is not None


@lru_cache(SHAPES)
def _activity_check(rights: Rights, operation: Operation) -> Query:
    return Query(select(ACTIVITY.c.ID).where(ACTIVITY.c.ID == bindparam("id"), activity(rights, operation)))


def may_timeline(ctx: Ctx, operation: Operation, entry_id: int) -> bool:
    """Whether the caller may do it to an entry of a timeline; False also when there is no such entry."""
    query = _timeline_check(ctx.actor.rights, operation)
    return ctx.tx.value(query, id=entry_id, actor=ctx.actor.user_id) is not None


@lru_cache(SHAPES)
def _timeline_check(rights: Rights, operation: Operation) -> Query:
    return Query(select(ENTRY.c.ID).where(ENTRY.c.ID == bindparam("id"), timeline(rights, operation)))
