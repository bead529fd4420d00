"""On which days something recurs: pure arithmetic of calendars.

Source: ``api-reference/crm/deals/recurring-deals/crm-deal-recurring-fields.md``.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY, WEEK, MONTH, YEAR = UNITS = ("day", "week", "month", "year")

HOUR = 1
"""The hour of the day, in the portal's zone, at which things recur: the pages' examples have it."""

_DAYS = {DAY: 1, WEEK: 7}
_MONTHS = {MONTH: 1, YEAR: 12}


class Occurrence(NamedTuple):
    """One time that something recurs.

    :param number: counted from 0 at the start
    """

    number: int
    day: date


Series = Callable[[int], date | None]
"""From the number of an occurrence to its day; None when there is none. Days grow with numbers."""


def shifted(start: date, unit: str, count: int) -> date | None:
    """A day that is some units later, or earlier; the last of a month where the month has no such day.

    :param unit: of :data:`UNITS`
    :returns: None outside the years 1 to 9999
    """
    try:
        if unit in _DAYS:
            return start + timedelta(days=count * _DAYS[unit])
        months = start.year * 12 + start.month - 1 + count * _MONTHS[unit]
        year, month = divmod(months, 12)
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def every(start: date, unit: str, interval: int) -> Series:
    """Each so many units from a day on."""
    return lambda number: shifted(start, unit, number * interval)


def once(day: date | None) -> Series:
    """One day alone."""
    return lambda number: day if number == 0 else None


def moment_of(day: date, zone: ZoneInfo) -> float:
    """When something recurs on a day, in seconds since 1970."""
    return datetime.combine(day, time(HOUR), zone).timestamp()


def day_of(moment: float, zone: ZoneInfo) -> date:
    """The day of a moment in a zone."""
    return (datetime.fromtimestamp(0, UTC) + timedelta(seconds=moment)).astimezone(zone).date()


def after(series: Series, moment: float, zone: ZoneInfo) -> Occurrence | None:
    """The first occurrence that is later than a moment; None when there is none."""

    def is_later(number: int) -> bool:
        day = series(number)
        return day is None or moment_of(day, zone) > moment

    high = 1
    while not is_later(high):
        high *= 2
    low = -1  # not later, or before the first
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_later(middle) else (middle, high)
    day = series(high)
    return None if day is None else Occurrence(high, day)
