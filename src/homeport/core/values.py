"""Field types: how a value is read from a call, stored, and written in each of the two spellings.

The classic methods (``crm.lead.get``) write nearly everything as strings; the universal ones (``crm.item.get``) write
numbers. Sources: ``api-reference/data-types.md``, ``api-reference/crm/data-types.md`` and the pages' examples.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec

from homeport.core.clock import stored_to_iso, to_stored
from homeport.store.numbers import amount, fraction

MAX_INTEGER = 2**63 - 1
MAX_TEXT = 16 * 1024 * 1024

Id = Annotated[int, msgspec.Meta(ge=-MAX_INTEGER - 1, le=MAX_INTEGER)]
"""A whole number that a database column can hold."""

Write = Callable[[Any, ZoneInfo], Any]


@dataclass(frozen=True, slots=True, eq=False)
class FieldType:
    """A kind of value.

    :param name: as ``*.fields`` methods say it
    :param column: ``integer``, ``float`` or ``text``
    :param read: from what a client sent to what is stored, in the portal's zone; ValueError when it cannot be
    :param classic: from what is stored to what ``crm.lead.get`` answers
    :param item: from what is stored to what ``crm.item.get`` answers
    :param compared: how what filters compare with is read, where it is not as a value is
    """

    name: str
    column: str
    read: Callable[[Any, ZoneInfo], Any]
    classic: Write
    item: Write
    compared: Callable[[Any, ZoneInfo], Any] | None = None


def is_empty(value: Any) -> bool:
    """Clients say nothing as null, an empty string, an empty list, or a list of such: forms send them all."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return all(item is None or item == "" for item in value)
    return value is None or value == ""


def read_integer(value: Any, zone: ZoneInfo) -> int | None:
    """A whole number within 64 bits."""
    if is_empty(value):
        return None
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float) and not value.is_integer():
        raise ValueError("not a whole number")
    if not isinstance(value, int | float | str):
        raise ValueError("not a number")
    number = int(value)
    if abs(number) > MAX_INTEGER:
        raise ValueError("out of range")
    return number


def number_or_none(value: Any) -> int | None:
    """The number that something is called by; None for what is no such number, or has more digits than any."""
    text = str(value).strip() if isinstance(value, int | str) else ""
    return int(text) if text.isdecimal() and len(text) <= len(str(MAX_INTEGER)) and int(text) <= MAX_INTEGER else None


def _read_double(value: Any, zone: ZoneInfo) -> float | None:
    if is_empty(value):
        return None
    if not isinstance(value, int | float | str):
        raise ValueError("not a number")
    try:
        number = float(value)
    except OverflowError:
        raise ValueError("out of range") from None
    if not math.isfinite(number):
        raise ValueError("not a number")
    return number


