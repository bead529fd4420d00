"""The documented types of properties: what a value of each is, and what a property of it can be told.

A type is a letter, alone or with the name of what makes more of it, as ``S:DateTime``. Sources:
``catalog-product-property-add.md``, ``lists-field-add.md``, ``lists-field-type-get.md``.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from homeport.core import values as v
from homeport.core.values import is_empty, read_integer, read_string

Read = Callable[[Any, ZoneInfo], str | None]
Write = Callable[[str, ZoneInfo], Any]

_MONEY = re.compile(r"-?\d{1,15}(\.\d{1,10})?\|[A-Z]{3}")
_PLACE = re.compile(r"-?\d{1,3}(\.\d+)?,\s*-?\d{1,3}(\.\d+)?")
_RECORD = re.compile(r"([A-Z][A-Za-z0-9]{0,9}_)?\d{1,18}")


def _read_text(value: Any, zone: ZoneInfo) -> str | None:
    return None if is_empty(value) else read_string(value, zone)


def _read_number(value: Any, zone: ZoneInfo) -> str | None:
    found = None if isinstance(value, bool) else v.DOUBLE.read(value, zone)
    return None if found is None else repr(found).removesuffix(".0")


def _read_id(value: Any, zone: ZoneInfo) -> str | None:
    number = None if isinstance(value, bool) else read_integer(value, zone)
    if number is not None and number < 0:
        raise ValueError("no id")
    return str(number) if number else None


def _read_disk(value: Any, zone: ZoneInfo) -> str | None:
    """A file of the disk; clients say the number of one that is new to an element as ``n12``."""
    return _read_id(value.removeprefix("n") if isinstance(value, str) else value, zone)


def _read_yes_no(value: Any, zone: ZoneInfo) -> str | None:
    if is_empty(value):
        return None
    if value not in ("Y", "N"):
        raise ValueError("neither Y nor N")
    return str(value)


def _read_html(value: Any, zone: ZoneInfo) -> str | None:
    """A text with its kind, as JSON."""
    named = {str(name).upper(): each for name, each in value.items()} if isinstance(value, dict) else {"TEXT": value}
    text = _read_text(named.get("TEXT"), zone)
    if text is None:
        return None
    kind = str(named.get("TYPE") or "HTML").upper()
    if kind not in ("HTML", "TEXT"):
        raise ValueError("no kind of text")
    return msgspec.json.encode({"TYPE": kind, "TEXT": text}).decode()


def _read_pattern(pattern: re.Pattern[str]) -> Read:
    def read(value: Any, zone: ZoneInfo) -> str | None:
        text = _read_text(value, zone)
        if text is not None and not pattern.fullmatch(text.strip()):
            raise ValueError("not of its form")
        return None if text is None else text.strip()

    return read


def _same(stored: str, zone: ZoneInfo) -> Any:
    return stored


def _decoded(stored: str, zone: ZoneInfo) -> Any:
    return msgspec.json.decode(stored)


def _html_text(stored: str) -> str:
    found: dict[str, str] = msgspec.json.decode(stored)
    return found["TEXT"]


def _as_it_is(stored: str) -> str:
    return stored


@dataclass(frozen=True, slots=True)
class PropertyType:
    """A type.

    :param code: its letter, and what makes more of it
    :param title: as lists of types call it
    :param read: what is stored of a value, as a text; ValueError when it is none
    :param write: a stored value as methods answer it
    :param is_number: whether elements are found and ordered by it as a number
    :param text: what they are found and ordered by else
    :param settings: what a property of it can be told, with what holds unless told
    """

    code: str
    title: str
    read: Read = _read_text
    write: Write = _same
    is_number: bool = False
    text: Callable[[str], str] = _as_it_is
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def letter(self) -> str:
        """Its first part, ``S`` of ``S:DateTime``."""
        return self.code[0]

    @property
    def user_type(self) -> str:
        """Its second part; empty where it has none."""
        return self.code[2:]


_ID: dict[str, Any] = {"read": _read_id, "is_number": True}
_LIST = {"size": 1, "width": 0, "group": "N", "multiple": "N"}
_RECORDS = {"VISIBLE": "N", "LEAD": "N", "CONTACT": "N", "COMPANY": "N", "DEAL": "N"}

NUMBER, LIST, FILE, ELEMENT, SECTION = "N", "L", "F", "E", "G"
"""Types that are a letter alone."""
CHECKBOX, MONEY, COUNTER, PARENT = "L:BoolEnum", "S:Money", "N:Sequence", "E:SKU"
EMPLOYEES = ("S:employee", "S:UserID")
DISK_FILE = "S:DiskFile"
HTML = "S:HTML"

TYPES = {
    found.code: found
    for found in (
        PropertyType("S", "String"),
        PropertyType(NUMBER, "Number", read=_read_number, is_number=True),
        PropertyType(LIST, "List", **_ID),
        PropertyType(FILE, "File", **_ID),
        PropertyType(SECTION, "Binding to sections", **_ID),
        PropertyType(ELEMENT, "Binding to elements", **_ID),
        PropertyType("S:Date", "Date", read=v.DATE.read, write=v.DATE.item),
        PropertyType("S:DateTime", "Date/Time", read=v.DATETIME.read, write=v.DATETIME.item),
        PropertyType(HTML, "HTML/text", read=_read_html, write=_decoded, text=_html_text, settings={"height": 200}),
        PropertyType("E:EList", "Binding to elements as a list", **_ID, settings=_LIST),
        PropertyType("E:EAutocomplete", "Binding to elements with search", **_ID),
        PropertyType(PARENT, "Binding to the product of a variation", **_ID),
        PropertyType("G:SectionAuto", "Binding to sections with search", **_ID),
        PropertyType(COUNTER, "Counter", read=_read_number, is_number=True, settings={"write": "N", "VALUE": 1}),
        PropertyType("S:ECrm", "Binding to CRM elements", read=_read_pattern(_RECORD), settings=_RECORDS),
        PropertyType(MONEY, "Money", read=_read_pattern(_MONEY)),
        PropertyType(DISK_FILE, "File (Disk)", read=_read_disk, is_number=True),
        PropertyType("S:employee", "Binding to employee", **_ID),
        PropertyType("S:UserID", "Binding to user", **_ID),
        PropertyType("S:directory", "Directory", settings={**_LIST, "tableName": ""}),
        PropertyType("S:map_google", "Place on a map (Google)", read=_read_pattern(_PLACE)),
        PropertyType("S:map_yandex", "Place on a map (Yandex)", read=_read_pattern(_PLACE)),
        PropertyType(CHECKBOX, "Checkbox", read=_read_yes_no),
    )
}
"""Every type, by its code, in the order in which they are listed."""


def type_of(letter: str, user_type: str | None) -> PropertyType | None:
    """A type by its parts; None when there is none."""
    return TYPES.get(f"{letter}:{user_type}" if user_type else letter)
