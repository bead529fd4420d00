"""Values of user fields: what a field holds unless told, and the rows by which several values are found."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from homeport.core.clock import Clock
from homeport.domain.user_fields.fields import COMPARED, UserField
from homeport.domain.user_fields.tables import VALUE
from homeport.domain.user_fields.types import DAYS, ENUMERATION
from homeport.store import Transaction


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
        return field.type.read(chosen, clock.zone)
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


def unfilled(fields: Iterable[UserField], new: Mapping[str, Any]) -> UserField | None:
    """The first of fields that must hold something and would not; None when all do.

    :param new: what a record would hold, by name
    """
    for field in fields:
        if field.definition.mandatory == "Y" and new.get(field.name) in (None, ""):
            return field
    return None


def note(tx: Transaction, record_id: int, fields: Iterable[UserField], new: Mapping[str, Any]) -> None:
    """Note what filters find a record by, for fields that hold several values.

    :param new: what is written of the record, by name
    """
    for field in fields:
        if field.definition.several and field.name in new:
            save(tx, record_id, field, new[field.name])


def forget(tx: Transaction, record_id: int, fields: Iterable[UserField]) -> None:
    """Remove what is noted of a deleted record."""
    for field in fields:
        if field.definition.several:
            tx.delete(VALUE, FIELD_ID=field.definition.id, RECORD_ID=record_id)
