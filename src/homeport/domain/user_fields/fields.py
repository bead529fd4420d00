"""User fields as fields of an entity, beside those that it has by itself.

Sources: ``crm/universal/index.md`` for names; ``crm-item-add.md`` and its likes for values.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Column, ColumnElement, Float, Integer, MetaData, Table, Text, select
from sqlalchemy.types import TypeEngine

from homeport.core.values import FieldType
from homeport.domain.records.conditions import among
from homeport.domain.records.fields import Field, FieldTable
from homeport.domain.records.filters import Condition
from homeport.domain.user_fields.definitions import Definition, Definitions
from homeport.domain.user_fields.reading import read
from homeport.domain.user_fields.tables import VALUE
from homeport.domain.user_fields.types import UserType
from homeport.store import constant
from homeport.store.texts import Words

COMPARED = 255
"""Characters of a text by which fields of several values are found."""

_REGULAR = re.compile(r"((\d+)_)?([A-Z]+(_[A-Z]+)*)|(\d+)_(\d+(_\d+)*)")
WORDS = ("string", "url", "address")
"""Types of texts that people write, who want them in the order of letters."""
_COLUMNS: dict[str, type[TypeEngine[Any]]] = {"T": Text, "D": Text, "N": Integer, "R": Float}


@dataclass(frozen=True, slots=True, kw_only=True)
class UserField(Field):
    """A user field among the fields of an entity.

    :param definition: what people said it is
    """

    definition: Definition

    def column(self) -> Column[Any]:
        """The column that holds it, known by the field's name."""
        slot = self.definition.slot
        kind = Words if self.type.name in WORDS and not self.definition.several else _COLUMNS[slot[3]]
        return Column(slot, kind(), key=self.name)


def extended(table: Table, fields: FieldTable, definitions: Definitions) -> tuple[Table, FieldTable]:
    """A table of records, and its fields, with user fields."""
    taken = {field.item.lower() for field in fields}
    added = [_field(definition, taken) for definition in definitions.fields]
    wider = table.to_metadata(MetaData())
    for field in added:
        wider.append_column(field.column())
    return wider, FieldTable((*fields, *added))


def user_fields(fields: Iterable[Field]) -> list[UserField]:
    """Those of fields that people have made."""
    return [field for field in fields if isinstance(field, UserField)]


def compared(field: UserField) -> Callable[[Any, ZoneInfo], Any]:
    """How a filter's value for a field is read."""
    kind = field.definition.type
    whole = kind.filtered or kind.value.read
    if not field.definition.several or kind.is_number:
        return whole

    def beginning(value: Any, zone: ZoneInfo) -> Any:
        found = whole(value, zone)
        return found[:COMPARED] if found else found

    return beginning


def any_value(field: UserField, record: Table, condition: Condition) -> ColumnElement[bool]:
    """A condition on a field that holds several values as SQL.

    :param record: the table of the records
    """
    rows = select(VALUE.c.RECORD_ID).where(VALUE.c.FIELD_ID == constant(field.definition.id))
    return among(record.c.ID, rows, VALUE.c.NUMBER if field.definition.type.is_number else VALUE.c.TEXT, condition)


def _field(definition: Definition, taken: set[str]) -> UserField:
    item = universal_name(definition.name)
    if item.lower() in taken:
        item = definition.name
    taken.add(item.lower())
    kind = _several(definition.type) if definition.several else definition.type.value
    return UserField(
        definition.name,
        FieldType(kind.name, kind.column, partial(read, definition), kind.classic, kind.item),
        definition.label("EDIT_FORM_LABEL") or definition.name,
        item,
        definition=definition,
    )


def universal_name(name: str) -> str:
    """A field's name in the universal spelling: ``ufCrm3Digit`` where that can be undone, else ``ufCrm_3_DIGIT10``."""
    prefix, rest = "ufCrm", name.removeprefix("UF_CRM_")
    if rest == name:
        return name
    found = _REGULAR.fullmatch(rest)
    if found is None:
        return f"{prefix}_{rest}"
    if found[5]:
        return f"{prefix}{found[5]}_{found[6]}"
    return f"{prefix}{found[2] or ''}{''.join(word.capitalize() for word in found[3].split('_'))}"


def _several(kind: UserType) -> FieldType:
    """A type whose values are lists: stored as JSON, for answers."""
    one = kind.value
    return FieldType(one.name, "text", one.read, _listed(one.item), _listed(one.item))


def _listed(write: Callable[[Any, ZoneInfo], Any]) -> Callable[[Any, ZoneInfo], Any]:
    def written(value: Any, zone: ZoneInfo) -> list[Any]:
        return [] if value is None else [write(each, zone) for each in msgspec.json.decode(value)]

    return written
