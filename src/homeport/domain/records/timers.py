"""What is to be done at a moment of a portal's clock: a row for each thing, which a module of its scope does.

The process that delivers events runs what is due; so does whoever moves the clock, before anybody else sees the time.
Moments are the portal's clock's, in seconds since 1970.
"""

import importlib

from sqlalchemy import Column, Float, Index, Integer, Table, Text, bindparam, func, select

from homeport.core.clock import Clock
from homeport.core.ctx import Actor, Credential, Ctx
from homeport.core.log import LOG
from homeport.core.rights import Rights
from homeport.domain.records.scopes import scopes
from homeport.store import BusyError, GoneError, LongError, Query, Transaction, UnreachableError
from homeport.store.schema import METADATA

TIMER = Table(
    "portal_timer",
    METADATA,
    Column("KIND", Text, primary_key=True),
    Column("ROW_ID", Integer, primary_key=True),
    Column("AT", Float, nullable=False),
    Index("portal_timer_at", "AT"),
    sqlite_with_rowid=False,
)
"""KIND is a key of a scope's ``timers``; ROW_ID says which of its things."""

AGAIN_SECONDS = 3600
"""After how long something is due again that failed."""
AT_ONCE = 500
"""How much is done in one transaction."""

_NEXT = Query(select(func.min(TIMER.c.AT)))
_DUE = Query(
    select(TIMER.c.KIND, TIMER.c.ROW_ID)
    .where(TIMER.c.AT <= bindparam("now"))
    .order_by(TIMER.c.AT, TIMER.c.KIND, TIMER.c.ROW_ID)
    .limit(1)
)


def put(tx: Transaction, kind: str, row_id: int, at: float | None) -> None:
    """Let something be done at a moment, instead of when it was to be done before.

    :param kind: a key of a scope's ``timers``
    :param at: None: never
    """
    tx.delete(TIMER, KIND=kind, ROW_ID=row_id)
    if at is not None:
        tx.insert(TIMER, {"KIND": kind, "ROW_ID": row_id, "AT": at})


def next_at(tx: Transaction) -> float | None:
    """When something is to be done next."""
    found: float | None = tx.value(_NEXT)
    return found


def run(tx: Transaction, clock: Clock) -> None:
    """Do what is due, the earliest first; of very much a part, the rest is due still.

    What fails is undone and due again after a while, so that it keeps nothing else waiting.
    """
    for _ in range(AT_ONCE):
        found = tx.one(_DUE, now=clock.now())
        if found is None:
            return
        kind, row_id = found
        try:
            with tx.savepoint():
                put(tx, kind, row_id, None)
                importlib.import_module(_modules()[kind]).fire(tx, clock, row_id)
        except (UnreachableError, BusyError, GoneError, LongError):
            raise
        except Exception as error:  # a mistake of ours
            LOG.exception("%s %s is due again later: %s", kind, row_id, error)
            put(tx, kind, row_id, clock.now() + AGAIN_SECONDS)


def acting(tx: Transaction, clock: Clock, user_id: int) -> Ctx:
    """A context in which what is due is done in somebody's name, with the right to do anything."""
    return Ctx(tx, Credential("timer", Actor(user_id, Rights({}, is_admin=True)), frozenset()), clock)


def _modules() -> dict[str, str]:
    return {kind: module for scope in scopes() for kind, module in scope.timers.items()}
