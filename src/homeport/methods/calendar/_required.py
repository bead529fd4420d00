"""Parameters that must be there, and how these methods ask for them."""

from typing import Any

from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty
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
