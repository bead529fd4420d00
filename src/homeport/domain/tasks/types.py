"""What tasks call the kinds of their values, and how they write them: nothing is null in every kind."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from homeport.core import values as v
from homeport.core.values import FieldType

ID = v.INTEGER
NUMBERED = replace(v.INTEGER, classic=v.same)
"""An id that is a number in every answer."""
TEXT = v.STRING
BBCODE = v.BBCODE
MOMENT = replace(v.DATETIME, classic=v.write_moment)
CHOICE = replace(v.INTEGER, name="enum")
"""One of a few numbers."""
FLAG = replace(v.CHAR, name="enum")
WORD = replace(v.STRING, name="enum")
IDS = replace(v.INTEGER, name="array")
NAMES = replace(v.STRING, name="array")
NUMBER = FieldType("double", "float", v.DOUBLE.read, lambda value, zone: None if value is None else str(value), v.same)
CRM = replace(v.STRING, name="crm")
FILES = replace(v.STRING, name="disk_file")
MAIL = replace(v.STRING, name="mail_message")


def _read_mark(value: Any, zone: ZoneInfo) -> str | None:
    return v.read_flag(value, zone) if v.read_flag(value, zone) == "Y" else None


SIGN = FieldType("enum", "text", _read_mark, v.same, v.same)
"""A yes that is there or not, as filters look for it: a no is nothing."""
