"""Parameters that must be there, and how these methods ask for them."""

from datetime import date
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_ARG_VALUE, ErrorKind
from homeport.core.values import is_empty, parse_moment, read_integer
from homeport.domain.calendar.moments import NO_ZONE
from homeport.domain.calendar.sections import DENIED
from homeport.domain.calendar.tables import USER
from homeport.methods.family import as_id

REQUIRED = ErrorKind("", 'The required parameter "{name}" for the method "{method}" is not set')


def required(given: Any, name: str, method: str) -> Any:
    """A parameter that is there.

    :raises CallError: ``REQUIRED``
    """
    if is_empty(given):
        raise REQUIRED(name=name, method=method)
    return given


def owner_of(kind: Any, owner: Any, method: str, caller: int) -> tuple[str, int]:
    """The type and the owner of calendars; the caller, where it is a user's and none is named.

    :raises CallError: ``REQUIRED``; ``DENIED`` for what is no type or no owner
    """
    required(kind, "type", method)
    if not isinstance(kind, str):
        raise DENIED()
    if is_empty(owner) and kind == USER:
        return kind, caller
    required(owner, "ownerId", method)
    return kind, 0 if owner in (0, "0") else as_id(owner, DENIED)


def day_of(ctx: Ctx, given: Any, name: str) -> date | None:
    """A day that a client names; None where it names none.

    :raises CallError: ``INVALID_ARG_VALUE``
    """
    if is_empty(given):
        return None
    try:
        return parse_moment(given, ctx.clock.zone).date()
    except (ValueError, OverflowError):
        raise INVALID_ARG_VALUE(reason=f"Invalid value for the parameter '{name}'") from None


def number_of(given: Any, name: str, most: int) -> int:
    """A number from 1 to ``most``.

    :raises CallError: ``INVALID_ARG_VALUE``
    """
    try:
        number = read_integer(given, NO_ZONE) or 0
    except (ValueError, OverflowError):
        number = 0
    if not 0 < number <= most:
        raise INVALID_ARG_VALUE(reason=f"Invalid value for the parameter '{name}'")
    return number
