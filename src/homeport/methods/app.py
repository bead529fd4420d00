"""``app.*``: the calling application, and what it keeps for itself."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_ARG_VALUE
from homeport.domain.portal.apps import info as app_info
from homeport.domain.portal.apps import options
from homeport.rpc import NoParams, Params, method


class Option(Params):
    option: Any = None


class Options(Params):
    options: Any = None


@method("app.info", scope="basic")
def info(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Return the calling application, or the scopes of the calling webhook, and the portal's plan."""
    return app_info.info(ctx)


@method(
    "app.option.get",
    scope="basic",
    application=options.APPLICATION_REQUIRED,
    errors=(options.APPLICATION_REQUIRED,),
)
def option_get(ctx: Ctx, p: Option) -> Any:
    """Return what the application keeps: one value, or all of them by name."""
    return options.get(ctx, options.FOR_ALL, p.option)


@method(
    "app.option.set",
    scope="basic",
    writes=True,
    application=options.APPLICATION_REQUIRED,
    errors=(options.APPLICATION_REQUIRED, options.ADMINISTRATOR_REQUIRED, options.EMPTY, INVALID_ARG_VALUE),
)
def option_set(ctx: Ctx, p: Options) -> bool:
    """Keep values by name for the application."""
    options.put(ctx, options.FOR_ALL, p.options)
    return True
