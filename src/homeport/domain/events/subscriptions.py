"""Which events an application is told of: bound and unbound by itself.

An administrator says whose tokens the calls carry; anyone else has his own. Sources:
``api-reference/events/event-bind.md``, ``event-get.md``, ``event-unbind.md``, ``events.md``.
"""

from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from homeport.core.clock import Clock
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.events import notices, offline, outbox, trouble
from homeport.domain.events.tables import HANDLER, OFFLINE_EVENT, OUTGOING
from homeport.domain.events.trouble import Trouble
from homeport.domain.portal import generation, settings
from homeport.domain.portal.apps import arguments
from homeport.domain.portal.apps.tables import APP
from homeport.domain.portal.people import users
from homeport.domain.records import scopes
from homeport.domain.records.scopes import Event
from homeport.store import Query, Transaction

EVENT_NOT_FOUND = ErrorKind("ERROR_EVENT_NOT_FOUND", "Event not found")
OFFLINE_BINDING = ErrorKind(
    "ACCESS_DENIED", "Access denied! Offline events binding requires administrator access rights", 403
)
OTHERS_BINDING = ErrorKind(
    "ACCESS_DENIED", "Access denied! Event binding with AUTH_TYPE requires administrator access rights", 403
)
OFFLINE_UNBINDING = ErrorKind(
    "ACCESS_DENIED", "Access denied! Offline events unbinding requires administrator access rights", 403
)
OTHERS_UNBINDING = ErrorKind(
    "ACCESS_DENIED", "Access denied! Event unbinding with AUTH_TYPE requires administrator access rights", 403
)
NOT_SET = ErrorKind("ERROR_CORE", "Unable to set event handler")

BIND_ERRORS = (
    EVENT_NOT_FOUND, OFFLINE_BINDING, OTHERS_BINDING, NOT_SET, arguments.ARGUMENT_EMPTY, arguments.ARGUMENT_TYPE,
    arguments.UNSUPPORTED_PROTOCOL, arguments.WRONG_HANDLER_URL,
)  # fmt: skip

MAX_HANDLERS = 1_000
"""Of an application."""
MAX_OF_USER = 20
"""Of them, those that somebody else than an administrator may bind: one user's handlers shall not use up the rest."""

_EVERY = Query(
    select(HANDLER, APP.c.TITLE.label("APP_TITLE"), OUTGOING.c.TITLE.label("WEBHOOK_TITLE"))
    .outerjoin(APP, APP.c.ID == HANDLER.c.APP_ID)
    .outerjoin(OUTGOING, OUTGOING.c.ID == HANDLER.c.WEBHOOK_ID)
    .order_by(HANDLER.c.ID)
)
_TROUBLE = Query(select(HANDLER.c.TROUBLE).where(HANDLER.c.ID == bindparam("handler_id")))
_OF_APP = Query(select(HANDLER).where(HANDLER.c.APP_ID == bindparam("app_id")).order_by(HANDLER.c.ID))


class Wanted(NamedTuple):
    """What a client wants bound or unbound, as it said it."""

    event: Any = None
    handler: Any = None
    auth_type: Any = None
    event_type: Any = None
    connector: Any = None
    options: Any = None


def available(ctx: Ctx, scope: Any = None, full: bool = False) -> list[str]:
    """The codes of events that the application may bind.

    :param scope: only those of this one of its scopes
    :param full: those of every scope, also of such as the application lacks
    """
    every = scopes.events(scopes.object_types(ctx.tx))
    if isinstance(scope, str) and scope:
        return [event.code for event in every if event.scope == scope and _is_open(ctx, event)]
    return [event.code for event in every if full or _is_open(ctx, event)]


def bind(ctx: Ctx, wanted: Wanted) -> None:
    """Let a handler be told of an event.

    :raises CallError: one of :data:`BIND_ERRORS`
    """
    code = arguments.text("EVENT", wanted.event).upper()
    kept = _is_offline(ctx, wanted, OFFLINE_BINDING)
    every = scopes.events(scopes.object_types(ctx.tx))
    if not any(event.code == code and _is_open(ctx, event) for event in every):
        raise EVENT_NOT_FOUND()
    url = ""
    if not kept:
        url = arguments.text("HANDLER", wanted.handler)
        arguments.check_url(url, public=settings.read(ctx.tx).handlers == "public")
    user_id = _user_id(ctx, wanted.auth_type, OTHERS_BINDING)
    if user_id is None:
        user_id = 0 if ctx.actor.is_admin else ctx.actor.user_id
    if user_id and not users.is_active(ctx.tx, user_id):
        raise arguments.ARGUMENT_TYPE(name="AUTH_TYPE", type="integer, the id of a user")
    row = {
        "APP_ID": _app_id(ctx),
        "EVENT": code,
        "URL": url,
        "USER_ID": user_id,
        "OFFLINE": "Y" if kept else "N",
        "CONNECTOR": offline.connector_of(wanted.connector) if kept else "",
    }
    more = {"MIN_TIMEOUT": _min_timeout(wanted.options)}
    before = ctx.tx.dicts(_OF_APP, app_id=row["APP_ID"])
    own = [each for each in before if each["USER_ID"] == ctx.actor.user_id]
    if len(own) >= MAX_OF_USER and not ctx.actor.is_admin:
        raise NOT_SET()
    if len(before) >= MAX_HANDLERS or any(row.items() <= each.items() for each in before):
        raise NOT_SET()
    ctx.tx.insert(HANDLER, row | more)
    generation.changed(ctx.tx)  # there may have been nobody to tell


