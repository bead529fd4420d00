"""Parameters as these methods take them."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, number_or_none, read_datetime, read_flag
from homeport.domain.records.filters import as_map
from homeport.rpc import Underscored

USER_ID_EMPTY = ErrorKind("USER_ID_EMPTY", "User ID can't be empty")


class OfChat(Underscored):
    chat_id: Any = None


class OfDialog(Underscored):
    dialog_id: Any = None


class OfMessage(Underscored):
    message_id: Any = None


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
