"""``humanresources.node.member.*`` and ``humanresources.node.communication.*``: who is in a department or team, and
what they talk in."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors_v3 import ACCESS_DENIED, ENTITY_NOT_FOUND, REQUEST_VALIDATION, UNFIT, FieldKind
from homeport.core.rights import Operation
from homeport.domain.humanresources import communications, members, nodes
from homeport.domain.records.fields import Values
from homeport.methods.family_v3 import ById, fields_of
from homeport.rpc import Id, Request, method

ERRORS = (REQUEST_VALIDATION, ACCESS_DENIED, ENTITY_NOT_FOUND)
NOBODY = FieldKind(UNFIT.code, 'Parameter "{field}" is required and must be a non-empty array.')
NO_ROLE = FieldKind(UNFIT.code, "Role `{field}` is none that the department or team has")
NO_TYPE = FieldKind(UNFIT.code, 'Invalid "{field}" value. Allowed: CHAT, CHANNEL, COLLAB.')
DONE = {"success": True}

METHODS = fields_of("humanresources.node.member", nodes.MEMBER)


class People(Request):
    node_id: Id
    user_ids: list[Id]


class Add(People):
    role: str


class Move(People, kw_only=True):
    role: str | None = None


class Set(Request):
    node_id: Id
    user_ids: dict[str, list[Id]]


class Edit(Request):
    node_id: Id
    communication_type: str
    create_default: bool = False
    ids: list[Id] | None = None
    remove_ids: list[Id] | None = None
    with_children: bool = False


def _node(ctx: Ctx, number: int) -> Values:
    return nodes.find(ctx, number, Operation.WRITE)


def _roles(ctx: Ctx, node: Values, users: list[int], role: str) -> dict[int, str]:
    if not users:
        raise NOBODY(field="userIds")
    return members.checked(ctx, node, {role: users}, "role")


@method("humanresources.node.member.add", version=3, writes=True, errors=ERRORS)
def add(ctx: Ctx, p: Add) -> dict[str, bool]:
    """Let people be in a department or team; who is gets the role."""
    node = _node(ctx, p.node_id)
    members.add(ctx.tx, node, _roles(ctx, node, p.user_ids, p.role))
    return DONE


@method("humanresources.node.member.move", version=3, writes=True, errors=ERRORS)
def move(ctx: Ctx, p: Move) -> dict[str, bool]:
    """Let people be in a department or team, and in no other."""
    node = _node(ctx, p.node_id)
    role = members.roles_for(node)[-1] if p.role is None else p.role
    members.move(ctx.tx, node, _roles(ctx, node, p.user_ids, role))
    return DONE


@method("humanresources.node.member.set", version=3, writes=True, errors=ERRORS)
def set_(ctx: Ctx, p: Set) -> dict[str, bool]:
    """Let exactly these people be in a department or team."""
    node = _node(ctx, p.node_id)
    roles = members.checked(ctx, node, p.user_ids)
    if not roles:
        raise NOBODY(field="userIds")
    left = [user for user in members.of_node(ctx.tx, node) if user not in roles]
    members.add(ctx.tx, node, roles)
    members.remove(ctx.tx, _node(ctx, p.node_id), left, nodes.top(ctx))
    return DONE


@method("humanresources.node.member.remove", version=3, writes=True, errors=ERRORS)
def remove(ctx: Ctx, p: People) -> dict[str, Any]:
    """Let people no longer be in a department or team."""
    node = _node(ctx, p.node_id)
    if not p.user_ids:
        raise NOBODY(field="userIds")
    removed, failed = members.remove(ctx.tx, node, list(dict.fromkeys(p.user_ids)), nodes.top(ctx))
    return {"removed": removed, "failed": failed}


@method("humanresources.node.communication.list", version=3, errors=ERRORS)
def list_communications(ctx: Ctx, p: ById) -> dict[str, Any]:
    """List the chats, channels and groups of a department or team."""
    return communications.listed(ctx, nodes.find(ctx, p.id))


@method("humanresources.node.communication.edit", version=3, writes=True, errors=ERRORS)
def edit_communications(ctx: Ctx, p: Edit) -> dict[str, bool]:
    """Change which chats, channels or groups a department or team has."""
    node = _node(ctx, p.node_id)
    if p.communication_type not in communications.TYPES:
        raise NO_TYPE(field="communicationType")
    targets = nodes.below(ctx.tx, p.node_id) if p.with_children else [p.node_id]
    communications.bind(ctx, targets, p.communication_type, p.ids or ())
    communications.unbind(ctx, targets, p.communication_type, p.remove_ids or ())
    if p.create_default:
        communications.create(ctx, node, p.communication_type)
    return DONE
