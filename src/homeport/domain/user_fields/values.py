"""Values of user fields: what a field takes and holds unless told, and the rows by which several values are found."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from homeport.core.clock import Clock
from homeport.domain.user_fields.definitions import Definition
from homeport.domain.user_fields.fields import COMPARED, UserField, values_of
from homeport.domain.user_fields.tables import VALUE
from homeport.domain.user_fields.types import DAYS, ENUMERATION
from homeport.store import Transaction


def read(field: UserField, given: Any, zone: ZoneInfo) -> Any:
    """What is stored of what a client gave for a field; None for nothing.

    :raises ValueError: when the field does not take it
    """
    definition = field.definition
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


def defaults(fields: Iterable[UserField], given: Iterable[str], clock: Clock) -> dict[str, Any]:
    """What fields hold in a new record that does not name them.

    :param given: the names of those that it does name
    """
    named = set(given)
    found = {field.name: _default(field, clock) for field in fields if field.name not in named}
    return {name: value for name, value in found.items() if value is not None}


def _default(field: UserField, clock: Clock) -> Any:
    definition = field.definition
    if definition.type_name == ENUMERATION:
        chosen: Any = [item.id for item in definition.items if item.by_default == "Y"]
        chosen = chosen if definition.several else next(iter(chosen), None)
    else:
        chosen = definition.settings.get("DEFAULT_VALUE")
        if definition.type_name in DAYS:
            chosen = _day(chosen or {}, clock)
    try:
        return read(field, chosen, clock.zone)
    except (ValueError, TypeError, OverflowError):
        return None  # the settings have become narrower than the default


def _day(default: Mapping[str, Any], clock: Clock) -> Any:
    if default.get("TYPE") == "NOW":
        return datetime.fromtimestamp(clock.now(), clock.zone).isoformat()
    return default.get("VALUE")


def save(tx: Transaction, record_id: int, field: UserField, stored: str | None) -> None:
    """Note each value of a field that holds several, in place of those that were there.

    :param stored: what its column holds
    """
    key = {"FIELD_ID": field.definition.id, "RECORD_ID": record_id}
    tx.delete(VALUE, **key)
    if stored is None:
        return
    number = field.definition.type.is_number
    rows = [
        {
            **key,
            "POSITION": position,
            "TEXT": None if number else value[:COMPARED],
            "NUMBER": value if number else None,
        }
        for position, value in enumerate(msgspec.json.decode(stored))
    ]
    tx.insert_many(VALUE, rows)


def forget(tx: Transaction, record_id: int, fields: Iterable[UserField]) -> None:
    """Remove what is noted of a deleted record."""
    for field in fields:
        if field.definition.several:
            tx.delete(VALUE, FIELD_ID=field.definition.id, RECORD_ID=record_id)
