"""The CRM records an activity is shown under: between 1 and 100, of any types, in the order they were bound.

Source: ``api-reference/crm/timeline/activities/binding/``.
"""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import bindparam, func, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED, ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation, Rights
from homeport.domain.crm import access, events
from homeport.domain.crm.activity.tables import ACTIVITY, BINDING
from homeport.domain.crm.entities import exists
from homeport.domain.crm.trail import writing as trail
from homeport.store import Query, Row, Transaction

MAX_BINDINGS = 100

NOT_FOUND = ErrorKind("NOT_FOUND", "Element not found")
OWNER_NOT_FOUND = ErrorKind("OWNER_NOT_FOUND", "Owner not found")
ACTIVITY_IS_ALREADY_BOUND = ErrorKind("ACTIVITY_IS_ALREADY_BOUND", "The activity is already bound to this record")
BINDING_NOT_FOUND = ErrorKind("BINDING_NOT_FOUND", "The activity is not bound to this record")
LAST_BINDING_CANNOT_BE_DELETED = ErrorKind(
    "LAST_BINDING_CANNOT_BE_DELETED", "The only binding of an activity cannot be deleted"
)
SOURCE_AND_TARGET_ENTITY_TYPES_ARE_NOT_EQUAL_ERROR = ErrorKind(
    "SOURCE_AND_TARGET_ENTITY_TYPES_ARE_NOT_EQUAL_ERROR", "A binding moves only between records of one type"
)
SOURCE_AND_TARGET_ENTITY_ID_ARE_EQUAL_ERROR = ErrorKind(
    "SOURCE_AND_TARGET_ENTITY_ID_ARE_EQUAL_ERROR", "The binding already leads to this record"
)
BINDING_LIMIT_EXCEEDED = ErrorKind(
    "BINDING_LIMIT_EXCEEDED", f"An activity can be bound to {MAX_BINDINGS} records at most"
)

_EXISTS = Query(select(ACTIVITY.c.ID).where(ACTIVITY.c.ID == bindparam("activity_id")))
_OF_ACTIVITY = (
    select(BINDING.c.OWNER_TYPE_ID, BINDING.c.OWNER_ID)
    .where(BINDING.c.ACTIVITY_ID == bindparam("activity_id"))
    .order_by(BINDING.c.POSITION)
)
_ALL = Query(_OF_ACTIVITY)
_ONE = Query(
    select(BINDING.c.POSITION).where(
        BINDING.c.ACTIVITY_ID == bindparam("activity_id"),
        BINDING.c.OWNER_TYPE_ID == bindparam("entity_type_id"),
        BINDING.c.OWNER_ID == bindparam("entity_id"),
    )
)
_SIZE = Query(
    select(func.count(), func.max(BINDING.c.POSITION)).where(BINDING.c.ACTIVITY_ID == bindparam("activity_id"))
)


@lru_cache(access.SHAPES)
def _readable(rights: Rights) -> Query:
    return Query(_OF_ACTIVITY.where(access.bound(rights, Operation.READ, BINDING)))


def visible(ctx: Ctx, activity_id: int) -> list[Row]:
    """Type id and id of the bound records that the caller may read.

    :raises CallError: ``NOT_FOUND`` for no such activity, ``ACCESS_DENIED`` when none may be read
    """
    found = ctx.tx.all(_readable(ctx.actor.rights), activity_id=activity_id, actor=ctx.actor.user_id)
    if not found:
        _require_activity(ctx.tx, activity_id)
        raise ACCESS_DENIED()
    return found


def all_of(tx: Transaction, activity_id: int) -> list[Owner]:
    """Every bound record, whoever may read it."""
    return [Owner(*row) for row in tx.all(_ALL, activity_id=activity_id)]


def bind(ctx: Ctx, activity_id: int, record: Owner) -> None:
    """Show an activity under one more record.

    :raises CallError: ``NOT_FOUND``, ``OWNER_NOT_FOUND``, ``ACCESS_DENIED``, ``ACTIVITY_IS_ALREADY_BOUND``,
        ``BINDING_LIMIT_EXCEEDED``
    """
    _require_change(ctx, activity_id, record)
    attach(ctx, activity_id, record)
    events.activity(ctx, events.UPDATE, activity_id)


def attach(ctx: Ctx, activity_id: int, record: Owner) -> None:
    """Add a binding, whoever asks.

    :raises CallError: ``ACTIVITY_IS_ALREADY_BOUND``, ``BINDING_LIMIT_EXCEEDED``
    """
    if _position(ctx.tx, activity_id, record) is not None:
        raise ACTIVITY_IS_ALREADY_BOUND()
    size, last = ctx.tx.all(_SIZE, activity_id=activity_id)[0]
    if size >= MAX_BINDINGS:
        raise BINDING_LIMIT_EXCEEDED()
    ctx.tx.insert(
        BINDING,
        {
            "ACTIVITY_ID": activity_id,
            "POSITION": (last or 0) + 1,
            "OWNER_TYPE_ID": record.entity_type_id,
            "OWNER_ID": record.entity_id,
        },
    )
    trail.note(ctx, record, trail.BOUND, {"activity": activity_id})


