"""Chats, channels and groups of a department or team.

Source: ``api-reference/departments/node-communication/``.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors_v3 import UNFIT, FieldKind
from homeport.core.rights import Operation
from homeport.domain.humanresources import members, nodes
from homeport.domain.im import chats, kinds
from homeport.domain.portal.tables import NODE_COMMUNICATION
from homeport.domain.records import reading
from homeport.domain.records.fields import Values
from homeport.domain.sonet_group.groups import GROUPS
from homeport.store import Query

CHAT, CHANNEL, COLLAB = "CHAT", "CHANNEL", "COLLAB"
TYPES = (CHAT, CHANNEL, COLLAB)
LETTERS = {CHAT: kinds.CLOSED, CHANNEL: kinds.CHANNEL}
COLORS = {CHAT: "#1eb4aa", CHANNEL: "#8474c8"}
SUBTITLES = {CHAT: "Private chat", CHANNEL: "Private channel", COLLAB: "Collab"}
KEYS = {CHAT: "chats", CHANNEL: "channels", COLLAB: "collabs"}

UNKNOWN = FieldKind(UNFIT.code, "There is no such communication in `{field}`")

_OF_NODE = Query(
    select(NODE_COMMUNICATION.c.TYPE, NODE_COMMUNICATION.c.COMMUNICATION_ID, NODE_COMMUNICATION.c.ORIGINAL_NODE_ID)
    .where(NODE_COMMUNICATION.c.NODE_ID == bindparam("node"))
    .order_by(NODE_COMMUNICATION.c.COMMUNICATION_ID)
)
_NODES_OF = Query(
    select(NODE_COMMUNICATION.c.NODE_ID).where(
        NODE_COMMUNICATION.c.TYPE == bindparam("kind"), NODE_COMMUNICATION.c.COMMUNICATION_ID == bindparam("number")
    )
)


def listed(ctx: Ctx, node: Values) -> Values:
    """What a node has, as far as the caller may see it, and of how much he may not."""
    answer: Values = {}
    rows = ctx.tx.all(_OF_NODE, node=node["ID"])
    for kind, key in KEYS.items():
        found = [(number, origin) for each, number, origin in rows if each == kind]
        seen = [(number, origin) for number, origin in found if _may(ctx, kind, number)]
        answer[key] = [_shown(ctx, kind, number, origin) for number, origin in seen]
        answer[f"{key}NoAccess"] = len(found) - len(seen)
    return answer


def _shown(ctx: Ctx, kind: str, number: int, origin: int | None) -> Values:
    common = {
        "dialogId": f"chat{number}" if kind != COLLAB else "",
        "hasAccess": True,
        "id": number,
        "originalNodeId": origin,
        "subtitle": SUBTITLES[kind],
        "title": _title(ctx, kind, number),
        "type": kind,
        "avatar": "",
    }
    return common if kind == COLLAB else {**common, "color": COLORS[kind], "isExtranet": False}


def _title(ctx: Ctx, kind: str, number: int) -> str:
    if kind == COLLAB:
        group = reading.stored(ctx, GROUPS, {"ID": number})
        return str(group["NAME"]) if group else ""
    chat = chats.find(ctx.tx, number)
    return str(chat["TITLE"]) if chat else ""


def create(ctx: Ctx, node: Values, kind: str) -> None:
    """Open a chat or a channel of a node's own. Groups for working together are not to be had: nothing is made."""
    if kind != COLLAB:
        _bind(ctx, node["ID"], kind, chats.open_of(ctx, node["NAME"], LETTERS[kind]), None)


def bind(ctx: Ctx, targets: Sequence[int], kind: str, numbers: Iterable[int], field: str = "ids") -> None:
    """Let nodes have communications that exist.

    :param targets: the node, and after it those below it where they are to have them from it
    :raises ValidationError: naming ``field`` for what does not exist, is of another type, or is not the caller's to see
    """
    for number in numbers:
        if not _exists(ctx, kind, number) or not _may(ctx, kind, number):
            raise UNKNOWN(field=field)
        for place, node in enumerate(targets):
            _bind(ctx, node, kind, number, targets[0] if place else None)


def unbind(ctx: Ctx, targets: Sequence[int], kind: str, numbers: Iterable[int]) -> None:
    """Let nodes have communications no longer."""
    for number in numbers:
        for node in targets:
            ctx.tx.delete(NODE_COMMUNICATION, NODE_ID=node, TYPE=kind, COMMUNICATION_ID=number)


def _bind(ctx: Ctx, node: int, kind: str, number: int, origin: int | None) -> None:
    row: dict[str, Any] = {"NODE_ID": node, "TYPE": kind, "COMMUNICATION_ID": number}
    ctx.tx.delete(NODE_COMMUNICATION, **row)
    ctx.tx.insert_many(NODE_COMMUNICATION, [{**row, "ORIGINAL_NODE_ID": origin}])


def _exists(ctx: Ctx, kind: str, number: int) -> bool:
    if kind == COLLAB:
        return reading.stored(ctx, GROUPS, {"ID": number}) is not None
    chat = chats.find(ctx.tx, number)
    return chat is not None and chat["TYPE"] == LETTERS[kind] and chat["ENTITY_TYPE"] is None


def _may(ctx: Ctx, kind: str, number: int) -> bool:
    """Whether the caller may see it: a chat is for who opened it, and for the people of the nodes that have it."""
    if kind == COLLAB:
        return reading.may(ctx, GROUPS, Operation.READ, {"ID": number})
    user, chat = ctx.actor.user_id, chats.find(ctx.tx, number)
    if ctx.actor.is_admin or (chat is not None and chat["AUTHOR_ID"] == user):
        return True
    having = [nodes.find(ctx, row[0]) for row in ctx.tx.all(_NODES_OF, kind=kind, number=number)]
    return any(user in roles for roles in members.of_nodes(ctx.tx, having).values())
