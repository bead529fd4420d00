"""``placement.*``: where applications show themselves on the portal."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import WRONG_AUTH_TYPE
from homeport.domain.portal.apps import arguments, placements
from homeport.rpc import Flag, NoParams, Params, Underscored, method


class List(Params):
    scope: Any = None
    full: Flag = Flag(False)


class Bind(Underscored):
    placement: Any = None
    handler: Any = None
    title: Any = None
    description: Any = None
    group_name: Any = None
    lang_all: Any = None
    options: Any = None
    user_id: Any = None

    def wanted(self) -> placements.Wanted:
        """What is to be bound, in the domain's words."""
        return placements.Wanted(
            self.placement,
            self.handler,
            self.title,
            self.description,
            self.group_name,
            self.lang_all,
            self.options,
            self.user_id,
        )


class Unbind(Underscored):
    placement: Any = None
    handler: Any = None
    user_id: Any = None


@method("placement.list", application=WRONG_AUTH_TYPE, errors=(WRONG_AUTH_TYPE,))
def list_(ctx: Ctx, p: List) -> list[str]:
    """List the placements that the application may bind handlers to."""
    return placements.available(ctx, p.scope, bool(p.full))


@method("placement.get", application=WRONG_AUTH_TYPE, errors=(WRONG_AUTH_TYPE, placements.ACCESS_DENIED))
def get(ctx: Ctx, p: NoParams) -> list[dict[str, Any]]:
    """List the handlers that the application has bound."""
    return placements.bound(ctx)


@method("placement.bind", writes=True, application=WRONG_AUTH_TYPE, errors=(WRONG_AUTH_TYPE, *placements.BIND_ERRORS))
def bind(ctx: Ctx, p: Bind) -> bool:
    """Let a handler of the application show itself at a placement."""
    placements.bind(ctx, p.wanted())
    return True


@method(
    "placement.unbind",
    writes=True,
    application=WRONG_AUTH_TYPE,
    errors=(WRONG_AUTH_TYPE, placements.ACCESS_DENIED, arguments.ARGUMENT_EMPTY),
)
def unbind(ctx: Ctx, p: Unbind) -> dict[str, int]:
    """Take handlers of the application away from a placement."""
    # as documented: each handler counts once when it is found, and once more when it is gone
    return {"count": 2 * placements.unbind(ctx, p.placement, p.handler, p.user_id)}
