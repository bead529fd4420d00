"""Values of user fields: what a field holds unless told, and the rows by which several values are found."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, select

from homeport.core.clock import Clock
from homeport.domain.records.collection import Beside, Change, Collection
from homeport.domain.records.fields import Field, FieldTable
from homeport.domain.user_fields.definitions import Definition
from homeport.domain.user_fields.fields import COMPARED, UserField, user_fields
from homeport.domain.user_fields.tables import VALUE
from homeport.domain.user_fields.types import DAYS
from homeport.store import Transaction, constant


def defaults(fields: Iterable[UserField], clock: Clock) -> dict[str, Any]:
    """What fields hold in a new record that does not name them."""
    found = {field.name: _default(field, clock) for field in fields if field.definition.usual}
    return {name: value for name, value in found.items() if value is not None}


def _default(field: UserField, clock: Clock) -> Any:
    (chosen,) = field.definition.usual
    if field.definition.type_name in DAYS:
        chosen = _day(chosen, clock)
    try:
        return field.read(chosen, clock.zone)
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


def rows_of(field: UserField) -> tuple[Select[Any], ColumnElement[Any]]:
    """Which records have values of a field that holds several, and the values."""
    found = select(VALUE.c.RECORD_ID).where(VALUE.c.FIELD_ID == constant(field.definition.id))
    return found, VALUE.c.NUMBER if field.definition.type.is_number else VALUE.c.TEXT


class Several(Beside):
    """Fields that hold several values: in a column, for answers, and in rows, by which filters find records."""

    def rows(self, collection: Collection, field: Field) -> tuple[Select[Any], ColumnElement[Any]]:
        assert isinstance(field, UserField)
        return rows_of(field)


SEVERAL = Several()


def note(change: Change) -> None:
    """Note what filters find a row by that has been written."""
    note_rows(change.ctx.tx, change.row["ID"], change.collection.fields, change.new)


def note_rows(tx: Transaction, record_id: int, fields: FieldTable, new: Mapping[str, Any]) -> None:
    """As :func:`note`, for the values of a row that are written."""
    for field in user_fields(fields):
        if field.several and field.name in new:
            save(tx, record_id, field, new[field.name])


def forget(change: Change) -> None:
    """Remove what is noted of a deleted row."""
    found = user_fields(change.collection.fields)
    forget_rows(change.ctx.tx, change.old["ID"], [field.definition for field in found])


def forget_rows(tx: Transaction, record_id: int, found: Iterable[Definition]) -> None:
    """As :func:`forget`, for a row whose entity has these fields."""
    for definition in found:
        if definition.several:
            tx.delete(VALUE, FIELD_ID=definition.id, RECORD_ID=record_id)
