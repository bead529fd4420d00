"""``sonet_group.user.*``: who is in a group."""

from collections.abc import Iterable
from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, read_string
from homeport.domain.records.filters import as_map
from homeport.domain.sonet_group import groups, members, tools
from homeport.domain.sonet_group.tables import MEMBER, MEMBERS, MODERATOR
from homeport.methods.family import as_id
from homeport.methods.sonet_group.group import SCOPE, ByGroup
from homeport.rpc import Params, method

MAY_NOT_ADD = ErrorKind("", "No permissions to add users")
MAY_NOT_CHANGE = ErrorKind("", "No permissions to update users role")
WRONG_USERS = ErrorKind("", "Wrong user IDs")
WRONG_ROLE = ErrorKind("", "Incorrect role code")

CHANGING = (groups.WRONG_ID, WRONG_USERS, groups.NOT_FOUND)


class ById(Params):
    id: Any = None


class People(ByGroup):
    user_id: Any = msgspec.field(default=None, name="user_id")


class Invite(People):
    message: Any = None


class Ask(ByGroup):
    message: Any = None


class Promote(People):
    role: Any = None


def _users(given: Any) -> list[int]:
    """Users, from one id or a list of them.

    :raises CallError: ``WRONG_USERS`` for none, or for what is no id
    """
    named = as_map(given).values() if isinstance(given, dict | list) else [given]
    found = [as_id(each, WRONG_USERS) for each in named]
    if not found:
        raise WRONG_USERS()
    return list(dict.fromkeys(found))


def _text(given: Any, ctx: Ctx) -> str | None:
    try:
        return None if is_empty(given) else read_string(given, ctx.clock.zone)
    except ValueError:
        raise groups.INCORRECT() from None


def _texts(ids: Iterable[int]) -> list[str]:
    return [str(number) for number in ids]


@method("sonet_group.user.get", scope=SCOPE, errors=(tools.WRONG_ID, groups.NOT_FOUND))
def get(ctx: Ctx, p: ById) -> list[dict[str, str]]:
    """List the active members of a group."""
    group = groups.of_id(ctx, as_id(p.id, tools.WRONG_ID), groups.NOT_FOUND)
    return [
        {"USER_ID": str(each["USER_ID"]), "ROLE": each["ROLE"]}
        for each in members.everybody(ctx.tx, group["ID"])
        if each["ROLE"] in MEMBERS and each["ACTIVE"] == "Y"
    ]


@method("sonet_group.user.add", scope=SCOPE, writes=True, errors=(MAY_NOT_ADD, *CHANGING))
def add(ctx: Ctx, p: People) -> list[str]:
    """Make members of users without asking them, for administrators."""
    group_id, user_ids = as_id(p.group_id, groups.WRONG_ID), _users(p.user_id)
    if not ctx.actor.is_admin:
        raise MAY_NOT_ADD()
    return _texts(members.add(ctx, groups.of_id(ctx, group_id, groups.NOT_FOUND)["ID"], user_ids))


@method("sonet_group.user.invite", scope=SCOPE, writes=True, errors=(groups.INCORRECT, *CHANGING))
def invite(ctx: Ctx, p: Invite) -> list[str]:
    """Invite users into a group; they join by asking to."""
    group_id, user_ids = as_id(p.group_id, groups.WRONG_ID), _users(p.user_id)
    group = groups.of_id(ctx, group_id, groups.NOT_FOUND)
    return _texts(members.invite(ctx, group, user_ids, _text(p.message, ctx)))


@method(
    "sonet_group.user.request",
    scope=SCOPE,
    writes=True,
    errors=(groups.WRONG_ID, groups.NOT_FOUND, groups.INCORRECT, members.CANNOT_ASK),
)
def request(ctx: Ctx, p: Ask) -> bool:
    """Ask to join a group; an open one takes the caller in, and so does one that has invited the caller."""
    group = groups.of_id(ctx, as_id(p.group_id, groups.WRONG_ID), groups.NOT_FOUND)
    members.ask(ctx, group, _text(p.message, ctx))
    return True


@method("sonet_group.user.update", scope=SCOPE, writes=True, errors=(MAY_NOT_CHANGE, WRONG_ROLE, *CHANGING))
def update(ctx: Ctx, p: Promote) -> list[str]:
    """Make members moderators, or moderators members, for administrators."""
    group_id, user_ids = as_id(p.group_id, groups.WRONG_ID), _users(p.user_id)
    if p.role not in (MODERATOR, MEMBER):
        raise WRONG_ROLE()
    if not ctx.actor.is_admin:
        raise MAY_NOT_CHANGE()
    return _texts(members.promote(ctx, groups.of_id(ctx, group_id, groups.NOT_FOUND), user_ids, p.role))


@method("sonet_group.user.delete", scope=SCOPE, writes=True, errors=(MAY_NOT_CHANGE, *CHANGING))
def delete(ctx: Ctx, p: People) -> list[str]:
    """Remove members from a group, for administrators."""
    group_id, user_ids = as_id(p.group_id, groups.WRONG_ID), _users(p.user_id)
    if not ctx.actor.is_admin:
        raise MAY_NOT_CHANGE()
    return _texts(members.remove(ctx, groups.of_id(ctx, group_id, groups.NOT_FOUND), user_ids))