def write(tx: Transaction, activity_id: int, records: Sequence[Owner]) -> None:
    """Bind an activity that is bound to nothing, whoever asks."""
    rows = [
        {
            "ACTIVITY_ID": activity_id,
            "POSITION": position,
            "OWNER_TYPE_ID": record.entity_type_id,
            "OWNER_ID": record.entity_id,
        }
        for position, record in enumerate(records, 1)
    ]
    tx.insert_many(BINDING, rows)


def put(ctx: Ctx, activity_id: int, records: Sequence[Owner]) -> None:
    """Show an activity under these records, of which there is one at least, and no others, whoever asks."""
    held = all_of(ctx.tx, activity_id)
    ctx.tx.delete(BINDING, ACTIVITY_ID=activity_id)
    write(ctx.tx, activity_id, records)
    for kind, changed in ((trail.BOUND, set(records) - set(held)), (trail.UNBOUND, set(held) - set(records))):
        for record in sorted(changed):
            trail.note(ctx, record, kind, {"activity": activity_id})
    first = {"OWNER_TYPE_ID": records[0].entity_type_id, "OWNER_ID": records[0].entity_id}
    ctx.tx.update(ACTIVITY, {"ID": activity_id}, first)
    events.activity(ctx, events.UPDATE, activity_id)


def unbind(ctx: Ctx, activity_id: int, record: Owner) -> None:
    """Show an activity no longer under a record.

    :raises CallError: ``NOT_FOUND``, ``OWNER_NOT_FOUND``, ``ACCESS_DENIED``, ``BINDING_NOT_FOUND``,
        ``LAST_BINDING_CANNOT_BE_DELETED``
    """
    _require_change(ctx, activity_id, record)
    position = _position(ctx.tx, activity_id, record)
    if position is None:
        raise BINDING_NOT_FOUND()
    if ctx.tx.all(_SIZE, activity_id=activity_id)[0][0] == 1:
        raise LAST_BINDING_CANNOT_BE_DELETED()
    ctx.tx.delete(BINDING, ACTIVITY_ID=activity_id, POSITION=position)
    follow_owner(ctx.tx, activity_id, record, all_of(ctx.tx, activity_id)[0])
    trail.note(ctx, record, trail.UNBOUND, {"activity": activity_id})
    events.activity(ctx, events.UPDATE, activity_id)


def move(ctx: Ctx, activity_id: int, source: Owner, target: Owner) -> None:
    """Lead a binding to another record of the same type; it keeps its place in the order.

    :raises CallError: ``NOT_FOUND``, ``OWNER_NOT_FOUND``, ``SOURCE_AND_TARGET_ENTITY_TYPES_ARE_NOT_EQUAL_ERROR``,
        ``SOURCE_AND_TARGET_ENTITY_ID_ARE_EQUAL_ERROR``, ``ACCESS_DENIED``, ``ACTIVITY_IS_ALREADY_BOUND``,
        ``BINDING_NOT_FOUND``
    """
    _require_activity(ctx.tx, activity_id)
    if not (exists(ctx.tx, source) and exists(ctx.tx, target)):
        raise OWNER_NOT_FOUND()
    if source.entity_type_id != target.entity_type_id:
        raise SOURCE_AND_TARGET_ENTITY_TYPES_ARE_NOT_EQUAL_ERROR()
    if source.entity_id == target.entity_id:
        raise SOURCE_AND_TARGET_ENTITY_ID_ARE_EQUAL_ERROR()
    _require_change(ctx, activity_id, source)
    _require_change(ctx, activity_id, target)
    if _position(ctx.tx, activity_id, target) is not None:
        raise ACTIVITY_IS_ALREADY_BOUND()
    position = _position(ctx.tx, activity_id, source)
    if position is None:
        raise BINDING_NOT_FOUND()
    ctx.tx.update(BINDING, {"ACTIVITY_ID": activity_id, "POSITION": position}, {"OWNER_ID": target.entity_id})
    follow_owner(ctx.tx, activity_id, source, target)
    trail.note(ctx, source, trail.UNBOUND, {"activity": activity_id, "other": target})
    trail.note(ctx, target, trail.BOUND, {"activity": activity_id, "other": source})
    events.activity(ctx, events.UPDATE, activity_id)


def _require_activity(tx: Transaction, activity_id: int) -> None:
    if tx.one(_EXISTS, activity_id=activity_id) is None:
        raise NOT_FOUND()


def _require_change(ctx: Ctx, activity_id: int, record: Owner) -> None:
    """The caller must be able to edit the activity, and the record whose timeline changes."""
    _require_activity(ctx.tx, activity_id)
    if not exists(ctx.tx, record):
        raise OWNER_NOT_FOUND()
    if not (access.may_activity(ctx, Operation.WRITE, activity_id) and access.may(ctx, Operation.WRITE, record)):
        raise ACCESS_DENIED()


def _position(tx: Transaction, activity_id: int, record: Owner) -> int | None:
    position: int | None = tx.value(
        _ONE, activity_id=activity_id, entity_type_id=record.entity_type_id, entity_id=record.entity_id
    )
    return position


def follow_owner(tx: Transaction, activity_id: int, gone: Owner, heir: Owner) -> None:
    """The activity belongs to a record that it is bound to: when that binding goes, another takes its place."""
    tx.update(
        ACTIVITY,
        {"ID": activity_id, "OWNER_TYPE_ID": gone.entity_type_id, "OWNER_ID": gone.entity_id},
        {"OWNER_TYPE_ID": heir.entity_type_id, "OWNER_ID": heir.entity_id},
    )
