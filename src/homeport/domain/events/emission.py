"""Telling applications and outgoing webhooks of a change, in the transaction that makes it: calls to their handlers are
put into the outbox.

Whether anybody wants to know of anything is asked each time: one step into an index, which takes as long as to ask
whether a cache of it still holds, and it sees what this very transaction sees. So none is missed, and none is told that
has unsubscribed.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, or_, select

from homeport.core.clock import Clock
from homeport.core.ctx import Ctx
from homeport.domain.events import notices, offline, outbox, trouble
from homeport.domain.events.tables import HANDLER, OUTGOING
from homeport.domain.portal import generation
from homeport.domain.portal.apps.tables import APP
from homeport.domain.portal.credentials.webhooks import split_scopes
from homeport.domain.portal.tables import USER
from homeport.domain.records.collection import Change
from homeport.store import Query, Transaction, constant

_SUBSCRIBED = (
    select(
        HANDLER.c.ID,
        HANDLER.c.EVENT,
        HANDLER.c.URL,
        HANDLER.c.USER_ID,
        HANDLER.c.OFFLINE,
        HANDLER.c.CONNECTOR,
        HANDLER.c.APP_ID,
        func.coalesce(APP.c.CLIENT_ID, OUTGOING.c.CLIENT_ID),
        APP.c.SCOPES,
        HANDLER.c.PAUSED,
        HANDLER.c.TROUBLE,
    )
    .outerjoin(APP, APP.c.ID == HANDLER.c.APP_ID)
    .outerjoin(OUTGOING, OUTGOING.c.ID == HANDLER.c.WEBHOOK_ID)
    .where(
        HANDLER.c.EVENT.in_([bindparam("first"), bindparam("second")]),
        or_(APP.c.INSTALLED == bindparam("installed"), OUTGOING.c.ID.is_not(None)),
    )
    .order_by(HANDLER.c.ID)
)
_ANYBODY = Query(select(func.max(HANDLER.c.ID)))
_ALL = Query(_SUBSCRIBED)
_ADMINISTRATORS = select(USER.c.ID).where(USER.c.IS_ADMIN == constant("Y"))
_OF_APP = Query(
    _SUBSCRIBED.where(
        APP.c.ID == bindparam("app_id"), or_(HANDLER.c.USER_ID == 0, HANDLER.c.USER_ID.in_(_ADMINISTRATORS))
    )
)


class Handler(NamedTuple):
    """Who wants to be told.

    :param user_id: whose tokens it wants; 0: of whoever caused the event, but none for an outgoing webhook
    :param offline: ``Y`` when it is kept for the application to fetch
    :param connector: the queue that it is kept in
    :param app_id: 0: it is an outgoing webhook's
    :param scopes: of its application; None: it may be told of everything
    :param paused: ``Y`` when its calls wait
    :param trouble: what a test lets happen to them, as stored
    """

    id: int
    event: str
    url: str
    user_id: int
    offline: str
    connector: str
    app_id: int
    client_id: str
    scopes: str | None
    paused: str
    trouble: str


def emit(
    tx: Transaction,
    clock: Clock,
    user_id: int,
    codes: tuple[str, ...],
    data: Mapping[str, Any],
    scope: str,
    connector: Any = "",
    *,
    triggered: bool = False,
) -> int:
    """Tell everyone who wants to know, once this transaction is committed.

    :param user_id: who caused it; 0: nobody of the portal
    :param codes: one event, or the same in two degrees of detail
    :param data: what is told; without secrets
    :param scope: what an application must have to be told
    :param connector: what the caller calls itself: the queue of that name does not keep it
    :param triggered: whether somebody asked for it, and nothing has happened
    :return: how many are told, or have it kept
    """
    if not generation.kept(tx, "listeners", lambda tx: tx.value(_ANYBODY) is not None):
        return 0
    count = 0
    for row in tx.all(_ALL, first=codes[0], second=codes[-1], installed="Y"):
        handler = Handler(*row)
        if scope and handler.scopes is not None and scope not in split_scopes(handler.scopes):
            continue
        if handler.offline == "N":
            _put(tx, clock, (handler.user_id or user_id) if handler.app_id else 0, handler, data, triggered)
        elif not handler.connector or handler.connector != connector:
            if offline.keep(tx, clock, handler.app_id, handler.connector, handler.event, data):
                notices.tell(tx, clock, handler.app_id, handler.client_id, user_id)
        else:
            continue
        count += 1
    return count


def emit_to(
    tx: Transaction, clock: Clock, user_id: int, app_id: int, code: str, data: Mapping[str, Any], *, but: str
) -> None:
    """Tell one application of what happens to it: its own handlers, and those of administrators.

    :param user_id: whose tokens the calls carry; 0: none
    :param but: an address that is told without having asked
    """
    for row in tx.all(_OF_APP, first=code, second=code, installed="Y", app_id=app_id):
        handler = Handler(*row)
        if handler.url not in ("", but):
            _put(tx, clock, user_id, handler, data)


def _put(
    tx: Transaction, clock: Clock, user_id: int, handler: Handler, data: Mapping[str, Any], triggered: bool = False
) -> None:
    outbox.put(
        tx,
        clock,
        event=handler.event,
        url=handler.url,
        client_id=handler.client_id,
        user_id=user_id,
        handler_id=handler.id,
        data=data,
        held=handler.paused == "Y",
        trouble=trouble.read(handler.trouble),
        triggered=triggered,
    )


def telling(*events: tuple[str, str]) -> Callable[[Change, str], None]:
    """How a collection tells of its changes: ``{"FIELDS": {"ID": …}}``.

    :param events: codes with ``{verb}``, each with the scope that an application needs to be told
    """

    def told(change: Change, verb: str) -> None:
        for code, scope in events:
            tell(change.ctx, (code.format(verb=verb),), {"FIELDS": {"ID": change.row["ID"]}}, scope)

    return told


def tell(ctx: Ctx, codes: tuple[str, ...], data: Mapping[str, Any], scope: str) -> None:
    """Tell of what a call has done; as :func:`emit`."""
    emit(ctx.tx, ctx.clock, ctx.actor.user_id, codes, data, scope, ctx.connector)
