"""The tree of folders as SQL: what is in what, put in, moved, taken out for good."""

from sqlalchemy import bindparam, delete, insert, null, select, update

from homeport.core.ctx import Ctx
from homeport.domain.disk.objects import LIVE, TRASHED, TRASHED_WITHIN
from homeport.domain.disk.tables import ATTACHED, LINK, OBJECT, PATH, RIGHT, VERSION
from homeport.domain.files.tables import FILE
from homeport.domain.records.fields import Values
from homeport.store import Query, Transaction, constant

_BELOW = select(PATH.c.OBJECT_ID).where(PATH.c.ANCESTOR_ID == bindparam("id"))
"""An object and all that is in it."""

_LIVE_BELOW = Query(
    select(OBJECT)
    .join(PATH, PATH.c.OBJECT_ID == OBJECT.c.ID)
    .where(
        PATH.c.ANCESTOR_ID == bindparam("id"),
        PATH.c.OBJECT_ID != bindparam("id"),
        OBJECT.c.DELETED_TYPE == constant(LIVE),
    )
    .order_by(PATH.c.DEPTH, OBJECT.c.ID)
)
_WITHIN = Query(
    select(PATH.c.OBJECT_ID).where(PATH.c.OBJECT_ID == bindparam("id"), PATH.c.ANCESTOR_ID == bindparam("folder"))
)
_PUT = Query(
    insert(PATH).from_select(
        ["OBJECT_ID", "ANCESTOR_ID", "DEPTH"],
        select(bindparam("id", type_=PATH.c.OBJECT_ID.type), PATH.c.ANCESTOR_ID, PATH.c.DEPTH + 1).where(
            PATH.c.OBJECT_ID == bindparam("parent")
        ),
    )
)
_CUT = Query(delete(PATH).where(PATH.c.OBJECT_ID.in_(_BELOW), PATH.c.ANCESTOR_ID.not_in(_BELOW)))
_UPPER = PATH.alias("upper")
_JOIN = Query(
    insert(PATH).from_select(
        ["OBJECT_ID", "ANCESTOR_ID", "DEPTH"],
        select(PATH.c.OBJECT_ID, _UPPER.c.ANCESTOR_ID, PATH.c.DEPTH + _UPPER.c.DEPTH + 1).where(
            PATH.c.ANCESTOR_ID == bindparam("id"), _UPPER.c.OBJECT_ID == bindparam("parent")
        ),
    )
)
_FORGET = (
    Query(delete(FILE).where(FILE.c.ID.in_(select(VERSION.c.FILE_ID).where(VERSION.c.OBJECT_ID.in_(_BELOW))))),
    *(Query(delete(table).where(table.c.OBJECT_ID.in_(_BELOW))) for table in (VERSION, RIGHT, LINK, ATTACHED)),
    Query(delete(OBJECT).where(OBJECT.c.ID.in_(_BELOW))),
    Query(delete(PATH).where(PATH.c.OBJECT_ID.in_(_BELOW))),
)
_BURY = Query(
    update(OBJECT)
    .where(OBJECT.c.ID.in_(_BELOW), OBJECT.c.ID != bindparam("id"), OBJECT.c.DELETED_TYPE == constant(LIVE))
    .values(DELETED_TYPE=constant(TRASHED_WITHIN), DELETE_TIME=bindparam("now"), DELETED_BY=bindparam("who"))
)
_TRASHED_BELOW = (
    select(PATH.c.OBJECT_ID)
    .join(OBJECT, OBJECT.c.ID == PATH.c.ANCESTOR_ID)
    .join(_UPPER, _UPPER.c.OBJECT_ID == OBJECT.c.ID)
    .where(_UPPER.c.ANCESTOR_ID == bindparam("id"), OBJECT.c.DELETED_TYPE == constant(TRASHED))
)
"""What lies in the trash for itself in a folder, and all that is in it."""
_RISE = Query(
    update(OBJECT)
    .where(
        OBJECT.c.ID.in_(_BELOW),
        OBJECT.c.DELETED_TYPE == constant(TRASHED_WITHIN),
        OBJECT.c.ID.not_in(_TRASHED_BELOW),
    )
    .values(DELETED_TYPE=constant(LIVE), DELETE_TIME=null(), DELETED_BY=constant(0))
)
_OVERDUE = Query(
    select(OBJECT.c.ID).where(
        OBJECT.c.STORAGE_ID == bindparam("storage"),
        OBJECT.c.DELETED_TYPE == constant(TRASHED),
        OBJECT.c.DELETE_TIME < bindparam("before"),
    )
)


def put(tx: Transaction, number: int, parent: int) -> None:
    """Let a new object be in a folder."""
    tx.insert(PATH, {"OBJECT_ID": number, "ANCESTOR_ID": number, "DEPTH": 0})
    tx.execute(_PUT, id=number, parent=parent)


def move(tx: Transaction, number: int, parent: int) -> None:
    """Let an object, with all that is in it, be in another folder."""
    tx.execute(_CUT, id=number)
    tx.execute(_JOIN, id=number, parent=parent)


def is_within(tx: Transaction, number: int, folder: int) -> bool:
    """Whether an object is a folder, or somewhere in it."""
    return tx.one(_WITHIN, id=number, folder=folder) is not None


def below(tx: Transaction, number: int) -> list[Values]:
    """All that is in a folder and not in the trash, from its top down."""
    return tx.dicts(_LIVE_BELOW, id=number)


def forget(tx: Transaction, number: int) -> None:
    """Delete an object for good, with all that is in it, in the trash or not."""
    for query in _FORGET:
        tx.execute(query, id=number)


def bury(ctx: Ctx, number: int) -> None:
    """Let what is in a folder go to the trash with it."""
    ctx.tx.execute(_BURY, id=number, now=ctx.clock.stamp(), who=ctx.actor.user_id)


def rise(tx: Transaction, number: int) -> None:
    """Let come back with a folder what went to the trash with it. What lay there before stays."""
    tx.execute(_RISE, id=number)


def forget_overdue(tx: Transaction, storage: int, before: str) -> None:
    """Empty the trash of what lies there for longer than it is kept.

    :param before: the moment since when it may be, in the stored form
    """
    for (number,) in tx.all(_OVERDUE, storage=storage, before=before):
        forget(tx, number)
