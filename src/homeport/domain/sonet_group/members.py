"""Who is in a group: added, invited, asking, promoted, removed.

Sources: ``api-reference/sonet-group/members/``, ``sonet-group-setowner.md``.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, select, update

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.portal.people import users
from homeport.domain.portal.tables import USER
from homeport.domain.records.fields import Values
from homeport.domain.records.scopes import followers
from homeport.domain.sonet_group.tables import (
    AWAITED,
    BY_GROUP,
    BY_USER,
    MEMBER,
    MEMBERS,
    MODERATOR,
    MODERATORS,
    OWNER,
    ROLES,
    TABLE,
)
from homeport.store import Query, Transaction

CANNOT_ASK = ErrorKind("", "Cannot request to join group")


def _counted(roles: tuple[str, ...]) -> Any:
    return (
        select(func.count())
        .select_from(ROLES)
        .where(ROLES.c.GROUP_ID == TABLE.c.ID, ROLES.c.ROLE.in_(roles))
        .scalar_subquery()
    )


_COUNT = Query(
    update(TABLE)
    .where(TABLE.c.ID == bindparam("group_id"))
    .values(NUMBER_OF_MEMBERS=_counted(MEMBERS), NUMBER_OF_MODERATORS=_counted(MODERATORS))
)
_PLACE = Query(
    select(ROLES.c.ROLE, ROLES.c.INITIATED_BY_TYPE).where(
        ROLES.c.GROUP_ID == bindparam("group_id"), ROLES.c.USER_ID == bindparam("user_id")
    )
)
_OF_GROUP = Query(
    select(
        ROLES.c.USER_ID,
        ROLES.c.ROLE,
        ROLES.c.INITIATED_BY_TYPE,
        USER.c.ACTIVE,
        USER.c.NAME,
        USER.c.LAST_NAME,
        USER.c.WORK_POSITION,
        USER.c.PERSONAL_PHOTO,
    )
    .join(USER, USER.c.ID == ROLES.c.USER_ID)
    .where(ROLES.c.GROUP_ID == bindparam("group_id"))
    .order_by(ROLES.c.USER_ID)
)
_OF_USER = Query(
    select(TABLE.c.ID, TABLE.c.NAME, ROLES.c.ROLE, TABLE.c.IS_EXTRANET, TABLE.c.IMAGE_ID)
    .join(TABLE, TABLE.c.ID == ROLES.c.GROUP_ID)
    .where(ROLES.c.USER_ID == bindparam("user_id"), ROLES.c.ROLE.in_(MEMBERS))
    .order_by(TABLE.c.ID)
)


class Place(NamedTuple):
    """What a user is to a group.

    :param role: empty for nothing
    :param begun: ``U`` when the user asked, ``G`` when the group invited
    """

    role: str = ""
    begun: str = ""

    @property
    def is_member(self) -> bool:
        """Whether the user is in the group."""
        return self.role in MEMBERS


def place(tx: Transaction, group_id: int, user_id: int) -> Place:
    """What a user is to a group."""
    row = tx.one(_PLACE, group_id=group_id, user_id=user_id)
    return Place() if row is None else Place(*row)


def companions(user: ColumnElement[int]) -> Select[tuple[int]]:
    """Who is in one of a user's groups, as SQL."""
    own = select(ROLES.c.GROUP_ID).where(ROLES.c.USER_ID == user, ROLES.c.ROLE.in_(MEMBERS))
    return select(ROLES.c.USER_ID).where(ROLES.c.GROUP_ID.in_(own), ROLES.c.ROLE.in_(MEMBERS))


def everybody(tx: Transaction, group_id: int) -> list[Values]:
    """Members, the invited and those who have asked, with their names."""
    return tx.dicts(_OF_GROUP, group_id=group_id)


def groups_of(tx: Transaction, user_id: int) -> list[Values]:
    """The groups that a user is a member of."""
    return tx.dicts(_OF_USER, user_id=user_id)


def seat(ctx: Ctx, group_id: int, user_id: int, role: str, begun: str = BY_GROUP, message: str | None = None) -> None:
    """Give a user a role in a group, whatever it was before."""
    was = place(ctx.tx, group_id, user_id)
    if was.role:
        ctx.tx.update(ROLES, {"GROUP_ID": group_id, "USER_ID": user_id}, {"ROLE": role})
        _tell_followers(ctx, group_id)
    else:
        ctx.tx.insert(
            ROLES,
            {
                "GROUP_ID": group_id,
                "USER_ID": user_id,
                "ROLE": role,
                "INITIATED_BY_TYPE": begun,
                "INITIATED_BY_USER_ID": ctx.actor.user_id,
                "MESSAGE": message,
                "DATE_CREATE": ctx.clock.stamp(),
            },
        )
    ctx.tx.execute(_COUNT, group_id=group_id)


