"""Who may do what with sites, as one SQL predicate: by access codes, in one of two models.

In the role model, roles have rights to all sites of a section, or to some of them others; in the extended model each
site has rights of its own. While nobody has said anything, whoever belongs to the company may do everything.
Source: ``landing/rights/``.
"""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, exists, or_, select, true

from homeport.core.ctx import Ctx
from homeport.domain.landing.refusals import DENIED
from homeport.domain.landing.tables import OPTION, RIGHT, SITE
from homeport.domain.portal.people import access_codes
from homeport.domain.sonet_group import members
from homeport.store import Query, Transaction, constant, padded, statements

REFUSED = "denied"
READ, EDIT, SETTINGS, PUBLISH, DELETE = OPERATIONS = ("read", "edit", "sett", "public", "delete")
WORDS = (REFUSED, *OPERATIONS)

ROLES = ("A", "E", "K")
"""Of people in groups, each of which has the codes of those behind it: owners, moderators, members."""

MODEL, EXTENDED = "rights", "extended"
_OPTION = Query(select(OPTION.c.VALUE).where(OPTION.c.NAME == bindparam("name")))


class Grant(NamedTuple):
    """A caller's part in a statement.

    :param every: whether the caller may do everything, as an administrator
    :param roles: whether the role model holds
    :param operation: one of :data:`OPERATIONS`
    :param codes: how many access codes are compared with
    """

    every: bool
    roles: bool = False
    operation: str = READ
    codes: int = 0


def has_roles(tx: Transaction) -> bool:
    """Whether the role model holds, as in a new portal, or else the extended one."""
    return bool(tx.value(_OPTION, name=MODEL) != EXTENDED)


def switch(tx: Transaction, *, roles: bool) -> None:
    """Let one of the models hold; what is said in the other one is kept."""
    tx.delete(OPTION, NAME=MODEL)
    if not roles:
        tx.insert(OPTION, {"NAME": MODEL, "VALUE": EXTENDED})


def codes_of(ctx: Ctx) -> set[str]:
    """The access codes that the caller has."""
    found = access_codes.of_user(ctx.tx, ctx.actor.user_id) | {"UA"}
    for group in members.groups_of(ctx.tx, ctx.actor.user_id):
        code = f"SG{group['ID']}"
        found |= {code, *(f"{code}_{role}" for role in ROLES[ROLES.index(group["ROLE"]) :])}
    return found


def grant_of(ctx: Ctx, operation: str) -> tuple[Grant, dict[str, Any]]:
    """The caller's part in statements, and what they compare with."""
    if ctx.actor.is_admin:
        return Grant(every=True), {}
    codes = sorted(codes_of(ctx))
    count = padded(len(codes))
    params = {f"code_{place}": codes[min(place, len(codes) - 1)] for place in range(count)}
    return Grant(False, has_roles(ctx.tx), operation, count), params


def covers(grant: Grant, site: FromClause) -> ColumnElement[bool]:
    """The sites that a grant covers."""
    if grant.every:
        return true()
    mine: list[ColumnElement[Any]] = [bindparam(f"code_{place}") for place in range(grant.codes)]

    def of_model(right: FromClause) -> ColumnElement[bool]:
        if not grant.roles:
            return right.c.ROLE_ID == constant(0)
        return and_(right.c.ROLE_ID > constant(0), right.c.SECTION == site.c.SECTION)

    def given(operation: str) -> ColumnElement[bool]:
        right, own = RIGHT.alias(), RIGHT.alias()
        has_own = exists().where(own.c.SITE_ID == site.c.ID, own.c.ROLE_ID == right.c.ROLE_ID)
        return exists().where(
            right.c.SITE_ID.in_([site.c.ID, constant(0)]),
            of_model(right),
            right.c.CODE.in_(mine),
            right.c.OPERATION == constant(operation),
            or_(right.c.SITE_ID == site.c.ID, ~has_own),
        )

    any_right = RIGHT.alias()
    untouched = ~exists().where(any_right.c.SITE_ID.in_([site.c.ID, constant(0)]), of_model(any_right))
    return and_(~given(REFUSED), or_(untouched, given(grant.operation)))


@statements
def _check(grant: Grant) -> Query:
    return Query(select(SITE.c.ID).where(SITE.c.ID == bindparam("id"), covers(grant, SITE)))


@statements
def _held(grant: Grant) -> Query:
    allowed = [covers(grant._replace(operation=each), SITE).label(each) for each in OPERATIONS]
    return Query(select(*allowed).where(SITE.c.ID == bindparam("id")))


def may(ctx: Ctx, site: int, operation: str) -> bool:
    """Whether the caller may do something with a site."""
    grant, params = grant_of(ctx, operation)
    return ctx.tx.one(_check(grant), id=site, **params) is not None


def require(ctx: Ctx, site: int, operation: str) -> None:
    """Refuse a caller who may not do something with a site.

    :raises CallError: ``DENIED``
    """
    if not may(ctx, site, operation):
        raise DENIED()


def require_employee(ctx: Ctx) -> None:
    """Refuse a guest, who has nothing to do with sites.

    :raises CallError: ``DENIED``
    """
    if not ctx.actor.is_employee:
        raise DENIED()


_REFUSALS = Query(
    select(RIGHT.c.CODE, RIGHT.c.ROLE_ID).where(
        RIGHT.c.SITE_ID.in_([bindparam("site"), constant(0)]), RIGHT.c.OPERATION == constant(REFUSED)
    )
)


def held(ctx: Ctx, site: int) -> list[str]:
    """What the caller may do with a site; ``denied`` where it is closed to one of the caller's codes."""
    grant, params = grant_of(ctx, READ)
    row = ctx.tx.one(_held(grant), id=site, **params)
    if row is None:
        return []
    found = [operation for operation, may_do in zip(OPERATIONS, row, strict=True) if may_do]
    return found or ([REFUSED] if _is_refused(ctx, site) else [])


def _is_refused(ctx: Ctx, site: int) -> bool:
    codes, roles = codes_of(ctx), has_roles(ctx.tx)
    return any(code in codes and (role > 0) == roles for code, role in ctx.tx.all(_REFUSALS, site=site))
