"""Calls to handlers that wait to be delivered: written in the transaction of what they tell, delivered afterwards.

What is told is stored without secrets: tokens are made when a call is sent. A call that nobody subscribed to, such as
that of an installation, is tried again when it fails, a bounded number of times.
Moments are the portal's clock's, in seconds since 1970.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, delete, exists, func, null, select, update

from homeport.core.clock import Clock
from homeport.domain.events.tables import HANDLER
from homeport.domain.events.trouble import NONE, Trouble
from homeport.domain.portal.apps.tables import DELIVERY, OUTBOX
from homeport.store import Query, Transaction

WAITS = (10, 60, 300, 1800, 7200)
"""Seconds before each further attempt at what nobody had to subscribe to."""
LONG_WAITS = (*WAITS, 14_400, 28_800, 33_830)
"""Seconds before each further attempt at anything, in a portal that repeats: the last one after 24 hours."""
HELD = 1e12
"""When a call is to be tried whose handler is paused: not in this age."""
UNKNOWN = "sent; how it ended is not known"
"""How a call ended whose sender did not come back."""

MAX_OUTCOME = 300
KEPT_SECONDS = 7 * 24 * 3600
"""How long it is kept how a call ended."""

KEPT = 5_000
"""Calls that are kept, beside those that wait."""

WAITING_SECONDS = 24 * 3600
"""How long a call waits for a handler that rests."""

_BATCH = 100
_COLUMNS = (
    OUTBOX.c.ID, OUTBOX.c.EVENT, OUTBOX.c.URL, OUTBOX.c.CLIENT_ID, OUTBOX.c.USER_ID, OUTBOX.c.HANDLER_ID, OUTBOX.c.DATA,
    OUTBOX.c.DATE_CREATE, OUTBOX.c.ATTEMPTS, OUTBOX.c.NEXT_AT, OUTBOX.c.OUTCOME, OUTBOX.c.TRIGGERED,
)  # fmt: skip
_NEXT = Query(select(func.min(OUTBOX.c.NEXT_AT)))
_IS_DUE = OUTBOX.c.NEXT_AT <= bindparam("now")
_OWNER = func.coalesce(
    select(HANDLER.c.USER_ID).where(HANDLER.c.ID == OUTBOX.c.HANDLER_ID).correlate(OUTBOX).scalar_subquery(), 0
)
_LANES_DUE = Query(select(OUTBOX.c.CLIENT_ID, OUTBOX.c.URL, _OWNER).distinct().where(_IS_DUE))
_IN_LANE = and_(
    OUTBOX.c.CLIENT_ID == bindparam("client_id"), OUTBOX.c.URL == bindparam("url"), _OWNER == bindparam("user_id")
)
_DUE = Query(select(*_COLUMNS).where(_IN_LANE, _IS_DUE).order_by(OUTBOX.c.NEXT_AT, OUTBOX.c.ID).limit(_BATCH))
_GIVE_UP = Query(
    update(OUTBOX)
    .where(_IN_LANE, OUTBOX.c.NEXT_AT.is_not(None), OUTBOX.c.DATE_CREATE < bindparam("before"))
    .values(NEXT_AT=null(), OUTCOME=bindparam("outcome"))
)
_POSTPONE = Query(update(OUTBOX).where(_IN_LANE, _IS_DUE).values(NEXT_AT=bindparam("until")))
_HOLD = Query(
    update(OUTBOX)
    .where(OUTBOX.c.HANDLER_ID == bindparam("handler_id"), OUTBOX.c.NEXT_AT.is_not(None))
    .values(NEXT_AT=bindparam("held"))
)
_RELEASE = Query(
    update(OUTBOX)
    .where(OUTBOX.c.HANDLER_ID == bindparam("handler_id"), OUTBOX.c.NEXT_AT == bindparam("held"))
    .values(NEXT_AT=bindparam("now"))
)
_BEFORE = OUTBOX.alias()
_REPEATED = and_(
    _BEFORE.c.CLIENT_ID == bindparam("client_id"),
    _BEFORE.c.NEXT_AT > OUTBOX.c.NEXT_AT,  # also one that is due by now: whoever tells may have been busy
    _BEFORE.c.NEXT_AT <= bindparam("held"),
    _BEFORE.c.URL == OUTBOX.c.URL,
    _BEFORE.c.DATA == OUTBOX.c.DATA,
    _BEFORE.c.ATTEMPTS > 0,
    _BEFORE.c.ID < OUTBOX.c.ID,
)
_QUEUE = Query(
    update(OUTBOX)
    .where(_IN_LANE, _IS_DUE, exists().where(_REPEATED))
    .values(NEXT_AT=select(func.max(_BEFORE.c.NEXT_AT)).where(_REPEATED).scalar_subquery())
)
_ENDED = Query(delete(OUTBOX).where(OUTBOX.c.NEXT_AT.is_(None)))
_OF_HANDLER = Query(delete(OUTBOX).where(OUTBOX.c.HANDLER_ID == bindparam("handler_id")))
_OF_CLIENT = Query(delete(OUTBOX).where(OUTBOX.c.CLIENT_ID == bindparam("client_id")))
_ATTEMPTS_AT_NOTHING = Query(delete(DELIVERY).where(DELIVERY.c.CALL_ID.not_in(select(OUTBOX.c.ID))))
_ONE = Query(select(*_COLUMNS).where(OUTBOX.c.ID == bindparam("call_id")))
_IS_THERE = Query(
    select(OUTBOX.c.ID).where(
        *(OUTBOX.c[name] == bindparam(name) for name in ("ID", "EVENT", "URL", "DATE_CREATE", "NEXT_AT"))
    )
)
_NEWEST = Query(select(*_COLUMNS).order_by(OUTBOX.c.ID.desc()).limit(bindparam("most")))
_BEYOND = Query(delete(OUTBOX).where(OUTBOX.c.ID <= bindparam("last"), OUTBOX.c.NEXT_AT.is_(None)))
_OLD = Query(delete(OUTBOX).where(OUTBOX.c.NEXT_AT.is_(None), OUTBOX.c.DATE_CREATE < bindparam("before")))


class Lane(NamedTuple):
    """What waits for one address.

    :param user_id: who bound its handlers for himself; 0: they are the application's
    """

    client_id: str
    url: str
    user_id: int


class Call(NamedTuple):
    """A call to a handler.

    :param client_id: the application that it is for
    :param user_id: whose tokens it carries; 0: none
    :param handler_id: the subscription that it is for; 0: none
    :param attempts: how often it was tried
    :param next_at: when it is tried next; None once it was delivered or given up
    :param outcome: how the last attempt ended: a status, or why there was none
    :param triggered: ``Y`` when somebody asked for it, and nothing had happened
    """

    id: int
    event: str
    url: str
    client_id: str
    user_id: int
    handler_id: int
    data: dict[str, Any]
    created: float
    attempts: int
    next_at: float | None
    outcome: str
    triggered: str = "N"

    @property
    def delivered(self) -> bool:
        """Whether the handler took it."""
        return is_success(self.outcome)


_DATA = Call._fields.index("data")


def is_success(outcome: str) -> bool:
    """Whether an outcome is a status by which a handler says that it took the call."""
    return len(outcome) == 3 and outcome.startswith("2") and outcome.isdecimal()


def put(
    tx: Transaction,
    clock: Clock,
    *,
    event: str,
    url: str,
    client_id: str,
    user_id: int,
    handler_id: int = 0,
    data: Mapping[str, Any] | list[Any],
    at: float | None = None,
    held: bool = False,
    trouble: Trouble = NONE,
    triggered: bool = False,
) -> int:
    """Let a handler be called once this transaction is committed; the call's id.

    :param user_id: whose tokens it shall carry; 0: none
    :param handler_id: the subscription that it is for; 0: none
    :param data: what it tells, without secrets
    :param at: when; at once unless said
    :param held: whether it waits until the handler is resumed
    :param trouble: what a test lets happen to it
    :param triggered: whether somebody asked for it, and nothing has happened
    """
    now = clock.now()
    _drop(tx, _OLD, before=now - KEPT_SECONDS)
    tx.wakes = True
    told = json.dumps(data)
    return tx.insert(
        OUTBOX,
        {
            "EVENT": event,
            "URL": url,
            "CLIENT_ID": client_id,
            "USER_ID": user_id,
            "HANDLER_ID": handler_id,
            "DATA": told,
            "DATE_CREATE": now,
            "ATTEMPTS": 0,
            "NEXT_AT": HELD if held else (at or now) + trouble.wait(f"{event} {told}"),
            "OUTCOME": "",
            "TRIGGERED": "Y" if triggered else "N",
        },
    )


def next_at(tx: Transaction) -> float | None:
    """When the next call is to be tried; None when none waits."""
    found: float | None = tx.value(_NEXT)
    return found


def lanes_due(tx: Transaction, now: float) -> list[Lane]:
    """The lanes that have calls which are to be tried now."""
    return [Lane(*row) for row in tx.all(_LANES_DUE, now=now)]


def due(tx: Transaction, now: float, lane: Lane) -> list[Call]:
    """The first of a lane's calls that are to be tried now, the oldest first."""
    return [_call(row) for row in tx.all(_DUE, now=now, **lane._asdict())]


