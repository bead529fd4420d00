"""Groups: which there are, who may see and change them, and what follows from a change.

Whoever may see a group is one predicate. A hidden group is there for its members and those whom it has invited; for
guests of the portal, every group is hidden.
"""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, or_, select, true
from sqlalchemy import exists as is_there

from homeport.core import values as v
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.events.emission import telling
from homeport.domain.portal.people import users
from homeport.domain.records import reading
from homeport.domain.records.collection import Access, Change, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map
from homeport.domain.records.scopes import followers
from homeport.domain.sonet_group import events, members, pictures
from homeport.domain.sonet_group.tables import (
    AWAITED,
    BY_GROUP,
    EXTRANET,
    FIELDS,
    GROUP,
    INTRANET,
    MEMBER,
    MODERATOR,
    PROJECT,
    ROLES,
    SCRUM,
    SUBJECTS,
    TABLE,
)
from homeport.store import Query, Transaction, constant

SPRINT = 14 * 24 * 60 * 60
"""Seconds of a sprint of a new scrum."""
BY_AUTHOR = "A"
"""Whoever creates a task of a new scrum does it, unless told."""

INCORRECT = ErrorKind("", "Incorrect input data")
MAY_NOT_CREATE = ErrorKind("", "You have no permissions to create a group")
CANNOT_CREATE = ErrorKind("", "Cannot create group")
WRONG_ID = ErrorKind("", "Wrong group ID")
NOT_FOUND = ErrorKind("", "Socialnetwork group not found")
MAY_NOT_UPDATE = ErrorKind("", "User has no permissions to update group")
CANNOT_UPDATE = ErrorKind("", "Cannot update group")
MAY_NOT_DELETE = ErrorKind("", "User has no permissions to delete group")
WRONG_PICTURE = ErrorKind("ERROR_IMAGE_ID", "Image is incorrect: Invalid file type")

CREATING = replace(
    CLASSIC,
    denied=MAY_NOT_CREATE,
    unreadable=NOT_FOUND,
    not_found=NOT_FOUND,
    invalid=INCORRECT,
    required=CANNOT_CREATE,
)
UPDATING = replace(CREATING, denied=MAY_NOT_UPDATE, not_found=WRONG_ID, invalid=CANNOT_UPDATE, required=CANNOT_UPDATE)
DELETING = replace(CREATING, denied=MAY_NOT_DELETE)
WORKGROUP = replace(CREATING, camel=True)
"""``socialnetwork.api.workgroup.list``: names in camel case, values as texts."""

_EVERY, _VISIBLE, _THEIRS, _OWN = "every", "visible", "theirs", "own"
"""What rights to groups come to: all groups, those that are not hidden, those of the caller, those the caller owns."""


def _grant(ctx: Ctx, operation: Operation) -> Hashable:
    if ctx.actor.is_admin or operation is Operation.ADD:
        return _EVERY
    return _visible(ctx, operation) if operation is Operation.READ else _OWN


def _visible(ctx: Ctx, operation: Operation) -> Hashable:
    return _VISIBLE if ctx.actor.is_employee else _THEIRS


def _covers(grant: Hashable, row: FromClause, scans: bool) -> ColumnElement[bool]:
    if grant == _EVERY:
        return true()
    if grant == _OWN:
        return row.c.OWNER_ID == bindparam("actor")
    known = and_(
        ROLES.c.USER_ID == bindparam("actor"),
        or_(ROLES.c.ROLE != constant(AWAITED), ROLES.c.INITIATED_BY_TYPE == constant(BY_GROUP)),
    )
    theirs: ColumnElement[bool] = (
        row.c.ID.in_(select(ROLES.c.GROUP_ID).where(known))
        if scans
        else is_there().where(known, ROLES.c.GROUP_ID == row.c.ID)
    )
    return theirs if grant == _THEIRS else or_(row.c.VISIBLE == constant("Y"), theirs)


def _sited(change: Change) -> None:
    """A group is of the portal's site unless said; what a guest makes is of the guests', and hidden and closed."""
    is_guest = not change.ctx.actor.is_employee
    if not change.old:
        change.new["SITE_ID"] = change.new.get("SITE_ID") or (EXTRANET if is_guest else INTRANET)
        change.new["INITIATE_PERMS"] = change.new.get("INITIATE_PERMS") or (MODERATOR if is_guest else MEMBER)
    for name in ("SITE_ID", "INITIATE_PERMS"):
        if name in change.new and change.new[name] is None:
            change.new[name] = change.old[name]
    if change.said.get("SITE_ID") or not change.old:
        sites = change.new["SITE_ID"].split(",")
        if is_guest and INTRANET in sites:
            raise change.dialect.denied()
        change.new.update({"SITE_ID": sites[0], "IS_EXTRANET": "Y" if EXTRANET in sites else "N"})
    if is_guest:
        change.new.update({"VISIBLE": "N", "OPENED": "N"})


def _led(change: Change) -> None:
    """The owner is an active user: the caller, unless an administrator names another when a group is made."""
    new, tx = change.new, change.ctx.tx
    if not change.old and not (change.ctx.actor.is_admin and new.get("OWNER_ID")):
        new["OWNER_ID"] = change.ctx.actor.user_id
    if change.old and new.get("OWNER_ID", 0) is None:
        del new["OWNER_ID"]
    for name in ("OWNER_ID", "SCRUM_MASTER_ID"):
        if new.get(name) and new[name] != change.old.get(name) and not users.is_active(tx, new[name]):
            raise change.dialect.misfit(FIELDS.by_name[name])


