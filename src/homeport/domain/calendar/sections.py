"""Calendars: whose they are, who sees and who changes them.

Which rights calendars give unless people change them is not documented: a user's calendar is its owner's, and
colleagues see when and what; a group's is its members', and its moderators change it; the company's is for all to see.
"""

from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, exists, or_, select, true

from homeport.core.clock import stored_to_iso
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.calendar import events, removal
from homeport.domain.calendar.tables import COMPANY, FIELDS, GROUP, RESOURCE, SECTION, USER
from homeport.domain.events.emission import tell
from homeport.domain.portal.people import users
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import Access, Change, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import Values
from homeport.domain.sonet_group import groups
from homeport.domain.sonet_group.tables import MEMBERS, MODERATORS, ROLES
from homeport.domain.sonet_group.tables import TABLE as GROUPS
from homeport.store import Query, constant, statements

DENIED = ErrorKind("", "Access denied")
INVALID = ErrorKind("", 'Invalid value for the "{field}" parameter')

DIALECT = replace(
    CLASSIC,
    denied=DENIED,
    unreadable=DENIED,
    not_found=DENIED,
    invalid=INVALID,
    required=INVALID,
    called={name: name.lower() for name in FIELDS.by_name},
)

TITLES, EVERYTHING, CHANGES = 1, 2, 3
"""What a right lets people do: see when and what, see everything, change the calendar."""

EVERY, SEEN, FILLED, OWN = "every", "seen", "filled", "own"
"""What rights come to: all calendars, those that an employee sees, puts events into, and changes."""


def _grant(ctx: Ctx, operation: Operation) -> Hashable | None:
    if not ctx.actor.is_employee:
        return None
    if ctx.actor.is_admin:
        return EVERY
    return SEEN if operation is Operation.READ else OWN


def covers(grant: Hashable, row: FromClause, scans: bool) -> ColumnElement[bool]:
    """Which calendars a grant covers, or what is in them, of a table that says their type and owner."""
    calendar = row.c.CAL_TYPE != constant(RESOURCE)
    if grant == EVERY:
        return calendar
    of_user, of_group = row.c.CAL_TYPE == constant(USER), row.c.CAL_TYPE == constant(GROUP)
    takes_part = (ROLES.c.GROUP_ID == row.c.OWNER_ID, ROLES.c.USER_ID == bindparam("actor"))
    if grant == SEEN:
        theirs = exists().where(*takes_part, ROLES.c.ROLE.in_(MEMBERS))
        return or_(of_user, row.c.CAL_TYPE == constant(COMPANY), and_(of_group, theirs))
    roles = ROLES.c.ROLE.in_(MODERATORS if grant == OWN else MEMBERS)
    led = exists().where(*takes_part, roles, GROUPS.c.ID == row.c.OWNER_ID, GROUPS.c.CLOSED == constant("N"))
    return or_(and_(of_user, row.c.OWNER_ID == bindparam("actor")), and_(of_group, led))


def _dated(change: Change) -> None:
    now = change.ctx.clock.stamp()
    change.new["TIMESTAMP_X"] = now
    if not change.old:
        change.new.update(DATE_CREATE=now, CREATED_BY=change.ctx.actor.user_id)


def _named(change: Change) -> None:
    if change.row.get("NAME") in (None, ""):
        raise change.dialect.misfit(FIELDS.by_name["NAME"])


def _emptied(change: Change) -> None:
    removal.emptied(change.ctx, change.row["ID"])


def _told(change: Change, verb: str) -> None:
    tell(change.ctx, (events.SECTION.format(verb=verb),), {"id": change.row["ID"]}, events.CALENDAR)


SECTIONS = Collection(
    noun="section",
    plural="sections",
    table=SECTION,
    fields=FIELDS,
    access=Access(_grant, covers),
    before_save=(_dated, _named),
    before_delete=(_emptied,),
    tell=_told,
)


def _grant_resource(ctx: Ctx, operation: Operation) -> Hashable | None:
    if not ctx.actor.is_employee:
        return None
    return EVERY if ctx.actor.is_admin or operation in (Operation.READ, Operation.ADD) else OWN


def _covers_resource(grant: Hashable, row: FromClause, scans: bool) -> ColumnElement[bool]:
    return true() if grant == EVERY else row.c.CREATED_BY == bindparam("actor")


RESOURCES = replace(
    SECTIONS,
    noun="resource",
    plural="resources",
    access=Access(_grant_resource, _covers_resource),
    within={"CAL_TYPE": RESOURCE, "OWNER_ID": 0},
)
"""Every employee sees and adds resources; who added one changes it."""


@statements
def _of_owner(collection: Collection, grant: Hashable) -> Query:
    columns = (SECTION.c[name] for name in collection.columns)
    covered = collection.access.covers(grant, SECTION, True)
    own = and_(SECTION.c.CAL_TYPE == bindparam("type"), SECTION.c.OWNER_ID == bindparam("owner"))
    return Query(select(*columns).where(own, covered).order_by(SECTION.c.ID))


