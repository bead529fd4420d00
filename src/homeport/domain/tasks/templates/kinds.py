"""The kinds of values that templates have and tasks have not: lists and parameters, answered as PHP writes them.

Source: ``api-reference/tasks/template/tasks-template-get.md``.
"""

from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from homeport.core import values as v
from homeport.core.values import FieldType, is_empty
from homeport.domain.records.filters import as_map
from homeport.domain.tasks.templates import recurrence

MAX_VALUES = 1_000


def serialized(value: Any) -> str:
    """A value as PHP's ``serialize`` writes it; lengths are of bytes."""
    if isinstance(value, dict):
        inner = "".join(serialized(key) + serialized(each) for key, each in value.items())
        return f"a:{len(value)}:{{{inner}}}"
    if isinstance(value, list):
        return serialized(dict(enumerate(value)))
    if value is None:
        return "N;"
    if isinstance(value, int):
        return f"i:{value};"
    text = str(value)
    return f's:{len(text.encode())}:"{text}";'


def _values(value: Any, zone: ZoneInfo) -> list[str]:
    given = as_map(value).values() if isinstance(value, dict | list) else (value,)
    found = list(dict.fromkeys((v.read_string(each, zone) or "").strip() for each in given if not is_empty(each)))
    if len(found) > MAX_VALUES or not all(found):
        raise ValueError("not a list")
    return found


def _read_texts(value: Any, zone: ZoneInfo) -> str | None:
    found = _values(value, zone)
    return msgspec.json.encode(found).decode() if found else None


def _read_ids(value: Any, zone: ZoneInfo) -> str | None:
    found = [str(v.read_integer(each, zone)) for each in _values(value, zone)]
    if not all(number.isdecimal() and number != "0" for number in found):
        raise ValueError("not an id")
    return msgspec.json.encode(found).decode() if found else None


def listed(stored: str | None) -> list[str]:
    """The values of a stored list."""
    return [] if stored is None else msgspec.json.decode(stored, type=list[str])


def _write_serialized(stored: Any, zone: ZoneInfo) -> Any:
    return serialized(listed(stored))


def _write_list(stored: Any, zone: ZoneInfo) -> Any:
    return None if stored is None else listed(stored)


def _read_recurrence(value: Any, zone: ZoneInfo) -> str | None:
    return None if is_empty(value) else msgspec.json.encode(recurrence.read(value, zone)).decode()


def _write_recurrence(stored: Any, zone: ZoneInfo) -> Any:
    return None if stored is None else serialized(msgspec.to_builtins(recurrence.stored(stored)))


PEOPLE = FieldType("array", "text", _read_ids, _write_serialized, _write_list)
IDS = FieldType("array", "text", _read_ids, _write_list, _write_list)
TEXTS = FieldType("array", "text", _read_texts, _write_list, _write_list)
RECURRENCE = FieldType("object", "text", _read_recurrence, _write_recurrence, _write_recurrence)
