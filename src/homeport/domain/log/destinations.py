"""Whom posts are for.

Source: ``log-blogpost-add.md``, ``log-blogpost-share.md``.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.values import is_empty
from homeport.domain.log.access import EVERYBODY, GROUP, PERSON
from homeport.domain.log.tables import DESTINATION
from homeport.domain.portal.people import users
from homeport.domain.portal.tables import DEPARTMENT
from homeport.domain.records.filters import as_map
from homeport.domain.sonet_group import groups, members
from homeport.store import Query, Transaction

MOST = 1_000

_CODE = re.compile(r"(U|SG|DR)([1-9]\d{0,17})")
_DEPARTMENT = Query(select(DEPARTMENT.c.ID).where(DEPARTMENT.c.ID == bindparam("id")))
_OF_POST = Query(
    select(DESTINATION.c.KIND, DESTINATION.c.TARGET)
    .where(DESTINATION.c.POST_ID == bindparam("post"))
    .order_by(DESTINATION.c.KIND, DESTINATION.c.TARGET)
)


class Destination(NamedTuple):
    """Whom a post is for: all, a user, a group, a department with all below it."""

    kind: str
    target: int


def read(ctx: Ctx, given: Any) -> list[Destination]:
    """Those that there are among the codes that a client sent, whether the caller reaches them or not."""
    if is_empty(given):
        return []
    named = list(as_map(given).values()) if isinstance(given, dict | list) else [given]
    found = (_read(ctx, each) for each in named[:MOST])
    return list(dict.fromkeys(each for each in found if each is not None))


def _read(ctx: Ctx, given: Any) -> Destination | None:
    found = None
    if given == EVERYBODY:
        found = Destination(EVERYBODY, 0)
    elif isinstance(given, str) and (matched := _CODE.fullmatch(given)):
        named = Destination(matched[1], int(matched[2]))
        found = named if _is_there(ctx.tx, named) else None
    if found is None:
        ctx.drop("fields", str(given))
    return found


def _is_there(tx: Transaction, destination: Destination) -> bool:
    kind, number = destination
    if kind == PERSON:
        return users.is_active(tx, number)
    if kind == GROUP:
        return groups.exists(tx, number)
    return tx.one(_DEPARTMENT, id=number) is not None


def reaches(ctx: Ctx, user: int, destination: Destination) -> bool:
    """Whether a user may write to it: to the groups that the user is in, and of the company who belongs to it."""
    kind, number = destination
    if kind == GROUP:
        return ctx.actor.is_admin or members.place(ctx.tx, number, user).is_member
    return kind == PERSON or users.is_employee(ctx.tx, user)


def codes(found: Iterable[Destination]) -> list[str]:
    """Destinations as clients name them."""
    return [kind if kind == EVERYBODY else f"{kind}{number}" for kind, number in found]


def of(tx: Transaction, post: int) -> list[Destination]:
    """Whom a post is for."""
    return [Destination(*row) for row in tx.all(_OF_POST, post=post)]


def put(tx: Transaction, post: int, found: Iterable[Destination]) -> None:
    """Let a post be for others, beside those whom it is for already."""
    held = set(of(tx, post))
    rows = [{"POST_ID": post, "KIND": kind, "TARGET": number} for kind, number in found if (kind, number) not in held]
    tx.insert_many(DESTINATION, rows)
