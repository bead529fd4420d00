"""Records of the CRM that bookings and entries of the waiting list name: clients, and deals they are linked with.

A caller names and sees those that the CRM lets the caller read. Links go with either end.
Sources: the pages in ``booking/booking/client/``, ``booking/booking/external-data/`` and those of the waiting list.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.domain.booking.said import Said, each, members, number, require
from homeport.domain.booking.tables import LINK
from homeport.domain.crm import access
from homeport.store import Query, Transaction

BOOKING, ENTRY = "booking", "waitList"
"""What has links."""

CRM = "crm"
CLIENT_TYPES = {"COMPANY": owner.COMPANY, "CONTACT": owner.CONTACT}
LINKED_TYPES = {"DEAL": owner.DEAL}
_NAMES = {type_id: name for types in (CLIENT_TYPES, LINKED_TYPES) for name, type_id in types.items()}

NO_CLIENT_TYPE = ErrorKind("0", "Client type {module} {code} is not supported")
NO_CLIENT = ErrorKind("0", "Client {code} {id} not found")
NO_LINKED_TYPE = ErrorKind("0", "Object type {module} {code} is not supported")
NO_LINKED = ErrorKind("0", "Object {code} {id} not found")


class Holder(NamedTuple):
    """A booking, or an entry of the waiting list."""

    kind: str
    id: int


_OF_HOLDER = Query(
    select(LINK.c.ENTITY_TYPE_ID, LINK.c.ENTITY_ID)
    .where(LINK.c.KIND == bindparam("kind"), LINK.c.OWNER_ID == bindparam("owner_id"))
    .order_by(LINK.c.POSITION)
)
_OF_RECORD = Query(
    select(LINK.c.KIND, LINK.c.OWNER_ID)
    .where(LINK.c.ENTITY_TYPE_ID == bindparam("entity_type_id"), LINK.c.ENTITY_ID == bindparam("entity_id"))
    .order_by(LINK.c.KIND, LINK.c.OWNER_ID)
)


def client_types() -> list[dict[str, str]]:
    """The types of clients as they are answered."""
    return [{"code": code, "module": CRM} for code in CLIENT_TYPES]


def put_clients(ctx: Ctx, holder: Holder, given: Any) -> None:
    """Name clients in place of those that were named.

    :raises CallError: ``REQUIRED``, ``NO_CLIENT_TYPE``, ``NO_CLIENT``
    """
    records = [_client(ctx, said) for said in each(given)]
    _put(ctx.tx, holder, CLIENT_TYPES.values(), records)


def clients(ctx: Ctx, holder: Holder) -> list[dict[str, Any]]:
    """The clients that the caller may read, as they are answered."""
    return [
        {"id": record.entity_id, "type": {"code": _NAMES[record.entity_type_id], "module": CRM}}
        for record in _seen(ctx, holder, CLIENT_TYPES.values())
    ]


def clear_clients(ctx: Ctx, holder: Holder) -> None:
    """Name no clients any more."""
    _put(ctx.tx, holder, CLIENT_TYPES.values(), [])


def put_linked(ctx: Ctx, holder: Holder, given: Any) -> None:
    """Link deals in place of those that were linked.

    :raises CallError: ``REQUIRED``, ``NO_LINKED_TYPE``, ``NO_LINKED``
    """
    records = [_linked(ctx, said) for said in each(given)]
    _put(ctx.tx, holder, LINKED_TYPES.values(), records)


def linked(ctx: Ctx, holder: Holder) -> list[dict[str, str]]:
    """The deals that the caller may read, as they are answered."""
    return [
        {"entityTypeId": _NAMES[record.entity_type_id], "moduleId": CRM, "value": str(record.entity_id)}
        for record in _seen(ctx, holder, LINKED_TYPES.values())
    ]


def clear_linked(ctx: Ctx, holder: Holder) -> None:
    """Link no deals any more."""
    _put(ctx.tx, holder, LINKED_TYPES.values(), [])


def named_clients(ctx: Ctx, given: Any) -> list[Owner]:
    """The clients that a filter names, as far as there may be such.

    :param given: its ``client``
    :raises CallError: ``REQUIRED``
    """
    said = members(given)
    require(said, "entities")
    found = []
    for one in each(said["entities"]):
        require(one, "code", "module", "id")
        type_id = CLIENT_TYPES.get(str(one["code"])) if one["module"] == CRM else None
        record = Owner(type_id or 0, number(one["id"]))
        if type_id and access.may(ctx, Operation.READ, record):
            found.append(record)
    return found


def move(tx: Transaction, holder: Holder, heir: Holder) -> None:
    """Let another one name all that one names."""
    key = {"KIND": holder.kind, "OWNER_ID": holder.id}
    tx.update(LINK, key, {"KIND": heir.kind, "OWNER_ID": heir.id})


def forget(tx: Transaction, holder: Holder) -> None:
    """Remove the links of what is deleted."""
    tx.delete(LINK, KIND=holder.kind, OWNER_ID=holder.id)


def deleted(ctx: Ctx, record: Owner) -> None:
    """A record of the CRM is deleted: nothing names it any more."""
    ctx.tx.delete(LINK, ENTITY_TYPE_ID=record.entity_type_id, ENTITY_ID=record.entity_id)


def handed_on(ctx: Ctx, record: Owner, heir: Owner) -> None:
    """A record of the CRM becomes part of another one, which is named in its place."""
    held = set(ctx.tx.all(_OF_RECORD, **heir._asdict()))
    for kind, holder_id in ctx.tx.all(_OF_RECORD, **record._asdict()):
        key = {"KIND": kind, "OWNER_ID": holder_id, "ENTITY_TYPE_ID": record.entity_type_id}
        if (kind, holder_id) not in held:
            ctx.tx.update(LINK, {**key, "ENTITY_ID": record.entity_id}, {"ENTITY_ID": heir.entity_id})


def _client(ctx: Ctx, said: Said) -> Owner:
    require(said, "id", "type")
    kind = members(said["type"])
    require(kind, "code", "module")
    type_id = CLIENT_TYPES.get(str(kind["code"])) if kind["module"] == CRM else None
    if type_id is None:
        raise NO_CLIENT_TYPE(module=kind["module"], code=kind["code"])
    record = Owner(type_id, number(said["id"]))
    if not access.may(ctx, Operation.READ, record):
        raise NO_CLIENT(code=kind["code"], id=said["id"])
    return record


def _linked(ctx: Ctx, said: Said) -> Owner:
    require(said, "moduleId", "entityTypeId", "value")
    type_id = LINKED_TYPES.get(str(said["entitytypeid"])) if said["moduleid"] == CRM else None
    if type_id is None:
        raise NO_LINKED_TYPE(module=said["moduleid"], code=said["entitytypeid"])
    record = Owner(type_id, number(said["value"]))
    if not access.may(ctx, Operation.READ, record):
        raise NO_LINKED(code=said["entitytypeid"], id=said["value"])
    return record


def _seen(ctx: Ctx, holder: Holder, types: Iterable[int]) -> list[Owner]:
    found = (Owner(*row) for row in ctx.tx.all(_OF_HOLDER, kind=holder.kind, owner_id=holder.id))
    return [each for each in found if each.entity_type_id in types and access.may(ctx, Operation.READ, each)]


def _put(tx: Transaction, holder: Holder, types: Iterable[int], records: list[Owner]) -> None:
    for type_id in types:
        tx.delete(LINK, KIND=holder.kind, OWNER_ID=holder.id, ENTITY_TYPE_ID=type_id)
    for position, record in enumerate(dict.fromkeys(records)):
        row = {"ENTITY_TYPE_ID": record.entity_type_id, "ENTITY_ID": record.entity_id, "POSITION": position}
        tx.insert(LINK, {"KIND": holder.kind, "OWNER_ID": holder.id, **row})
