"""Working hours as the portal's calendar has them: when so much work is done from a moment on.

Source: ``calendar-settings-get.md``, whose hours, days off and holidays count.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from homeport.domain.calendar.settings import PORTAL

_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BEGINS, _ENDS = int(PORTAL["work_time_start"]), int(PORTAL["work_time_end"])
HOURS = _ENDS - _BEGINS
"""Of a day of work."""


@cache
def _days(said: str) -> frozenset[tuple[int, int]]:
    """Days of the year, said as ``25.12``, by month and day."""
    pairs = (day.split(".") for day in said.split(",") if day)
    return frozenset((int(month), int(day)) for day, month in pairs)


def is_worked(day: date) -> bool:
    """Whether people work on a day."""
    yearly = (day.month, day.day)
    if yearly in _days(PORTAL["year_workdays"]):
        return True
    return _WEEK[day.weekday()] not in PORTAL["week_holidays"] and yearly not in _days(PORTAL["year_holidays"])


def after(moment: datetime, seconds: int, zone: ZoneInfo) -> datetime:
    """When so much time of work has passed since a moment.

    :param moment: with its zone
    :param seconds: of work
    :param zone: where people work
    """
    left = timedelta(seconds=seconds)
    here = moment.astimezone(zone)
    day = here.date()
    while True:
        if is_worked(day):
            begins = max(_at(day, _BEGINS, zone), moment.astimezone(UTC))
            room = _at(day, _ENDS, zone) - begins
            if left <= room:
                return begins + left
            left -= max(room, timedelta())
        day += timedelta(days=1)


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