def own(ctx: Ctx, group_id: int, user_id: int) -> None:
    """Make a user the owner; who was it stays as a moderator."""
    for each in everybody(ctx.tx, group_id):
        if each["ROLE"] == OWNER and each["USER_ID"] != user_id:
            seat(ctx, group_id, each["USER_ID"], MODERATOR)
    seat(ctx, group_id, user_id, OWNER)


def join(ctx: Ctx, group_ids: Iterable[int], user_id: int) -> None:
    """Make a member of a new user."""
    for group_id in group_ids:
        seat(ctx, group_id, user_id, MEMBER)


def clear(tx: Transaction, group_id: int) -> None:
    """Forget everybody of a group that is deleted."""
    tx.delete(ROLES, GROUP_ID=group_id)


def add(ctx: Ctx, group_id: int, user_ids: Iterable[int]) -> list[int]:
    """Make members of users at once, whether they were invited, have asked or neither; those who have become it."""
    added = []
    for user_id in user_ids:
        if users.is_active(ctx.tx, user_id) and not place(ctx.tx, group_id, user_id).is_member:
            seat(ctx, group_id, user_id, MEMBER)
            added.append(user_id)
    return added


def invite(ctx: Ctx, group: Values, user_ids: Iterable[int], message: str | None) -> list[int]:
    """Invite users, where the caller may; those who were. Whoever has asked before is a member then."""
    if not may_invite(ctx, group):
        return []
    invited = []
    for user_id in user_ids:
        was = place(ctx.tx, group["ID"], user_id)
        if was.is_member or was.begun == BY_GROUP or not users.is_active(ctx.tx, user_id):
            continue
        seat(ctx, group["ID"], user_id, MEMBER if was.role else AWAITED, message=message)
        for module in () if was.role else followers("sonet_group"):
            module.invited(ctx, group, user_id, message)
        invited.append(user_id)
    return invited


def decline(ctx: Ctx, group_id: int, user_id: int) -> None:
    """Note that somebody who is awaited does not come."""
    ctx.tx.delete(ROLES, GROUP_ID=group_id, USER_ID=user_id, ROLE=AWAITED)


def may_invite(ctx: Ctx, group: Values) -> bool:
    """Whether the caller may invite others; nobody comes into an archived group."""
    if group["CLOSED"] == "Y":
        return False
    asked = MEMBERS[: MEMBERS.index(group["INITIATE_PERMS"]) + 1]
    return ctx.actor.is_admin or place(ctx.tx, group["ID"], ctx.actor.user_id).role in asked


def ask(ctx: Ctx, group: Values, message: str | None) -> None:
    """Ask to join on behalf of the caller. An open group takes in everybody, and any group those whom it invited.

    :raises CallError: ``CANNOT_ASK`` when the group is archived, or the caller is in it or has asked already
    """
    was = place(ctx.tx, group["ID"], ctx.actor.user_id)
    if not may_ask(group, was):
        raise CANNOT_ASK()
    joins = was.begun == BY_GROUP or group["OPENED"] == "Y"
    seat(ctx, group["ID"], ctx.actor.user_id, MEMBER if joins else AWAITED, BY_USER, message)


def may_ask(group: Values, was: Place) -> bool:
    """Whether somebody who is this to a group may ask to join it."""
    return group["CLOSED"] != "Y" and not was.is_member and (was.begun != BY_USER or group["OPENED"] == "Y")


def promote(ctx: Ctx, group: Values, user_ids: Iterable[int], role: str) -> list[int]:
    """Make moderators or plain members of members; those whose role was given. The owner stays what he is."""
    changed = []
    for user_id in user_ids:
        was = place(ctx.tx, group["ID"], user_id)
        if was.is_member and was.role != OWNER:
            seat(ctx, group["ID"], user_id, role)
            changed.append(user_id)
    return changed


def remove(ctx: Ctx, group: Values, user_ids: Iterable[int]) -> list[int]:
    """Remove members; those who were. The owner and the scrum master stay."""
    removed = []
    for user_id in user_ids:
        if user_id in (group["OWNER_ID"], group["SCRUM_MASTER_ID"]):
            continue
        if place(ctx.tx, group["ID"], user_id).is_member:
            ctx.tx.delete(ROLES, GROUP_ID=group["ID"], USER_ID=user_id)
            removed.append(user_id)
    ctx.tx.execute(_COUNT, group_id=group["ID"])
    _tell_followers(ctx, group["ID"])
    return removed


def _tell_followers(ctx: Ctx, group_id: int) -> None:
    for module in followers("sonet_group"):
        module.seated(ctx, group_id)
