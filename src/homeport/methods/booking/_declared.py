"""Methods of online booking: for people of the company, and not for its guests."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.rpc import Method
from homeport.rpc.method import make as make_any
from homeport.rpc.method import method as any_method

DENIED = ErrorKind("ACCESS_DENIED", "Access denied!", 403)

Handler = Callable[[Ctx, Any], Any]


def method(name: str, *, errors: Sequence[ErrorKind] = (), **more: Any) -> Callable[[Handler], Handler]:
    """As :func:`homeport.rpc.method`; guests are refused with ``ACCESS_DENIED``."""
    return lambda handler: any_method(name, errors=(*errors, DENIED), **more)(_for_employees(handler))


def make(name: str, handler: Handler, *, errors: Sequence[ErrorKind] = (), **more: Any) -> Method:
    """As :func:`homeport.rpc.method.make`, likewise."""
    return make_any(name, _for_employees(handler), errors=(*errors, DENIED), **more)


def _for_employees(handler: Handler) -> Handler:
    @wraps(handler)
    def guarded(ctx: Ctx, p: Any) -> Any:
        if not ctx.actor.is_employee:
            raise DENIED()
        return handler(ctx, p)

    return guarded