def read_string(value: Any, zone: ZoneInfo) -> str | None:
    """Text; numbers and booleans become text as PHP makes it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, dict | list):
        if is_empty(value):
            return None
        raise ValueError("not a text")
    text = str(value)
    if "\0" in text or len(text) > MAX_TEXT:
        raise ValueError("not a text that can be stored")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("not valid Unicode") from None
    return text


_YES = frozenset({"y", "yes", "true", "1"})


def read_flag(value: Any, zone: ZoneInfo) -> str:
    """``Y`` from any spelling of yes; whatever else is ``N``."""
    return "Y" if str(value).lower() in _YES else "N"


_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def _read_bbcode(value: Any, zone: ZoneInfo) -> str | None:
    """Text with BBCode; of HTML only what stands between its tags is kept."""
    text = read_string(value, zone)
    return None if text is None else _TAG.sub("", text)


def read_datetime(value: Any, zone: ZoneInfo) -> str | None:
    """A moment in the stored form: :func:`parse_moment`."""
    if is_empty(value):
        return None
    try:
        moment = parse_moment(value, zone)
        return to_stored(moment)
    except OverflowError:
        raise ValueError("out of range") from None


def parse_moment(value: Any, zone: ZoneInfo) -> datetime:
    """An aware moment from what clients send; without an offset it is in the portal's zone.

    ISO 8601 with or without an offset, or a short form, ``DD.MM.YYYY`` or ``MM/DD/YYYY``, with ``HH:MM:SS`` or not.
    """
    if not isinstance(value, str):
        raise ValueError("not a date")
    text = value.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        form = "%m/%d/%Y" if "/" in text else "%d.%m.%Y"
        moment = datetime.strptime(text, f"{form} %H:%M:%S" if ":" in text else form)
    if not 1 < moment.year < 9999:  # a shift to another zone must not leave the calendar
        raise ValueError("out of range")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _read_date(value: Any, zone: ZoneInfo) -> str | None:
    if is_empty(value):
        return None
    return parse_moment(value, zone).date().isoformat()


def _read_object(value: Any, zone: ZoneInfo) -> str | None:
    if value is None:
        return None
    text = msgspec.json.encode(value).decode()
    if "\\u0000" in text:
        raise ValueError("not an object that can be stored")
    return text


def as_text(value: Any, zone: ZoneInfo) -> str | None:
    """A whole number as text."""
    return None if value is None else str(value)


def same(value: Any, zone: ZoneInfo) -> Any:
    """A stored value that is answered as it is."""
    return value


def text_or_empty(value: Any, zone: ZoneInfo) -> str:
    """As :func:`as_text`; empty for nothing."""
    return "" if value is None else str(value)


def or_empty(value: Any, zone: ZoneInfo) -> Any:
    """A text, which is empty for nothing."""
    return "" if value is None else value


def money(value: Any, zone: ZoneInfo) -> str | None:
    """A number with two decimals."""
    return None if value is None else amount(value)


def fraction_or_empty(value: Any, zone: ZoneInfo) -> str:
    """A number with as many decimals as it has; empty for nothing."""
    return "" if value is None else fraction(value)


def _number(value: Any, zone: ZoneInfo) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def write_moment(value: Any, zone: ZoneInfo) -> str | None:
    """A stored moment as the protocol writes it, or None."""
    return None if value is None else stored_to_iso(value, zone)


def write_day(value: Any, zone: ZoneInfo) -> str | None:
    """A day as the moment that it begins at, or None."""
    return None if value is None else _midnight(value, zone)


def day_or_empty(value: Any, zone: ZoneInfo) -> str:
    """As :func:`write_day`; empty for nothing."""
    return "" if value is None else _midnight(value, zone)


@lru_cache(4096)
def _midnight(value: str, zone: ZoneInfo) -> str:
    """A day as the moment that it begins at. The days of a page are few, and often the same."""
    day = date.fromisoformat(value)
    return datetime(day.year, day.month, day.day, tzinfo=zone).isoformat()


def zero_for_none(value: Any, zone: ZoneInfo) -> Any:
    """An id, which is 0 for nothing."""
    return value or 0


def _list(value: Any, zone: ZoneInfo) -> Any:
    return [] if value is None else msgspec.json.decode(value)


def moment_or_empty(value: Any, zone: ZoneInfo) -> str:
    """As :func:`write_moment`; empty for nothing."""
    return "" if value is None else stored_to_iso(value, zone)


PLAIN: frozenset[Write] = frozenset({money, write_moment, moment_or_empty, write_day, day_or_empty})
"""Those whose texts have nothing that JSON writes in another way."""


def _link(name: str, item: Write = same) -> FieldType:
    """A reference to another record or user: an id, where 0 is none."""
    return FieldType(name, "integer", lambda value, zone: read_integer(value, zone) or None, as_text, item)


INTEGER = FieldType("integer", "integer", read_integer, as_text, same)
DOUBLE = FieldType("double", "float", _read_double, money, _number)
STRING = FieldType("string", "text", read_string, same, same)
TEXT = FieldType("text", "text", read_string, same, same)
BBCODE = FieldType("string", "text", _read_bbcode, same, same)
CHAR = FieldType("char", "text", read_flag, same, same)
BOOLEAN = FieldType("boolean", "text", read_flag, same, same)
DATE = FieldType("date", "text", _read_date, day_or_empty, write_day)
DATETIME = FieldType("datetime", "text", read_datetime, moment_or_empty, write_moment)
OBJECT = FieldType("object", "text", _read_object, _list, _list)
LOCATION = FieldType("location", "text", read_string, same, same)
LINK = _link("integer")
USER = _link("user")
STATUS = FieldType("crm_status", "text", read_string, same, same)
CURRENCY = FieldType("crm_currency", "text", lambda value, zone: read_string(value, zone) or None, same, same)
CATEGORY = FieldType("crm_category", "integer", read_integer, as_text, same)
LEAD = _link("crm_lead")
DEAL = _link("crm_deal")
QUOTE = _link("crm_quote")
ENTITY = _link("crm_entity")
CONTACT = _link("crm_contact", zero_for_none)
COMPANY = _link("crm_company", zero_for_none)
MULTIFIELD = FieldType("crm_multifield", "", read_string, same, same)
"""Phones, e-mail addresses and so on: rows of their own."""
