"""The documented types of user fields: what a value of each is, how it is read and written, and its settings.

Sources: ``crm/universal/user-defined-fields/``, ``crm/universal/userfieldconfig/``, ``crm/deals/user-defined-fields/``,
``crm/data-types.md``, ``crm/universal/index.md``.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from homeport.core import values as v
from homeport.core.uploads import FILE
from homeport.core.values import is_empty, read_integer, read_string
from homeport.domain.user_fields import settings as s
from homeport.domain.user_fields.settings import Setting

Read = Callable[[Any, ZoneInfo], Any]

_MONEY = re.compile(r"-?\d{1,15}(\.\d+)?(\|[A-Z]{3})?")
_DYNAMIC = re.compile(r"DYNAMIC_\d{1,9}")
_PROCESS = s.RECORD["LEAD"]
"""How a smart process is allowed as what a field refers to."""
_RECORD = re.compile(r"([A-Z][A-Za-z0-9]{0,9}_)?\d{1,18}")


def _read_yes_no(value: Any, zone: ZoneInfo) -> int | None:
    if is_empty(value):
        return None
    if isinstance(value, str) and value.upper() in ("Y", "N"):
        return int(value.upper() == "Y")
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return int(value.lower() == "true")
    number = read_integer(value, zone)
    return None if number is None else int(number > 0)


def _read_pattern(pattern: re.Pattern[str]) -> Read:
    def read(value: Any, zone: ZoneInfo) -> str | None:
        if is_empty(value):
            return None
        text = read_string(value, zone)
        if text is None or not pattern.fullmatch(text.strip()):
            raise ValueError("not of its form")
        return text.strip()

    return read


def _read_text(value: Any, zone: ZoneInfo) -> str | None:
    return None if is_empty(value) else read_string(value, zone)


def _yes_no(value: Any, zone: ZoneInfo) -> str | None:
    return None if value is None else "Y" if value else "N"


def _read_number(value: Any, zone: ZoneInfo) -> float | None:
    """A number, also with a comma or spaces: ``1 234,5``."""
    if isinstance(value, str):
        value = "".join(value.split()).replace(",", ".")
    found: float | None = v.DOUBLE.read(value, zone)
    return found


_LINK = v.FieldType(
    "", "integer", lambda value, zone: read_integer(value, zone) or None, v.text_or_empty, v.INTEGER.item
)
_WORDS = v.FieldType("", "text", _read_text, v.or_empty, v.STRING.item)


@dataclass(frozen=True, slots=True)
class UserType:
    """A type of user fields.

    :param id: as methods name it
    :param title: as ``crm.userfield.types`` says it
    :param value: how one value is read, stored and written
    :param slot: the letter of the column that holds it
    :param settings: what a field of it can be told, with what holds unless told
    :param filtered: how a filter's value is read, where it is not as a value is
    :param several: whether a field of it may hold several values
    """

    id: str
    title: str
    value: v.FieldType
    slot: str
    settings: Mapping[str, Setting] = field(default_factory=lambda: MappingProxyType({}))
    filtered: Read | None = None
    several: bool = True

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self.slot in "NR"

    def clean(self, given: Mapping[str, Any], old: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Settings as they are stored: those given where they fit, else the old ones, else what holds unless told."""
        said = {str(name).upper(): value for name, value in given.items()}
        kept = {name: setting.default for name, setting in self.settings.items()} | dict(old or {})
        known = {**self.settings, **{name: _PROCESS for name in said if self.id == "crm" and _DYNAMIC.fullmatch(name)}}
        return kept | {name: setting.read(said[name]) for name, setting in known.items() if name in said}


def _kind(value: v.FieldType, name: str) -> v.FieldType:
    return v.FieldType(name, value.column, value.read, value.classic, value.item)


def _type(
    name: str, title: str, value: v.FieldType, slot: str, settings: Mapping[str, Setting], **more: Any
) -> UserType:
    return UserType(name, title, _kind(value, name), slot, MappingProxyType(dict(settings)), **more)


_BOOLEAN = v.FieldType("", "integer", _read_yes_no, v.text_or_empty, _yes_no)
_DOUBLE = v.FieldType("", "float", _read_number, v.fraction_or_empty, v.DOUBLE.item)
_INTEGER = v.FieldType("", "integer", read_integer, v.text_or_empty, v.INTEGER.item)
_MONEY_TYPE = v.FieldType("", "text", _read_pattern(_MONEY), v.or_empty, v.STRING.item)
_RECORD_TYPE = v.FieldType("", "text", _read_pattern(_RECORD), v.or_empty, v.STRING.item)
_FILE = v.FieldType("", "integer", FILE.read, v.text_or_empty, v.INTEGER.item)

TYPES = {
    found.id: found
    for found in (
        _type("string", "String", _WORDS, "T", s.STRING),
        _type("integer", "Integer", _INTEGER, "N", s.INTEGER),
        _type("double", "Number", _DOUBLE, "R", s.DOUBLE),
        _type("boolean", "Yes/No", _BOOLEAN, "N", s.BOOLEAN, filtered=read_integer, several=False),
        _type("enumeration", "List", _LINK, "N", s.ENUMERATION),
        _type("datetime", "Date/Time", v.DATETIME, "D", s.MOMENT),
        _type("date", "Date", v.DATE, "D", s.DATE),
        _type("money", "Money", _MONEY_TYPE, "T", s.MONEY),
        _type("url", "Link", _WORDS, "T", s.URL),
        _type("address", "Google Maps Address", _WORDS, "T", s.ADDRESS),
        _type("file", "File", _FILE, "N", s.FILE, filtered=read_integer),
        _type("employee", "Binding to User", _LINK, "N", {}),
        _type("crm_status", "Binding to CRM Directories", _WORDS, "T", s.STATUS),
        _type("iblock_section", "Binding to Information Block Sections", _LINK, "N", s.IBLOCK),
        _type("iblock_element", "Binding to Information Block Elements", _LINK, "N", s.IBLOCK),
        _type("crm", "Binding to CRM Entities", _RECORD_TYPE, "T", s.RECORD),
    )
}
"""The types that every portal has, in the order in which they are listed."""

ENUMERATION = "enumeration"
DAYS = ("date", "datetime")
ORDERED = ("integer", "double", *DAYS)
"""Types whose values people look through in their order, and a database by their column alone."""


def type_of(name: str) -> UserType:
    """A type by its name; what applications define hold texts."""
    return TYPES.get(name) or UserType(name, name, _kind(_WORDS, name), "T")


__all__ = ["DAYS", "ENUMERATION", "ORDERED", "TYPES", "UserType", "type_of"]
