"""What clients say of bookings, where no field table reads it: members of objects, and how wrong ones are refused."""

from collections.abc import Iterator, Mapping
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import number_or_none, read_string
from homeport.domain.records.filters import as_map

REQUIRED = ErrorKind("0", "Required fields: {field}")
INVALID = ErrorKind("422", "Invalid value of the field {field}")

Said = dict[str, Any]
"""The members of an object by their names in small letters."""


def members(given: Any) -> Said:
    """The members of an object; none of what is no object."""
    return {name.lower(): value for name, value in as_map(given).items()}


def require(said: Mapping[str, Any], *names: str) -> None:
    """Refuse an object that lacks members.

    :raises CallError: ``REQUIRED``
    """
    missing = [name for name in names if said.get(name.lower()) in (None, "")]
    if missing:
        raise REQUIRED(field=", ".join(missing))


def each(given: Any) -> Iterator[Said]:
    """The objects of a list; what else is in it counts as one without members."""
    yield from map(members, as_map(given).values())


def text(ctx: Ctx, said: Mapping[str, Any], name: str) -> str:
    """A text that may be left out.

    :raises CallError: ``INVALID``
    """
    try:
        return read_string(said.get(name.lower()), ctx.clock.zone) or ""
    except ValueError:
        raise INVALID(field=name) from None


def number(value: Any) -> int:
    """The number that something is called by; 0 for what is none."""
    return number_or_none(value) or 0
