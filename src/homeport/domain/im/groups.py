"""The chats of workgroups: opened with a group, for its members, managed by its moderators.

Source: ``api-reference/chats/im-chat-add.md``.
"""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, select

from homeport.core.ctx import Ctx
from homeport.domain.im import kinds, opening
from homeport.domain.records.collection import Change
from homeport.domain.sonet_group import members
from homeport.domain.sonet_group.tables import MEMBERS, MODERATORS, ROLES
from homeport.store import Transaction, constant

ENTITY = kinds.GROUP
TITLE = "Go to group"


def grant(ctx: Ctx) -> Hashable:
    """What statements are compiled for: nothing; those who are in a group are told by its roles."""
    return None


def covers(given: Hashable, group: ColumnElement[Any], scans: bool) -> ColumnElement[bool]:
    """The groups whose member the caller is."""
    mine = (ROLES.c.USER_ID == bindparam("actor"), ROLES.c.ROLE.in_([constant(each) for each in MEMBERS]))
    if scans:
        return group.in_(select(ROLES.c.GROUP_ID).where(*mine))
    return exists(select(ROLES.c.GROUP_ID).where(ROLES.c.GROUP_ID == group, *mine))


def people(tx: Transaction, group: int) -> dict[int, bool]:
    """The members of a group, and whether they manage it."""
    found = members.everybody(tx, group)
    return {each["USER_ID"]: each["ROLE"] in MODERATORS for each in found if each["ROLE"] in MEMBERS}


def said(ctx: Ctx, group: int, message: dict[str, Any]) -> None:
    """Nothing follows for a group from what is said in its chat."""


def link(ctx: Ctx, group: int) -> tuple[str, str, str]:
    """Where a group is shown: what kind of thing it is, the address, what the way there is called."""
    return ENTITY, f"/workgroups/group/{group}/", TITLE


def saved(change: Change) -> None:
    """A new group has a chat, called as the group is."""
    if not change.old or {"NAME", "OWNER_ID"} & change.new.keys():
        opening.follow(change, ENTITY, change.row["NAME"], change.row["OWNER_ID"])


def deleted(change: Change) -> None:
    """The chat of a deleted group goes with it."""
    opening.close(change.ctx.tx, ENTITY, change.old["ID"])