def postpone(tx: Transaction, lane: Lane, now: float, until: float) -> None:
    """Let the calls of a lane wait that are to be tried now; those that have waited for a day are given up."""
    outcome = "not called: the handler let too many calls time out"
    tx.execute(_GIVE_UP, **lane._asdict(), before=now - WAITING_SECONDS, outcome=outcome)
    tx.execute(_POSTPONE, **lane._asdict(), now=now, until=until)


def queue(tx: Transaction, lane: Lane, now: float) -> None:
    """Let what is told of a record wait for what was told of it before, and is to be repeated."""
    tx.execute(_QUEUE, **lane._asdict(), now=now, held=HELD - 1)


def forget_handler(tx: Transaction, handler_id: int) -> None:
    """Drop the calls of a subscription."""
    _drop(tx, _OF_HANDLER, handler_id=handler_id)


def find(tx: Transaction, call_id: int) -> Call | None:
    """A call by its id."""
    row = tx.one(_ONE, call_id=call_id)
    return None if row is None else _call(row)


def listed(tx: Transaction) -> list[Call]:
    """The newest calls, those that wait and those that ended, the oldest of them first."""
    return [_call(row) for row in tx.all(_NEWEST, most=KEPT)][::-1]


def begin(tx: Transaction, call: Call, *, repeats: bool) -> bool:
    """Note that a call is being sent; whether it is still to be made. One that is told once is not tried again,
    whatever happens to the sender, nor by another host that takes itself for the one who delivers.

    :param repeats: whether the portal tells again what a handler did not take
    """
    is_there = {**_same(call), "NEXT_AT": call.next_at}
    if _waits(call, repeats):
        return tx.value(_IS_THERE, **is_there) is not None
    return tx.update(OUTBOX, is_there, {"NEXT_AT": None, "OUTCOME": UNKNOWN}) > 0


