"""What a user field takes: a value, or several, within what its settings allow."""

from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from homeport.core.values import is_empty
from homeport.domain.records.filters import as_map
from homeport.domain.user_fields.definitions import Definition
from homeport.domain.user_fields.types import ENUMERATION

LONGEST_LIST = 1_000
"""Values that a field holds."""


def read(definition: Definition, given: Any, zone: ZoneInfo) -> Any:
    """What is stored of what a client gave for a field; None for nothing.

    :raises ValueError: when the field does not take it
    """
    if not definition.several:
        return _read(definition, given, zone)
    found = [value for each in values_of(given) if (value := _read(definition, each, zone)) is not None]
    return msgspec.json.encode(found).decode() if found else None


def _read(definition: Definition, given: Any, zone: ZoneInfo) -> Any:
    if given is False and definition.type_name != "boolean":
        return None
    value = definition.type.value.read(given, zone)
    return None if value is None else _checked(definition, value)


def _checked(definition: Definition, value: Any) -> Any:
    """A value within what the field's settings allow."""
    settings = definition.settings
    if definition.type_name == ENUMERATION:
        if value not in {item.id for item in definition.items}:
            raise ValueError("no entry of the list")
    elif definition.type.is_number:
        if "PRECISION" in settings:
            value = round(value, settings["PRECISION"])
        least, most = settings.get("MIN_VALUE") or None, settings.get("MAX_VALUE") or None
        if (least is not None and value < least) or (most is not None and value > most):
            raise ValueError("out of the field's range")
    elif isinstance(value, str) and value:
        least, most = settings.get("MIN_LENGTH") or None, settings.get("MAX_LENGTH") or None
        if (least is not None and len(value) < least) or (most is not None and len(value) > most):
            raise ValueError("too short or too long")
    return value


def values_of(given: Any) -> list[Any]:
    """The values that a client gave for a field that holds several; a single one alone is a list of one.

    :raises ValueError: for too many of them
    """
    if is_empty(given) or given is False:
        return []
    found = list(as_map(given).values()) if isinstance(given, list | dict) else [given]
    if len(found) > LONGEST_LIST:
        raise ValueError("too many values")
    return [value for value in found if not is_empty(value)]
