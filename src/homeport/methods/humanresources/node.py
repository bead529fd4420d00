"""``humanresources.node.*``: departments and teams, and what people talk in."""

import json
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError
from homeport.core.errors_v3 import (
    ACCESS_DENIED,
    ENTITY_NOT_FOUND,
    INVALID_PAGINATION,
    REQUEST_VALIDATION,
    UNFIT,
    Complaint,
    FieldKind,
    ValidationError,
)
from homeport.core.rights import Operation
from homeport.domain.humanresources import communications, members, nodes
from homeport.domain.humanresources.nodes import LISTED, NODE
from homeport.domain.portal.tables import DEPARTMENT_TYPE, TEAM_TYPE
from homeport.domain.records.v3 import reading
from homeport.domain.records.v3.asking import wanted
from homeport.methods.family_v3 import SELECTING, ById, Get, fields_of
from homeport.rpc import Empty, Id, Request, method

SCOPE = "humanresources"
Item = dict[str, Any]
Items = dict[str, list[Item]]

WRONG_TYPE = FieldKind(UNFIT.code, "Field `{field}` must be DEPARTMENT or TEAM")
WRONG_COLOR = FieldKind(UNFIT.code, "Field `{field}` must be one of: " + ", ".join(nodes.COLORS))
EMPTY = FieldKind(UNFIT.code, "Field `{field}` must not be empty")
NOTHING = FieldKind(UNFIT.code, "At least one of the following fields must be provided: name, description, colorName.")
WRONG_ROLES = FieldKind(UNFIT.code, "Field `{field}` has a role that there is not")

SETTINGS = ("BUSINESS_PROC_AUTHORITY", "REPORTS_AUTHORITY")
AUTHORITIES = frozenset(
    {"HEAD", "DEPUTY_HEAD", "ALL_DEPARTMENT_HEADS", "EMPLOYEE", "TEAM_HEAD", "TEAM_DEPUTY", "TEAM_EMPLOYEE"}
)
READING = (REQUEST_VALIDATION, ACCESS_DENIED, ENTITY_NOT_FOUND)
WRITING = READING

METHODS = fields_of("humanresources.node", NODE)


class Add(Request):
    type: str
    name: str
    parent_id: Id
    description: str | None = None
    color_name: str | None = None
    user_ids: dict[str, list[Id]] | None = None
    move_users_to_node: bool = False
    create_chat: bool = False
    binding_chat_ids: list[Id] | None = None
    create_channel: bool = False
    binding_channel_ids: list[Id] | None = None
    create_collab: bool = False
    binding_collab_ids: list[Id] | None = None
    settings: dict[str, list[str]] | None = None


class Edit(ById):
    name: str | None = None
    description: str | None = None
    color_name: str | None = None


class Move(ById):
    parent_id: Id


class List(Request):
    type: str
    select: Any = None
    pagination: Any = None


class Search(Request):
    type: str
    name: str
    parent_id: Id | None = None
    pagination: Any = None


@method("humanresources.node.add", version=3, writes=True, errors=WRITING)
def add(ctx: Ctx, p: Add) -> Item:
    """Add a department or a team, with its people and what they talk in."""
    _require_type(p.type)
    _require_named(p.name)
    _require_color(p.color_name)
    _require_settings(p.settings)
    given = {
        "TYPE": p.type,
        "NAME": p.name,
        "PARENT": p.parent_id,
        "DESCRIPTION": p.description,
        "COLOR_NAME": p.color_name if p.type == TEAM_TYPE else None,
        "SETTINGS": None if p.settings is None else json.dumps(p.settings),
    }
    node = nodes.create(ctx, given)
    roles = members.checked(ctx, node, p.user_ids or {})
    if roles:
        put = members.move if p.move_users_to_node and p.type == DEPARTMENT_TYPE else members.add
        put(ctx.tx, node, roles)
    for kind, makes, ids, field in (
        (communications.CHAT, p.create_chat, p.binding_chat_ids, "bindingChatIds"),
        (communications.CHANNEL, p.create_channel, p.binding_channel_ids, "bindingChannelIds"),
        (communications.COLLAB, p.create_collab, p.binding_collab_ids, "bindingCollabIds"),
    ):
        communications.bind(ctx, [node["ID"]], kind, ids or (), field)
        if makes:
            communications.create(ctx, node, kind)
    return reading.item(ctx, NODE, node["ID"])