def of_owner(ctx: Ctx, kind: str, owner: int, collection: Collection = SECTIONS) -> list[Values]:
    """The calendars of an owner that the caller sees, as they are stored.

    :raises CallError: ``DENIED`` for guests of the portal
    """
    grant = collection.access.grant(ctx, Operation.READ)
    if grant is None:
        raise DENIED()
    return ctx.tx.dicts(_of_owner(collection, grant), type=kind, owner=owner, actor=ctx.actor.user_id)


def add(ctx: Ctx, kind: str, owner: int, given: Values) -> int:
    """Add a calendar; its id.

    :raises CallError: ``DENIED``, also for an owner that there is not; ``INVALID``
    """
    if not owner_is_there(ctx, kind, owner):
        raise DENIED()
    number: int = writing.create(ctx, SECTIONS, given, DIALECT, {"CAL_TYPE": kind, "OWNER_ID": owner})["ID"]
    return number


def owner_is_there(ctx: Ctx, kind: str, owner: int) -> bool:
    """Whether there is somebody or something that calendars of a type may belong to."""
    there = {
        USER: users.is_active(ctx.tx, owner),
        GROUP: groups.exists(ctx.tx, owner),
        COMPANY: owner == 0,
    }
    return there.get(kind, False)


def is_of(ctx: Ctx, number: int, kind: str, owner: int, collection: Collection = SECTIONS) -> bool:
    """Whether a calendar, or a resource, is this owner's."""
    row = reading.stored(ctx, collection, {"ID": number})
    return row is not None and (row["CAL_TYPE"], row["OWNER_ID"]) == (kind, owner)


def require(ctx: Ctx, number: int, kind: str, owner: int) -> None:
    """Refuse a calendar that is not this owner's.

    :raises CallError: ``DENIED``
    """
    if not is_of(ctx, number, kind, owner):
        raise DENIED()


def shown(ctx: Ctx, row: Values) -> Values:
    """A calendar as it is answered, with what the caller may do with it."""
    changes = reading.may(ctx, SECTIONS, Operation.WRITE, {"ID": row["ID"]})
    kind, owner = row["CAL_TYPE"], row["OWNER_ID"]
    writes = changes or kind == GROUP
    answer = reading.written(SECTIONS, DIALECT, row, ctx.clock.zone)
    return {
        **answer,
        **{name: _moment(ctx, row[name]) for name in ("DATE_CREATE", "TIMESTAMP_X")},
        "GAPI_CALENDAR_ID": None,
        "CAL_DAV_CON": None,
        "SYNC_TOKEN": None,
        "PAGE_TOKEN": None,
        "EXTERNAL_TYPE": "local",
        "ACCESS": _rights(kind, owner),
        "IS_COLLAB": False,
        "PERM": {
            "view_time": True,
            "view_title": True,
            "view_full": changes or kind != USER,
            "add": writes,
            "edit": writes,
            "edit_section": changes,
            "access": changes,
        },
    }


def _moment(ctx: Ctx, stored: str) -> str:
    return datetime.fromisoformat(stored_to_iso(stored, ctx.clock.zone)).strftime("%Y-%m-%d %H:%M:%S")


def _rights(kind: str, owner: int) -> dict[str, Any]:
    """Who has which right, by access codes; administrators have all of them."""
    if kind == USER:
        return {"AU": TITLES, f"U{owner}": CHANGES}
    if kind == GROUP:
        return {f"SG{owner}_A": CHANGES, f"SG{owner}_E": CHANGES, f"SG{owner}_K": EVERYTHING}
    return {"AU": EVERYTHING, "G1": CHANGES}


_FIRST = Query(
    select(SECTION.c.ID)
    .where(SECTION.c.CAL_TYPE == bindparam("type"), SECTION.c.OWNER_ID == bindparam("owner"))
    .order_by(SECTION.c.ID)
    .limit(1)
)


def first_of(ctx: Ctx, kind: str, owner: int) -> int | None:
    """The first calendar of an owner, whoever may see it; None where there is none."""
    found: int | None = ctx.tx.value(_FIRST, type=kind, owner=owner)
    return found


def usual(ctx: Ctx, kind: str, owner: int) -> int:
    """The first calendar of an owner, whoever may see it; one is made where there is none."""
    return first_of(ctx, kind, owner) or _made(ctx, kind, owner)


def _made(ctx: Ctx, kind: str, owner: int) -> int:
    """A first calendar for an owner, whoever has the right to it."""
    now = ctx.clock.stamp()
    row = {**FIELDS.defaults, "NAME": _TITLES[kind], "CAL_TYPE": kind, "OWNER_ID": owner}
    by = {"CREATED_BY": owner if kind == USER else ctx.actor.user_id, "DATE_CREATE": now, "TIMESTAMP_X": now}
    return ctx.tx.insert(SECTION, {**row, **by})


_TITLES = {USER: "My calendar", GROUP: "Group calendar", COMPANY: "Company calendar"}
"""What calendars are called that nobody has named."""