def _typed(change: Change) -> None:
    """A group with a scrum master is a scrum, which is a project too; a subject is one that there is."""
    if change.old:
        return
    new = change.new
    if new["SUBJECT_ID"] not in SUBJECTS:
        raise change.dialect.required()
    if new.get("SCRUM_MASTER_ID"):
        new.update(PROJECT="Y", SCRUM_OWNER_ID=new["OWNER_ID"])
        new.update(SCRUM_SPRINT_DURATION=SPRINT, SCRUM_TASK_RESPONSIBLE=BY_AUTHOR)
    new["TYPE"] = SCRUM if new.get("SCRUM_MASTER_ID") else PROJECT if new["PROJECT"] == "Y" else GROUP


def _dated(change: Change) -> None:
    """A project does not end before it begins."""
    now, row = change.ctx.clock.stamp(), change.row
    begins, ends = row.get("PROJECT_DATE_START"), row.get("PROJECT_DATE_FINISH")
    if begins and ends and ends < begins:
        raise change.dialect.required()
    change.new.update({"DATE_UPDATE": now, "DATE_ACTIVITY": now})
    if not change.old:
        change.new["DATE_CREATE"] = now


def _seated(change: Change) -> None:
    """The owner is the group's owner among its members, and a scrum master one of its moderators."""
    row = change.row
    master = row.get("SCRUM_MASTER_ID")
    if not change.old and master and master != row["OWNER_ID"]:
        members.seat(change.ctx, row["ID"], master, MODERATOR)
    if row["OWNER_ID"] != change.old.get("OWNER_ID"):
        members.own(change.ctx, row["ID"], row["OWNER_ID"])


def _left(change: Change) -> None:
    members.clear(change.ctx.tx, change.old["ID"])
    for module in followers("sonet_group"):
        module.deleted(change)


def _tell_followers(change: Change) -> None:
    for module in followers("sonet_group"):
        module.saved(change)


GROUPS = Collection(
    noun="group",
    plural="groups",
    table=TABLE,
    fields=FIELDS,
    access=Access(_grant, _covers),
    order=(("ID", True),),
    files=pictures.FILES,
    before_save=(_sited, _led, _typed, _dated),
    after_save=(_seated, _tell_followers),
    after_delete=(_left,),
    tell=telling((events.GROUP, events.SONET)),
)
"""For administrators all groups."""

LISTED = replace(GROUPS, access=Access(_visible, _covers))
"""Groups as lists have them: an administrator sees what employees see, unless asking for all."""


_THERE = Query(select(TABLE.c.ID).where(TABLE.c.ID == bindparam("group_id")))


def exists(tx: Transaction, group_id: int) -> bool:
    """Whether there is such a group, whoever may see it."""
    return tx.value(_THERE, group_id=group_id) is not None


def of_id(ctx: Ctx, group_id: int, refusal: ErrorKind) -> Values:
    """A group that the caller may see, as it is stored.

    :raises CallError: ``refusal`` when there is none
    """
    row = reading.stored(ctx, GROUPS, {"ID": group_id})
    if row is None or not reading.may(ctx, GROUPS, Operation.READ, {"ID": group_id}):
        raise refusal()
    return row


def may_change(ctx: Ctx, group_id: int) -> bool:
    """Whether the caller may change, hand over and delete a group."""
    return reading.may(ctx, GROUPS, Operation.WRITE, {"ID": group_id})


def of_caller(ctx: Ctx, is_admin: Any) -> Collection:
    """The groups that a list is of.

    :param is_admin: whether the caller wants all there are; only an administrator gets them
    """
    return GROUPS if ctx.actor.is_admin and v.read_flag(is_admin, ctx.clock.zone) == "Y" else LISTED


def listed(ctx: Ctx, conditions: Mapping[str, Any], order: Any, start: Any, *, is_admin: Any) -> Page:
    """A page of groups as ``sonet_group.get`` answers them."""
    # a search for words is written with a mark of its own here
    marked = {f"%{name[1:]}" if name.startswith("?") else name: value for name, value in conditions.items()}
    found = reading.page(
        ctx, of_caller(ctx, is_admin), CREATING, select=[*_ANSWERED], filter=marked, order=order, start=start
    )
    return found._replace(result=[_answer(ctx, row) for row in found.result])


def _answer(ctx: Ctx, row: Values) -> Values:
    image = pictures.url(ctx, int(row["ID"]), row.pop("IMAGE_ID"))
    return {**row, "SUBJECT_NAME": SUBJECTS[int(row["SUBJECT_ID"])], "IMAGE": image}


_ANSWERED = (
    "ID", "SITE_ID", "NAME", "DESCRIPTION", "DATE_CREATE", "DATE_UPDATE", "ACTIVE", "VISIBLE", "OPENED", "CLOSED",
    "SUBJECT_ID", "OWNER_ID", "KEYWORDS", "NUMBER_OF_MEMBERS", "DATE_ACTIVITY", "PROJECT", "IS_EXTRANET",
    "IMAGE_ID",
)  # fmt: skip


def of_site(ctx: Ctx, conditions: Any, site: Any) -> dict[str, Any]:
    """Conditions that hold beside the site that the list is of: the guests' for a guest, else the one asked for."""
    wanted = site if ctx.actor.is_employee else EXTRANET
    if wanted == EXTRANET:
        return {"0": as_map(conditions), "1": {"IS_EXTRANET": "Y"}}
    return {"0": as_map(conditions), "1": {"SITE_ID": wanted or INTRANET}}