@method("humanresources.node.edit", version=3, writes=True, errors=WRITING)
def edit(ctx: Ctx, p: Edit) -> Item:
    """Change the name, the description or the colour of a department or team."""
    node = nodes.find(ctx, p.id, Operation.WRITE)
    said = {"NAME": p.name, "DESCRIPTION": p.description, "COLOR_NAME": p.color_name}
    given = {name: value for name, value in said.items() if value is not None}
    if not given:
        raise NOTHING(field="name")
    if p.name is not None:
        _require_named(p.name)
    _require_color(p.color_name)
    if node["TYPE"] != TEAM_TYPE:
        given.pop("COLOR_NAME", None)
    nodes.change(ctx, p.id, given)
    return reading.item(ctx, LISTED, p.id)


@method("humanresources.node.move", version=3, writes=True, errors=WRITING)
def move(ctx: Ctx, p: Move) -> Item:
    """Put a department or team, with all below it, below another."""
    nodes.find(ctx, p.id, Operation.WRITE)
    nodes.change(ctx, p.id, {"PARENT": p.parent_id})
    return reading.item(ctx, LISTED, p.id)


@method("humanresources.node.get", version=3, errors=(*READING, *SELECTING))
def get(ctx: Ctx, p: Get) -> dict[str, Item]:
    """Return a department or team."""
    return {"item": reading.item(ctx, NODE, p.id, p.select)}


@method("humanresources.node.list", version=3, heavy=True, errors=(*READING, INVALID_PAGINATION, *SELECTING))
def list_(ctx: Ctx, p: List) -> Items:
    """List departments or teams."""
    _require_type(p.type)
    of_type = [["type", p.type]]
    return {"items": reading.page(ctx, LISTED, select=p.select, filter=of_type, pagination=p.pagination)}


@method("humanresources.node.search", version=3, heavy=True, errors=(*READING, INVALID_PAGINATION))
def search(ctx: Ctx, p: Search) -> Items:
    """Find departments or teams by a part of their name."""
    _require_type(p.type)
    _require_named(p.name)
    return {"items": nodes.named(ctx, p.type, p.name.strip(), p.parent_id, p.pagination)}


@method("humanresources.node.children", version=3, heavy=True, errors=READING)
def children(ctx: Ctx, p: Get) -> Items:
    """List the departments and teams right below one."""
    nodes.find(ctx, p.id)
    try:
        fields = wanted(LISTED, p.select)
    except CallError as error:
        raise ValidationError(REQUEST_VALIDATION, [Complaint(error.description, "select")]) from None
    return {"items": reading.shown(ctx, fields, nodes.right_below(ctx, p.id))}


@method("humanresources.node.count", version=3, errors=(ACCESS_DENIED,))
def count(ctx: Ctx, p: Empty) -> dict[str, int]:
    """Say how many departments and teams there are."""
    nodes.require_reader(ctx)
    return nodes.counts(ctx.tx)


def _require_type(given: str) -> None:
    if given not in nodes.TYPES:
        raise WRONG_TYPE(field="type")


def _require_named(given: str) -> None:
    if not given.strip():
        raise EMPTY(field="name")


def _require_color(given: str | None) -> None:
    if given is not None and given not in nodes.COLORS:
        raise WRONG_COLOR(field="colorName")


def _require_settings(given: dict[str, list[str]] | None) -> None:
    for name, roles in (given or {}).items():
        if name not in SETTINGS or not AUTHORITIES.issuperset(roles):
            raise WRONG_ROLES(field="settings")
