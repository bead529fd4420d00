"""Who sees and changes what a scrum has, as one SQL predicate: the members of its group, and administrators; changes
only as long as the group is not archived."""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, or_, select, true

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.portal.people import users
from homeport.domain.records.collection import Access, Change
from homeport.domain.records.dialect import Dialect
from homeport.domain.sonet_group import groups as sonet_groups
from homeport.domain.sonet_group.tables import TABLE as GROUP
from homeport.domain.tasks import groups
from homeport.store import constant

DENIED = ErrorKind("0", "Access denied")
NO_CREATOR = ErrorKind("0", "createdBy user not found")
NO_CHANGER = ErrorKind("0", "modifiedBy user not found")
PEOPLE = (NO_CREATOR, NO_CHANGER)

_EVERY, _READS, _WRITES = "every", "reads", "writes"


def _grant(ctx: Ctx, operation: Operation) -> Hashable:
    if ctx.actor.is_admin:
        return _EVERY
    return _READS if operation is Operation.READ else _WRITES


def _covers(grant: Hashable, row: FromClause, scans: bool) -> ColumnElement[bool]:
    if grant == _EVERY:
        return true()
    theirs = groups.of_members(row)
    if grant == _READS:
        return theirs
    archived = select(GROUP.c.ID).where(GROUP.c.CLOSED == constant("Y"))
    return theirs & or_(row.c.GROUP_ID.is_(None), row.c.GROUP_ID.not_in(archived))


OF_GROUP = Access(_grant, _covers)


def may_write(ctx: Ctx, group: int) -> bool:
    """Whether the caller may change what a group's scrum has; False also when there is no such group."""
    if ctx.actor.is_admin:
        return sonet_groups.exists(ctx.tx, group)
    return groups.standing(ctx.tx, group, ctx.actor.user_id).writes


def sign(change: Change) -> None:
    """Who made it and changed it: the caller, unless others are named; they exist."""
    new, tx, user = change.new, change.ctx.tx, change.ctx.actor.user_id
    if not change.old:
        new.setdefault("CREATED_BY", user)
    elif "MODIFIED_BY" not in change.said:
        new["MODIFIED_BY"] = user
    for name, refusal in (("CREATED_BY", NO_CREATOR), ("MODIFIED_BY", NO_CHANGER)):
        if name in change.said and not (change.said[name] and users.exists(tx, change.said[name])):
            raise refusal()
    new.setdefault("MODIFIED_BY", change.old.get("MODIFIED_BY") or 0)


def spoken(not_found: ErrorKind, unfit: ErrorKind, **rules: Any) -> Dialect:
    """How a part of a scrum is spoken of.

    :param unfit: the refusal of a value that a field cannot have, or of a row without a value that it must have
    """
    return Dialect(
        camel=True,
        texts=False,
        typed=True,
        wraps=False,
        strict=False,
        described=("type",),
        denied=DENIED,
        unreadable=DENIED,
        not_found=not_found,
        invalid=unfit,
        required=unfit,
        **rules,
    )
