"""The parameters of a rule of recurring deals: read from what clients send, and what follows from them.

Source: ``api-reference/crm/deals/recurring-deals/crm-deal-recurring-add.md#params``.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from homeport.core.values import FieldType, is_empty, read_integer
from homeport.domain.crm.recurring import calendar
from homeport.domain.crm.recurring.calendar import UNITS, Series

SINGLE, MULTIPLE = "single", "multiple"
MOST_UNITS = 10_000
"""The longest interval, and the farthest offset."""

UNIT_NAMES = (
    "MULTIPLE_TYPE", "SINGLE_BEFORE_START_DATE_TYPE", "OFFSET_BEGINDATE_TYPE", "OFFSET_CLOSEDATE_TYPE",
)  # fmt: skip

NAMES = {
    "MODE": ("string", "Repetition mode"),
    "SINGLE_BEFORE_START_DATE_TYPE": ("string", "Type of offset before the calculation date"),
    "SINGLE_BEFORE_START_DATE_VALUE": ("integer", "Offset before the calculation date"),
    "MULTIPLE_TYPE": ("string", "Type of repetition"),
    "MULTIPLE_INTERVAL": ("integer", "Repetition interval"),
    "OFFSET_BEGINDATE_TYPE": ("string", "Type of offset for the start date in the new deal"),
    "OFFSET_BEGINDATE_VALUE": ("integer", "Offset for the start date in the new deal"),
    "OFFSET_CLOSEDATE_TYPE": ("string", "Type of offset for the end date in the new deal"),
    "OFFSET_CLOSEDATE_VALUE": ("integer", "Offset for the end date in the new deal"),
}
"""What the parameters are called: their types and titles, in the order of answers."""


class Offset(NamedTuple):
    """How far a date is from the day on which a deal is made.

    :param unit: None: the date is not moved
    """

    unit: str | None
    number: int

    def applied(self, day: date) -> date | None:
        """The date; None where the calendar has none."""
        return None if self.unit is None else calendar.shifted(day, self.unit, self.number)


class Parameters(NamedTuple):
    """The parameters of a rule.

    :param mode: :data:`SINGLE`, :data:`MULTIPLE`, or None for a rule that makes nothing by itself
    """

    mode: str | None
    before: Offset
    unit: str | None
    interval: int
    begins: Offset
    closes: Offset

    def series(self, start: date) -> Series:
        """When deals are made, counted from a day."""
        if self.mode == MULTIPLE and self.unit is not None and self.interval > 0:
            return calendar.every(start, self.unit, self.interval)
        if self.mode == SINGLE:
            unit, number = self.before
            return calendar.once(start if unit is None else calendar.shifted(start, unit, -number))
        return calendar.once(None)


def of_text(text: str | None) -> Parameters:
    """The parameters of a stored rule."""
    found: dict[str, Any] = msgspec.json.decode(text) if text else dict.fromkeys(NAMES)

    def offset(name: str) -> Offset:
        return Offset(found[f"{name}_TYPE"], found[f"{name}_VALUE"] or 0)

    return Parameters(
        found["MODE"],
        offset("SINGLE_BEFORE_START_DATE"),
        found["MULTIPLE_TYPE"],
        found["MULTIPLE_INTERVAL"] or 0,
        offset("OFFSET_BEGINDATE"),
        offset("OFFSET_CLOSEDATE"),
    )


def _read(value: Any, zone: ZoneInfo) -> str | None:
    """Parameters as they are stored.

    :raises ValueError: for what is no period, no mode, or out of all proportion
    """
    if is_empty(value):
        return None
    if not isinstance(value, Mapping):
        raise ValueError("not an object")
    given = {str(name).upper(): each for name, each in value.items()}
    read = {name: _one(name, given.get(name), zone) for name in NAMES}
    return msgspec.json.encode(read).decode()


def _one(name: str, value: Any, zone: ZoneInfo) -> Any:
    if name == "MODE" or name in UNIT_NAMES:
        known = (SINGLE, MULTIPLE) if name == "MODE" else UNITS
        if is_empty(value):
            return None
        if value not in known:
            raise ValueError("not one of the documented words")
        return value
    number = read_integer(value, zone) or 0
    if abs(number) > MOST_UNITS or (name == "MULTIPLE_INTERVAL" and number < 0):
        raise ValueError("out of range")
    return number


def _written(value: Any, zone: ZoneInfo) -> Any:
    return dict.fromkeys(NAMES) if value is None else msgspec.json.decode(value)


PARAMETERS = FieldType("recurring_params", "text", _read, _written, _written)
