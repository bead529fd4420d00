"""``events``: what the application can be told of."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import WRONG_AUTH_TYPE
from homeport.domain.events import subscriptions
from homeport.rpc import Flag, Params, method


class List(Params):
    scope: Any = None
    full: Flag = Flag(False)


@method("events", scope="basic", application=WRONG_AUTH_TYPE, errors=(WRONG_AUTH_TYPE,))
def list_(ctx: Ctx, p: List) -> list[str]:
    """List the events that the application may bind handlers to."""
    return subscriptions.available(ctx, p.scope, bool(p.full))
