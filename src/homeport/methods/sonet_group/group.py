"""``sonet_group.*``: groups themselves."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.pictures import PICTURE
from homeport.core.values import is_empty
from homeport.domain.calendar import removal
from homeport.domain.calendar.tables import GROUP
from homeport.domain.disk import groups as disk
from homeport.domain.disk import taking
from homeport.domain.portal.people import users
from homeport.domain.records import writing
from homeport.domain.records.filters import as_map
from homeport.domain.sonet_group import groups, members, pictures, tools
from homeport.domain.sonet_group.tables import FIELDS
from homeport.domain.tasks import groups as tasks
from homeport.methods.family import as_id
from homeport.rpc import NoParams, Params, Underscored, method
from homeport.rpc.method import make

SCOPE = "sonet"
"""As the pages call it; the list of scopes says ``sonet_group``."""

NO_GROUP = ErrorKind("", "Invalid workgroup/project ID")
NO_USER = ErrorKind("", "Invalid user ID")
MAY_NOT_HAND_OVER = ErrorKind("", "Insufficient permissions to complete the operation.")

_WRITTEN = [field.name.lower() for field in FIELDS if not field.read_only and field.name != pictures.FIELD]
_PICTURE = ("image", "image_file_id")

Facts = msgspec.defstruct(
    "Facts",
    [(name, Any, msgspec.field(default=msgspec.UNSET, name=name)) for name in (*_WRITTEN, *_PICTURE)],
    bases=(Params,),
)
"""The fields of a group, which these methods take beside each other."""

Changes = msgspec.defstruct(
    "Changes", [("group_id", Any, msgspec.field(default=None, name="group_id"))], bases=(Facts,)
)


class ByGroup(Underscored):
    group_id: Any = None


class SetOwner(ByGroup):
    user_id: Any = msgspec.field(default=None, name="user_id")


class List(ByGroup):
    order: Any = None
    filter: Any = None
    is_admin: Any = msgspec.field(default=None, name="is_admin")
    start: Any = None


class Access(ByGroup):
    feature: Any = None
    operation: Any = None


def _said(ctx: Ctx, p: msgspec.Struct) -> dict[str, Any]:
    """The fields that were said, and the picture: a file of the disk goes before one that is sent, 0 takes it away."""
    said = {name.upper(): getattr(p, name) for name in _WRITTEN}
    said = {name: value for name, value in said.items() if value is not msgspec.UNSET}
    sent, number = (getattr(p, name) for name in _PICTURE)
    if number is not msgspec.UNSET and not is_empty(number):
        found = as_id(number, groups.WRONG_PICTURE) if number not in (0, "0") else 0
        return {**said, pictures.FIELD: _pictured(taking.sent(ctx, found, groups.WRONG_PICTURE)) if found else None}
    if sent is not msgspec.UNSET and not is_empty(sent):
        said[pictures.FIELD] = _pictured(sent)
    return said


def _pictured(sent: Any) -> Any:
    """A picture that was sent.

    :raises CallError: ``ERROR_IMAGE_ID`` for what is none, and what names another file
    """
    try:
        if PICTURE.read(sent, None).upload is not None:  # type: ignore[arg-type]  # the zone makes no difference
            return sent
    except ValueError:
        pass
    raise groups.WRONG_PICTURE()


def create(ctx: Ctx, p: msgspec.Struct) -> int:
    """Create a workgroup, a project or a scrum; the caller is its owner."""
    number: int = writing.create(ctx, groups.GROUPS, _said(ctx, p), groups.CREATING)["ID"]
    return number


def update(ctx: Ctx, p: Any) -> int:
    """Change a group, for an administrator or its owner."""
    group_id = as_id(p.group_id, groups.WRONG_ID)
    groups.of_id(ctx, group_id, groups.WRONG_ID)
    writing.change(ctx, groups.GROUPS, {"ID": group_id}, _said(ctx, p), groups.UPDATING)
    return group_id


@method("sonet_group.get", scope=SCOPE, heavy=True)
def get(ctx: Ctx, p: List) -> Page:
    """List groups by a filter, as far as the caller sees them."""
    conditions = as_map(p.filter)
    if not is_empty(p.group_id):
        conditions = {**conditions, "=ID": p.group_id}
    return groups.listed(ctx, conditions, p.order, p.start, is_admin=p.is_admin)


@method(
    "sonet_group.delete",
    scope=SCOPE,
    writes=True,
    errors=(groups.WRONG_ID, groups.NOT_FOUND, groups.MAY_NOT_DELETE),
)
def delete(ctx: Ctx, p: ByGroup) -> bool:
    """Delete a group with calendars and storage, for an administrator or its owner; its tasks are of no group then."""
    group = groups.of_id(ctx, as_id(p.group_id, groups.WRONG_ID), groups.NOT_FOUND)
    writing.delete(ctx, groups.GROUPS, {"ID": group["ID"]}, groups.DELETING)
    removal.forget(ctx, GROUP, group["ID"])
    disk.forget(ctx.tx, group["ID"])
    tasks.forget(ctx.tx, group["ID"])
    return True


@method("sonet_group.setowner", scope=SCOPE, writes=True, errors=(NO_GROUP, NO_USER, MAY_NOT_HAND_OVER))
def set_owner(ctx: Ctx, p: SetOwner) -> bool:
    """Give a group another owner; who was it becomes a moderator."""
    group = groups.of_id(ctx, as_id(p.group_id, NO_GROUP), NO_GROUP)
    user_id = as_id(p.user_id, NO_USER)
    if not users.is_active(ctx.tx, user_id):
        raise NO_USER()
    if not groups.may_change(ctx, group["ID"]):
        raise MAY_NOT_HAND_OVER()
    writing.change(ctx, groups.GROUPS, {"ID": group["ID"]}, {"OWNER_ID": user_id}, groups.UPDATING)
    return True


@method("sonet_group.user.groups", scope=SCOPE)
def of_user(ctx: Ctx, p: NoParams) -> list[dict[str, Any]]:
    """List the groups that the caller is a member of."""
    return [
        {
            "GROUP_ID": str(group["ID"]),
            "GROUP_NAME": group["NAME"],
            "ROLE": group["ROLE"],
            "GROUP_IMAGE_ID": None if group["IMAGE_ID"] is None else str(group["IMAGE_ID"]),
            "GROUP_IMAGE": pictures.url(ctx, group["ID"], group["IMAGE_ID"]),
            **({"IS_EXTRANET": "Y"} if group["IS_EXTRANET"] == "Y" else {}),
        }
        for group in members.groups_of(ctx.tx, ctx.actor.user_id)
    ]


@method("sonet_group.feature.access", scope=SCOPE, errors=(tools.WRONG_ID, tools.WRONG_TOOL, tools.WRONG_OPERATION))
def access(ctx: Ctx, p: Access) -> bool:
    """Say whether the caller may do something with a tool of a group."""
    group_id = as_id(p.group_id, tools.WRONG_ID)
    tool, operation = tools.operation_of(p.feature, p.operation)
    return tools.may(ctx, groups.of_id(ctx, group_id, tools.WRONG_ID), tool, operation)


METHODS = (
    make(
        "sonet_group.create",
        create,
        params=Facts,
        scope=SCOPE,
        writes=True,
        errors=(groups.INCORRECT, groups.MAY_NOT_CREATE, groups.CANNOT_CREATE, groups.WRONG_PICTURE),
    ),
    make(
        "sonet_group.update",
        update,
        params=Changes,
        scope=SCOPE,
        writes=True,
        errors=(groups.WRONG_ID, groups.MAY_NOT_UPDATE, groups.CANNOT_UPDATE, groups.WRONG_PICTURE),
    ),
)
