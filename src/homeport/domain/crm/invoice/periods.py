"""The parameters of a rule of recurring invoices: read from what clients send, and the days that follow from them.

Source: ``api-reference/crm/outdated/invoice/crm-invoice-recurring-fields.md``.
"""

from calendar import day_name, month_name, monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from homeport.core.values import FieldType, is_empty, read_flag, read_integer
from homeport.domain.crm.recurring import calendar
from homeport.domain.crm.recurring.calendar import DAY, MONTH, UNITS, WEEK, Series

BY_DAY, BY_WEEKDAY = 1, 2
"""Types of months and years: a day of the month, or a weekday of it."""
MOST = 10_000
LAST = 5
"""The number of a weekday that stands for the last of a month."""

WEEKDAYS = {name: number for number, name in enumerate(day_name)}
MONTHS = {name: number for number, name in enumerate(month_name) if name}

_NUMBERS = {
    "TYPE": (BY_DAY, BY_WEEKDAY),
    "INTERVAL": (0, MOST),
    "NUM_DAY_IN_MONTH": (1, 31),
    "NUM_WEEKDAY_IN_MONTH": (1, LAST),
    "DATE_PAY_BEFORE_OFFSET_VALUE": (-MOST, MOST),
}
_WORDS = {"WEEKDAY": WEEKDAYS, "FIELD_YEARLY_INTERVAL_MONTH_NAME": MONTHS}
NAMES = (
    "PERIOD", "TYPE", "INTERVAL", "IS_WORKING_ONLY", "WEEKDAY", "NUM_DAY_IN_MONTH", "NUM_WEEKDAY_IN_MONTH",
    "FIELD_YEARLY_INTERVAL_MONTH_NAME", "DATE_PAY_BEFORE_OFFSET_TYPE", "DATE_PAY_BEFORE_OFFSET_VALUE",
)  # fmt: skip


def _read(value: Any, zone: ZoneInfo) -> str | None:
    """Parameters as they are stored.

    :raises ValueError: for what is no period, weekday or month, or out of all proportion
    """
    if is_empty(value):
        return None
    if not isinstance(value, Mapping):
        raise ValueError("not an object")
    given = {str(name).upper(): each for name, each in value.items()}
    given.setdefault("PERIOD", given.get("MODE"))  # as an example calls it
    return msgspec.json.encode({name: _one(name, given.get(name), zone) for name in NAMES}).decode()


def _one(name: str, value: Any, zone: ZoneInfo) -> Any:
    if name == "IS_WORKING_ONLY":
        return read_flag(value, zone)
    if is_empty(value):
        return None
    if name in _NUMBERS:
        number, (low, high) = read_integer(value, zone) or 0, _NUMBERS[name]
        if not low <= number <= high:
            raise ValueError("out of range")
        return number
    if name == "FIELD_YEARLY_INTERVAL_MONTH_NAME" and value not in MONTHS:
        number = read_integer(value, zone) or 0
        if not 1 <= number <= len(MONTHS):
            raise ValueError("no month")
        return month_name[number]
    if value not in _WORDS.get(name, UNITS):
        raise ValueError("not one of the documented words")
    return value


def _written(value: Any, zone: ZoneInfo) -> Any:
    return dict.fromkeys(NAMES) if value is None else msgspec.json.decode(value)


PARAMETERS = FieldType("recurring_params", "text", _read, _written, _written)


def series_of(text: str | None, start: date) -> Series:
    """When invoices are made, from a day on."""
    found: dict[str, Any] = _written(text, ZoneInfo("UTC"))
    days = _days(found, start)
    first = next((number for number in (0, 1) if (day := days(number)) is None or day >= start), 1)
    working = found["IS_WORKING_ONLY"] == "Y"

    def series(number: int) -> date | None:
        day = days(number + first)
        return _workday(day) if working and day is not None else day

    return series


def paid_before(text: str | None, day: date) -> date | None:
    """Until when an invoice of a day is to be paid; None where the rule does not say."""
    found: dict[str, Any] = _written(text, ZoneInfo("UTC"))
    unit = found["DATE_PAY_BEFORE_OFFSET_TYPE"]
    return None if unit is None else calendar.shifted(day, unit, found["DATE_PAY_BEFORE_OFFSET_VALUE"] or 0)


def _days(found: dict[str, Any], start: date) -> Series:
    """The days of a period, the first of which may be before the start."""
    period, interval = found["PERIOD"], found["INTERVAL"] or 1
    if period == DAY:
        return calendar.every(start, DAY, interval)
    if period == WEEK:
        weekday = WEEKDAYS.get(found["WEEKDAY"], start.weekday())
        ahead = (weekday - start.weekday()) % 7
        return calendar.every(start + timedelta(days=ahead), WEEK, interval)
    if period is None:
        return calendar.once(None)
    month = MONTHS.get(found["FIELD_YEARLY_INTERVAL_MONTH_NAME"], start.month) if period != MONTH else start.month

    def of_month(number: int) -> date | None:
        first = calendar.shifted(date(start.year, month, 1), period, number * interval)
        return None if first is None else _within(first, found, start)

    return of_month


def _within(first: date, found: dict[str, Any], start: date) -> date:
    """The day of a month that a rule means."""
    length = monthrange(first.year, first.month)[1]
    if found["TYPE"] != BY_WEEKDAY:
        return first.replace(day=min(found["NUM_DAY_IN_MONTH"] or start.day, length))
    weekday = WEEKDAYS.get(found["WEEKDAY"], start.weekday())
    day = 1 + (weekday - first.weekday()) % 7 + 7 * ((found["NUM_WEEKDAY_IN_MONTH"] or 1) - 1)
    return first.replace(day=day if day <= length else day - 7)


def _workday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day
