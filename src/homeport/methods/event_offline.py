"""``event.offline.*``: events that are kept until the application fetches them."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import WRONG_AUTH_TYPE
from homeport.domain.events import offline
from homeport.domain.portal.apps import arguments
from homeport.rpc import Flag, Params, method

ERRORS = (WRONG_AUTH_TYPE, offline.ACCESS_DENIED)


class List(Params):
    filter: Any = None
    order: Any = None
    start: Any = None
    auth_connector: Any = msgspec.field(default=None, name="auth_connector")


class Get(Params):
    filter: Any = None
    order: Any = None
    limit: Any = None
    clear: Flag = Flag(True)
    process_id: Any = msgspec.field(default=None, name="process_id")
    auth_connector: Any = msgspec.field(default=None, name="auth_connector")
    error: Flag = Flag(False)


class Clear(Params):
    process_id: Any = msgspec.field(default=None, name="process_id")
    id: Any = None
    message_id: Any = msgspec.field(default=None, name="message_id")


class Error(Params):
    process_id: Any = msgspec.field(default=None, name="process_id")
    message_id: Any = msgspec.field(default=None, name="message_id")


@method("event.offline.list", scope="basic", heavy=True, application=WRONG_AUTH_TYPE, errors=ERRORS)
def list_(ctx: Ctx, p: List) -> Page:
    """List the events that are kept for the application."""
    return offline.listed(ctx, filter=p.filter, order=p.order, start=p.start, connector=p.auth_connector)


@method(
    "event.offline.get",
    scope="basic",
    writes=True,
    application=WRONG_AUTH_TYPE,
    errors=(*ERRORS, arguments.ARGUMENT_TYPE),
)
def get(ctx: Ctx, p: Get) -> dict[str, Any]:
    """Take the first events that are kept for the application, or reserve them."""
    return offline.fetch(
        ctx,
        filter=p.filter,
        order=p.order,
        limit=p.limit,
        clear=bool(p.clear),
        process_id=p.process_id,
        connector=p.auth_connector,
        error=bool(p.error),
    )


@method(
    "event.offline.clear",
    scope="basic",
    writes=True,
    application=WRONG_AUTH_TYPE,
    errors=(*ERRORS, arguments.ARGUMENT_EMPTY),
)
def clear(ctx: Ctx, p: Clear) -> bool:
    """Confirm that reserved events were dealt with."""
    offline.clear(ctx, p.process_id, p.id, p.message_id)
    return True


@method(
    "event.offline.error",
    scope="basic",
    writes=True,
    application=WRONG_AUTH_TYPE,
    errors=(*ERRORS, arguments.ARGUMENT_EMPTY),
)
def error(ctx: Ctx, p: Error) -> bool:
    """Mark reserved events as failed."""
    offline.fail(ctx, p.process_id, p.message_id)
    return True
