"""From when until when something is booked, as clients say it: two moments, each in a time zone.

Source: ``booking-v1-booking-add.md``.
"""

from typing import Any, NamedTuple

from homeport.core.errors import ErrorKind
from homeport.domain.booking.said import Said, members, number, require
from homeport.domain.booking.slots import is_zone

INVALID = ErrorKind("422", "Invalid date period")

LATEST = 32_503_680_000
"""The first second of the year 3000."""
LONGEST = 366 * 86_400
"""Seconds that something is booked for at most."""


class Period(NamedTuple):
    """A time.

    :param begins: seconds since 1970
    :param ends: seconds since 1970
    :param begins_in: the zone in which the beginning was said
    :param ends_in: the zone in which the end was said
    """

    begins: int
    ends: int
    begins_in: str
    ends_in: str


def read(given: Any) -> Period:
    """A time as a client said it.

    :raises CallError: ``REQUIRED``, ``INVALID``
    """
    said = members(given)
    require(said, "from", "to")
    (begins, begins_in), (ends, ends_in) = (_moment(members(said[name])) for name in ("from", "to"))
    if not begins < ends or ends - begins > LONGEST:
        raise INVALID()
    return Period(begins, ends, begins_in, ends_in)


def written(period: Period) -> dict[str, Any]:
    """A time as it is answered."""
    return {
        "from": {"timestamp": period.begins, "timezone": period.begins_in},
        "to": {"timestamp": period.ends, "timezone": period.ends_in},
    }


def range_of(given: Any) -> tuple[int, int]:
    """What ``within`` of a list's filter means: from when until when, in seconds since 1970.

    :raises CallError: ``REQUIRED``, ``INVALID``
    """
    said = members(given)
    require(said, "dateFrom", "dateTo")
    first, last = seconds(said["datefrom"]), seconds(said["dateto"])
    if not first < last:
        raise INVALID()
    return first, last


def seconds(given: Any) -> int:
    """A moment as seconds since 1970.

    :raises CallError: ``INVALID``
    """
    moment = number(given)
    if str(given).strip() != str(moment) or moment >= LATEST:
        raise INVALID()
    return moment


def _moment(said: Said) -> tuple[int, str]:
    require(said, "timestamp", "timezone")
    if not is_zone(said["timezone"]):
        raise INVALID()
    return seconds(said["timestamp"]), said["timezone"]
