"""User fields as fields of an entity, beside those that it has by itself.

Sources: ``crm/universal/index.md`` for names; ``crm-item-add.md`` and its likes for values.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Column, Float, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

from homeport.core.uploads import FILE, Change, read_change, read_changes
from homeport.core.values import FieldType, is_empty
from homeport.domain.records.fields import Field, FieldTable, Values
from homeport.domain.records.filters import as_map
from homeport.domain.user_fields.definitions import Definition, Definitions
from homeport.domain.user_fields.settings import file_kinds
from homeport.domain.user_fields.types import ENUMERATION, UserType
from homeport.store.texts import Words

LONGEST_LIST = 1_000
"""Values that a field holds."""
COMPARED = 255
"""Characters of a text by which fields of several values are found."""

_REGULAR = re.compile(r"((\d+)_)?([A-Z]+(_[A-Z]+)*)|(\d+)_(\d+(_\d+)*)")
WORDS = ("string", "url", "address")
"""Types of texts that people write, who want them in the order of letters."""
_LABELS = {"listLabel": "LIST_COLUMN_LABEL", "formLabel": "EDIT_FORM_LABEL", "filterLabel": "LIST_FILTER_LABEL"}
_COLUMNS: dict[str, type[TypeEngine[Any]]] = {"T": Text, "D": Text, "N": Integer, "R": Float}


@dataclass(frozen=True, slots=True, kw_only=True)
class UserField(Field):
    """A user field among the fields of an entity.

    :param definition: what people said it is
    """

    definition: Definition

    @property
    def custom(self) -> bool:
        """Whether people have made it: always."""
        return True

    @property
    def several(self) -> bool:
        """Whether it holds several values."""
        return self.definition.several

    def read(self, value: Any, zone: ZoneInfo) -> Any:
        """What is stored of what a client gave; None for nothing.

        :raises ValueError: when the field does not take it
        """
        if self.type.name == FILE.name:
            return _read_files(self.definition, value)
        if not self.several:
            return _read(self.definition, value, zone)
        found = [read for each in values_of(value) if (read := _read(self.definition, each, zone)) is not None]
        return msgspec.json.encode(found).decode() if found else None

    @property
    def compared(self) -> Callable[[Any, ZoneInfo], Any]:
        """Reads what filters compare the field with; of several texts their beginnings are."""
        kind = self.definition.type
        read = kind.filtered or kind.value.read
        return _beginning(read) if self.several and not kind.is_number else read

    def facts(self, *, universal: bool) -> Values:
        """What ``fields`` methods say of it: its texts and settings too."""
        definition = self.definition
        answer: Values = {
            "type": definition.type_name,
            "isRequired": definition.mandatory == "Y",
            "isReadOnly": False,
            "isImmutable": False,
            "isMultiple": definition.several,
            "isDynamic": True,
        }
        if definition.type_name == ENUMERATION:
            answer["items"] = [{"ID": str(item.id), "VALUE": item.value} for item in definition.items]
        answer["title"] = self.title if universal else definition.name
        for name, label in _LABELS.items():
            answer[name] = definition.label(label) or self.title
        answer["settings"] = definition.settings
        return answer

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


def user_fields(fields: FieldTable) -> list[UserField]:
    """Those of fields that people have made."""
    return [field for field in fields.custom if isinstance(field, UserField)]


def _field(definition: Definition, taken: set[str]) -> UserField:
    item = universal_name(definition.name)
    if item.lower() in taken:
        item = definition.name
    taken.add(item.lower())
    return UserField(
        definition.name,
        _several(definition.type) if definition.several else definition.type.value,
        definition.label("EDIT_FORM_LABEL") or definition.name,
        item,
        required=definition.mandatory == "Y",
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


def _several(kind: UserType) -> FieldType:
    """A type whose values are lists: stored as JSON, for answers."""
    one = kind.value

    def read(value: Any, zone: ZoneInfo) -> str | None:
        read = [one.read(each, zone) for each in values_of(value)]
        found = [each for each in read if each is not None]
        return msgspec.json.encode(found).decode() if found else None

    return FieldType(one.name, "text", read, _listed(one.item), _listed(one.item))


def _listed(write: Callable[[Any, ZoneInfo], Any]) -> Callable[[Any, ZoneInfo], Any]:
    def written(value: Any, zone: ZoneInfo) -> list[Any]:
        return [] if value is None else [write(each, zone) for each in msgspec.json.decode(value)]

    return written


def _beginning(read: Callable[[Any, ZoneInfo], Any]) -> Callable[[Any, ZoneInfo], Any]:
    def beginning(value: Any, zone: ZoneInfo) -> Any:
        found = read(value, zone)
        return found[:COMPARED] if found else found

    return beginning


def _read(definition: Definition, given: Any, zone: ZoneInfo) -> Any:
    if given is False and definition.type_name != "boolean":
        return None
    value = definition.type.value.read(given, zone)
    return None if value is None else _checked(definition, value)


def _read_files(definition: Definition, given: Any) -> Change | list[Change] | None:
    """The files that a client wants a field to have."""
    if is_empty(given) or given is False:
        return None
    found = list(islice(read_changes(given), LONGEST_LIST + 1)) if definition.several else [read_change(given)]
    if len(found) > LONGEST_LIST:
        raise ValueError("too many values")
    most, kinds = definition.settings.get("MAX_ALLOWED_SIZE"), file_kinds(definition.settings.get("EXTENSIONS"))
    for upload in (change.upload for change in found if change.upload is not None):
        if most and len(upload.content) > most:
            raise ValueError("longer than the field allows")
        if kinds and PurePath(upload.name).suffix.removeprefix(".").lower() not in kinds:
            raise ValueError("no kind of file that the field allows")
    return found if definition.several else found[0]


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
