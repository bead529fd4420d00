"""``event.offline.*``: events that are kept until the application fetches them."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import WRONG_AUTH_TYPE
from homeport.domain.events import offline
from homeport.domain.portal.apps import arguments
from homeport.rpc import Flag, Underscored, method

ERRORS = (WRONG_AUTH_TYPE, offline.ACCESS_DENIED)


class List(Underscored):
    filter: Any = None
    order: Any = None
    start: Any = None
    auth_connector: Any = None


class Get(Underscored):
    filter: Any = None
    order: Any = None
    limit: Any = None
    clear: Flag = Flag(True)
    process_id: Any = None
    auth_connector: Any = None
    error: Flag = Flag(False)


class Clear(Underscored):
    process_id: Any = None
    id: Any = None
    message_id: Any = None


class Error(Underscored):
    process_id: Any = None
    message_id: Any = None


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
