"""Parameters as these methods take them."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, number_or_none, read_datetime, read_flag
from homeport.domain.records.filters import as_map
from homeport.rpc import Params

USER_ID_EMPTY = ErrorKind("USER_ID_EMPTY", "User ID can't be empty")


def named(name: str) -> Any:
    """A parameter whose name has underscores, or is written otherwise than its field."""
    return msgspec.field(default=None, name=name)


def unsaid(name: str) -> Any:
    """As :func:`named`; told from one that is empty."""
    return msgspec.field(default=msgspec.UNSET, name=name)


class OfChat(Params):
    chat_id: Any = named("chat_id")


class OfDialog(Params):
    dialog_id: Any = named("dialog_id")


class OfMessage(Params):
    message_id: Any = named("message_id")


def yes(given: Any, *, usual: bool = False) -> bool:
    """Whether a client says ``Y``; what is usual where nothing is said."""
    return usual if given is None or given == "" else read_flag(given, None) == "Y"  # type: ignore[arg-type]


def moment(ctx: Ctx, given: Any) -> str | None:
    """A moment in the stored form; None for what is none."""
    try:
        found: str | None = read_datetime(given, ctx.clock.zone)
    except ValueError:
        return None
    return found


def limited(given: Any, usual: int, most: int) -> int:
    """How many a client wants: at least one."""
    return min(number_or_none(given) or usual, most)


def offset(given: Any) -> int:
    """How many a client skips."""
    return min(number_or_none(given) or 0, 2**31)


def user_of(given: Any) -> int:
    """The user that a client names.

    :raises CallError: ``USER_ID_EMPTY`` for what is no number
    """
    number = None if is_empty(given) else number_or_none(given)
    if not number:
        raise USER_ID_EMPTY()
    return number


def users(given: Any) -> list[int]:
    """The users that a client names, one or several; what is no number is left out."""
    listed = as_map(given).values() if isinstance(given, dict | list) else [given]
    found = (number_or_none(each) for each in listed)
    return [each for each in found if each]
