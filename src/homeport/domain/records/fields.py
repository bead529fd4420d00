"""A field table: both spellings, types and rules of an entity's fields, declared once.

``crm.lead.*`` says ``ASSIGNED_BY_ID`` and answers strings; ``crm.item.*`` says ``assignedById`` and answers numbers.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Float, Integer, Text

from homeport.core.uploads import FILE
from homeport.core.values import FieldType
from homeport.store.texts import Words

Values = dict[str, Any]
"""What is known of a row, by the names of its fields."""


def camel(name: str) -> str:
    """``ASSIGNED_BY_ID`` as ``assignedById``."""
    return re.sub(r"_(.)", lambda found: found[1].upper(), name.lower())


@dataclass(frozen=True, slots=True)
class Field:
    """One field. :func:`F` makes it.

    :param name: the classic spelling, also the column's name
    :param item: the universal spelling; empty when ``crm.item.*`` has no such field
    :param title: what ``*.fields`` methods call it
    :param status: the directory of a ``crm_status``; ``{stages}`` stands for the type's own stages
    :param default: stored when a new record does not say it
    :param length: the characters that are kept of a text; all of them unless given
    :param size: how long it may be, where ``fields`` methods say it
    :param unique: whether no two rows may have the same value
    :param values: the only values that it may have, where they are few and fixed
    :param stored: False for fields without a column: lists, multifields and those computed when read
    :param classic: False when only ``crm.item.*`` has it
    :param immutable: given to a new record only
    :param item_read_only: whether ``crm.item.*`` too may not write a read-only field
    :param item_immutable: whether ``crm.item.*`` too may not change an immutable field
    :param stands_for: the list that this is another name of: described and understood, never answered
    :param selectable: False when lists do not answer it by its name; where the classic methods have it, only theirs
    :param filterable: False when lists do not filter by it; where the classic methods have it, only theirs
    :param described: False when ``fields`` methods say nothing of it
    """

    name: str
    type: FieldType
    title: str
    item: str
    required: bool = False
    read_only: bool = False
    immutable: bool = False
    multiple: bool = False
    deprecated: bool = False
    status: str | None = None
    default: Any = None
    length: int | None = None
    size: str | None = None
    unique: bool = False
    values: tuple[Any, ...] = ()
    stored: bool = True
    classic: bool = True
    item_read_only: bool = True
    item_immutable: bool = True
    stands_for: str = ""
    selectable: bool = True
    filterable: bool = True
    described: bool = True

    @property
    def custom(self) -> bool:
        """Whether people have made it."""
        return False

    @property
    def several(self) -> bool:
        """Whether it holds several values."""
        return self.multiple

    def read(self, value: Any, zone: ZoneInfo) -> Any:
        """What is stored of what a client sent.

        :raises ValueError: when the field cannot hold it
        """
        return self.type.read(value, zone)

    @property
    def compared(self) -> Callable[[Any, ZoneInfo], Any]:
        """Reads what filters compare the field with; ValueError when the field cannot hold it."""
        return self.type.compared or self.type.read

    def facts(self, *, universal: bool) -> Values:
        """What can be said of the field by ``fields`` methods; None for what cannot."""
        return {
            "type": self.type.name,
            "size": self.size,
            "isRequired": self.required,
            "isReadOnly": self.read_only,
            "isImmutable": self.immutable,
            "isMultiple": self.multiple,
            "isDynamic": False,
            "title": self.title,
            "upperName": self.name,
        }

    def column(self) -> Column[Any]:
        """The field's column."""
        kind = {"integer": Integer, "float": Float, "text": Text}[self.type.column]
        if kind is Text and self.type.name in ("string", "text"):
            kind = Words
        return Column(self.name, kind(), primary_key=self.name == "ID")


def F(  # noqa: N802  a table of fields reads best with a short name
    name: str, kind: FieldType, title: str = "", *, item: str | None = None, **rules: Any
) -> Field:
    """A field; its universal spelling follows from the classic one unless given."""
    return Field(name, kind, title or name, camel(name) if item is None else item, **rules)


class FieldTable:
    """The fields of an entity, found by either spelling without regard to case.

    :ivar columns: those that are columns of the record's table, by name
    :ivar defaults: what these hold when a new record does not say it
    :ivar required: those that must be filled
    :ivar unique: those whose values no two rows share
    :ivar custom: those that people have made
    :ivar files: those that hold files
    """

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self.fields = fields
        self.by_name = {field.name: field for field in fields}
        self.columns = {field.name: field for field in fields if field.stored}
        self.defaults = {name: field.default for name, field in self.columns.items() if field.default is not None}
        self.required = tuple(field for field in fields if field.required)
        self.unique = tuple(field for field in fields if field.unique)
        self.custom = tuple(field for field in fields if field.custom)
        self.files = tuple(field for field in fields if field.type.name == FILE.name)
        self._by_item = {field.item.lower(): field for field in fields if field.item}

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    def find(self, name: str, *, universal: bool) -> Field | None:
        """A field by the spelling that a method uses; ``crm.item.*`` takes the classic one too."""
        if universal:
            found = self._by_item.get(name.lower())
            if found is not None:
                return found
        found = self.by_name.get(name.upper())
        if found is None or (not universal and not found.classic) or (universal and not found.item):
            return None
        return found


def list_field(name: str, kind: FieldType, title: str, **rules: Any) -> Field:
    """A field with many values, in rows of their own."""
    return F(name, kind, title, multiple=True, stored=False, **rules)