def tried(tx: Transaction, clock: Clock, call: Call, outcome: str, *, again: bool = True, repeats: bool) -> bool:
    """Note how an attempt ended; whether the call is still there.

    :param outcome: the handler's status, or why there was none
    :param again: whether another attempt can end better
    :param repeats: whether the portal tells again what a handler did not take, as one recipe says; else what somebody
        has subscribed to is told once, as documented
    """
    waits = _waits(call, repeats) if again and not is_success(outcome) else ()
    next_at = clock.now() + waits[call.attempts] if call.attempts < len(waits) else None
    row = {"ATTEMPTS": call.attempts + 1, "NEXT_AT": next_at, "OUTCOME": outcome[:MAX_OUTCOME]}
    is_there = tx.update(OUTBOX, _same(call), row) > 0
    _drop(tx, _BEYOND, last=call.id - KEPT)
    return is_there


def _waits(call: Call, repeats: bool) -> tuple[int, ...]:
    """Seconds before each further attempt at a call."""
    if repeats:
        return LONG_WAITS
    return () if call.handler_id else WAITS


def _same(call: Call) -> dict[str, Any]:
    """What the row of a call has: forgotten meanwhile, it may have left its id to another, which was not tried."""
    return {"ID": call.id, "EVENT": call.event, "URL": call.url, "DATE_CREATE": call.created}


def resend(tx: Transaction, clock: Clock, call_id: int) -> bool:
    """Let a call be made again that has ended, or that waits, now; whether there is such a call."""
    tx.wakes = True
    return tx.update(OUTBOX, {"ID": call_id}, {"NEXT_AT": clock.now()}) > 0


def hold(tx: Transaction, handler_id: int) -> None:
    """Let the calls of a subscription that wait, wait until it is resumed."""
    tx.execute(_HOLD, handler_id=handler_id, held=HELD)


def release(tx: Transaction, clock: Clock, handler_id: int) -> None:
    """Let the calls of a subscription be made that were held."""
    tx.wakes = True
    tx.execute(_RELEASE, handler_id=handler_id, held=HELD, now=clock.now())


def clear(tx: Transaction) -> None:
    """Drop the calls that ended."""
    _drop(tx, _ENDED)


def forget(tx: Transaction, client_id: str) -> None:
    """Drop the calls of an application, or of an outgoing webhook."""
    _drop(tx, _OF_CLIENT, client_id=client_id)


def _drop(tx: Transaction, calls: Query, **params: Any) -> None:
    """Drop calls with what is kept of each attempt: their ids may come to be others'."""
    if tx.execute(calls, **params):
        tx.execute(_ATTEMPTS_AT_NOTHING)


def _call(row: tuple[Any, ...]) -> Call:
    values = list(row)
    values[_DATA] = json.loads(values[_DATA])
    return Call(*values)
