"""``event.*``: which changes of the portal the application is told of."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import WRONG_AUTH_TYPE
from homeport.domain.events import subscriptions
from homeport.domain.portal.apps import arguments
from homeport.rpc import NoParams, Underscored, method


class Handler(Underscored):
    event: Any = None
    handler: Any = None
    auth_type: Any = None
    event_type: Any = None
    auth_connector: Any = None
    options: Any = None

    def wanted(self) -> subscriptions.Wanted:
        """What is to be bound or unbound, in the domain's words."""
        return subscriptions.Wanted(
            self.event, self.handler, self.auth_type, self.event_type, self.auth_connector, self.options
        )


@method(
    "event.bind",
    scope="basic",
    writes=True,
    application=WRONG_AUTH_TYPE,
    errors=(WRONG_AUTH_TYPE, *subscriptions.BIND_ERRORS),
)
def bind(ctx: Ctx, p: Handler) -> bool:
    """Let a handler of the application be told of an event."""
    subscriptions.bind(ctx, p.wanted())
    return True


@method(
    "event.unbind",
    scope="basic",
    writes=True,
    application=WRONG_AUTH_TYPE,
    errors=(
        WRONG_AUTH_TYPE,
        subscriptions.OFFLINE_UNBINDING,
        subscriptions.OTHERS_UNBINDING,
        arguments.ARGUMENT_TYPE,
    ),
)
def unbind(ctx: Ctx, p: Handler) -> dict[str, int]:
    """Let handlers of the application be told of an event no longer."""
    return {"count": subscriptions.unbind(ctx, p.wanted())}


@method("event.get", scope="basic", application=WRONG_AUTH_TYPE, errors=(WRONG_AUTH_TYPE,))
def get(ctx: Ctx, p: NoParams) -> list[dict[str, Any]]:
    """List the handlers that the application has bound to events."""
    return subscriptions.bound(ctx)