def unbind(ctx: Ctx, wanted: Wanted) -> int:
    """Let handlers be told no longer; how many there were. What is not said is not looked at.

    :raises CallError: :data:`OFFLINE_UNBINDING`, :data:`OTHERS_UNBINDING`, ``ERROR_ARGUMENT``
    """
    kept = _is_offline(ctx, wanted, OFFLINE_UNBINDING)
    code = wanted.event.upper() if isinstance(wanted.event, str) else ""
    # what is kept has no address, whatever was said when it was bound
    url = wanted.handler if isinstance(wanted.handler, str) and not kept else ""
    user_id = _user_id(ctx, wanted.auth_type, OTHERS_UNBINDING)
    if not ctx.actor.is_admin:
        user_id = ctx.actor.user_id
    found = [
        row["ID"]
        for row in ctx.tx.dicts(_OF_APP, app_id=_app_id(ctx))
        if (row["OFFLINE"] == "Y") == kept
        and code in ("", row["EVENT"])
        and url in ("", row["URL"])
        and user_id in (None, row["USER_ID"])
    ]
    for handler_id in found:
        ctx.tx.delete(HANDLER, ID=handler_id)
        outbox.forget_handler(ctx.tx, handler_id)
    return len(found)


def bound(ctx: Ctx) -> list[dict[str, Any]]:
    """The handlers that the application has bound; for anyone but an administrator, his own."""
    return [
        {
            "event": row["EVENT"],
            "handler": row["URL"],
            "auth_type": str(row["USER_ID"]),
            "offline": int(row["OFFLINE"] == "Y"),
        }
        for row in ctx.tx.dicts(_OF_APP, app_id=_app_id(ctx))
        if ctx.actor.is_admin or row["USER_ID"] == ctx.actor.user_id
    ]


def _min_timeout(options: Any) -> int:
    """Seconds between two notices of what is to be fetched."""
    given = options.get("minTimeout") if isinstance(options, dict) else None
    if given in (None, ""):
        return notices.DEFAULT_TIMEOUT
    return min(max(arguments.number("minTimeout", given), 0), notices.MAX_TIMEOUT)


def _is_offline(ctx: Ctx, wanted: Wanted, denied: ErrorKind) -> bool:
    """Whether an event is to be kept for the application to fetch; only administrators may say so."""
    if str(wanted.event_type).lower() != "offline":
        return False
    if not ctx.actor.is_admin:
        raise denied()
    return True


def _is_open(ctx: Ctx, event: Event) -> bool:
    return not event.scope or event.scope in ctx.credential.scopes


def _app_id(ctx: Ctx) -> int:
    assert ctx.credential.app is not None
    return ctx.credential.app.id


def _user_id(ctx: Ctx, given: Any, denied: ErrorKind) -> int | None:
    """Whose tokens a call carries; 0 for whoever causes the event, None when it was not said."""
    if given is None:
        return None
    user_id = 0 if given == "" else arguments.number("AUTH_TYPE", given)
    if not ctx.actor.is_admin and user_id != ctx.actor.user_id:
        raise denied()
    return user_id


def listed(tx: Transaction) -> list[dict[str, Any]]:
    """Every handler of the portal: of applications and of outgoing webhooks."""
    return tx.dicts(_EVERY)


def pause(tx: Transaction, clock: Clock, handler_id: int, paused: bool) -> bool:
    """Let the calls to a handler wait, or be made; whether there is such a handler."""
    if not tx.update(HANDLER, {"ID": handler_id}, {"PAUSED": "Y" if paused else "N"}):
        return False
    if paused:
        outbox.hold(tx, handler_id)
    else:
        outbox.release(tx, clock, handler_id)
    return True


def give_trouble(tx: Transaction, handler_id: int, wanted: Trouble) -> bool:
    """Let something happen to the calls of a handler, for a test; whether there is such a handler."""
    return tx.update(HANDLER, {"ID": handler_id}, {"TROUBLE": trouble.written(wanted)}) > 0


def trouble_of(tx: Transaction, handler_id: int) -> Trouble:
    """What happens to the calls of a handler."""
    return trouble.read(tx.value(_TROUBLE, handler_id=handler_id) or "") if handler_id else trouble.NONE


def forget(tx: Transaction, app_id: int) -> None:
    """Tell an application that is removed of nothing any more."""
    tx.delete(HANDLER, APP_ID=app_id)
    tx.delete(OFFLINE_EVENT, APP_ID=app_id)
