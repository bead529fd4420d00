"""Tables of the properties of information blocks, of the entries of lists, and of the values of elements.

Sources: ``api-reference/catalog/data-types.md``, ``api-reference/catalog/product-property/``,
``api-reference/crm/outdated/products/``.
"""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Column, Float, Index, Integer, Table, Text, UniqueConstraint

from homeport.core import values as v
from homeport.core.errors import ErrorKind
from homeport.core.values import FieldType, is_empty
from homeport.domain.records.fields import F, FieldTable
from homeport.store.schema import METADATA

NO_SETTINGS = ErrorKind("0", "Invalid custom property type settings specified")

COMPARED = 255
"""Characters of a text by which elements are found and ordered."""
DEEPEST = 5
"""How deep settings may be nested."""


def _read_settings(value: Any, zone: ZoneInfo) -> str | None:
    """Settings of a type: scalars by name, or such objects."""
    if is_empty(value):
        return None
    if not isinstance(value, dict) or not _is_plain(value, DEEPEST):
        raise NO_SETTINGS()
    return v.OBJECT.read(value, zone)  # type: ignore[no-any-return]


def _is_plain(value: Any, depth: int) -> bool:
    if isinstance(value, dict):
        return depth > 0 and all(_is_plain(each, depth - 1) for each in value.values())
    return not isinstance(value, list)


def _read_default(value: Any, zone: ZoneInfo) -> str | None:
    """A default value: a text, or what values of several parts are."""
    if is_empty(value):
        return None
    if not isinstance(value, dict | list):
        value = v.STRING.read(value, zone)
    return v.OBJECT.read(value, zone)  # type: ignore[no-any-return]


def _decoded(value: Any, zone: ZoneInfo) -> Any:
    return None if value is None else msgspec.json.decode(value)


SETTINGS = FieldType("productpropertysettings", "text", _read_settings, _decoded, _decoded)
DEFAULT = FieldType("text", "text", _read_default, _decoded, _decoded)
_CODE = replace(v.CHAR, name="string", read=v.read_string)
_CHOICE = replace(v.CHAR, read=v.read_string)

PROPERTY_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("TIMESTAMP_X", v.DATETIME, "Modified", read_only=True),
        F("IBLOCK_ID", v.INTEGER, "Information block", required=True),
        F("NAME", v.STRING, "Name", required=True),
        F("ACTIVE", v.CHAR, "Active", default="Y"),
        F("SORT", v.INTEGER, "Sorting", default=500),
        F("CODE", v.STRING, "Code"),
        F("DEFAULT_VALUE", DEFAULT, "Default value"),
        F("PROPERTY_TYPE", _CODE, "Type", required=True, immutable=True),
        F("USER_TYPE", v.STRING, "Custom type", immutable=True),
        F("ROW_COUNT", v.INTEGER, "Rows", default=1),
        F("COL_COUNT", v.INTEGER, "Columns", default=30),
        F("LIST_TYPE", _CHOICE, "Appearance of the list", default="L", values=("L", "C")),
        F("MULTIPLE", v.CHAR, "Multiple", default="N"),
        F("XML_ID", v.STRING, "External code"),
        F("FILE_TYPE", v.STRING, "Extensions of files"),
        F("MULTIPLE_CNT", v.INTEGER, "Fields for several values"),
        F("LINK_IBLOCK_ID", v.LINK, "Linked information block"),
        F("WITH_DESCRIPTION", v.CHAR, "Descriptions of values"),
        F("SEARCHABLE", v.CHAR, "Searchable", default="N"),
        F("FILTRABLE", v.CHAR, "In filters", default="N"),
        F("IS_REQUIRED", v.CHAR, "Required", default="N"),
        F("HINT", v.STRING, "Hint"),
        F("USER_TYPE_SETTINGS", SETTINGS, "Settings of the custom type"),
    )
)

BLOCK = Table(
    "iblock_block",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("OWNER", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""The numbers of blocks that are made as time goes on. OWNER is the scope that has made one."""

PROPERTY = Table(
    "iblock_property",
    METADATA,
    *(field.column() for field in PROPERTY_FIELDS),
    Column("OWNER", Text, nullable=False),
    Index("iblock_property_block", "IBLOCK_ID"),
    sqlite_autoincrement=True,
)
"""OWNER is the scope whose blocks it is about."""

ENUM_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("PROPERTY_ID", v.INTEGER, "Property", required=True),
        F("VALUE", v.STRING, "Value", required=True),
        F("DEF", v.CHAR, "Default", default="N"),
        F("SORT", v.INTEGER, "Sorting", default=500),
        F("XML_ID", v.STRING, "External code", required=True),
    )
)

ENUM = Table(
    "iblock_property_enum",
    METADATA,
    *(field.column() for field in ENUM_FIELDS),
    Column("OWNER", Text, nullable=False),
    UniqueConstraint("PROPERTY_ID", "XML_ID"),
    sqlite_autoincrement=True,
)
"""Entries of properties of the type list."""

VALUE = Table(
    "iblock_property_value",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("PROPERTY_ID", Integer, nullable=False),
    Column("ELEMENT_ID", Integer, nullable=False),
    Column("VALUE", Text, nullable=False),
    Column("TEXT", Text),
    Column("NUMBER", Float),
    Index("iblock_property_value_of", "PROPERTY_ID", "ELEMENT_ID"),
    Index("iblock_property_value_text", "PROPERTY_ID", "TEXT", "ELEMENT_ID"),
    Index("iblock_property_value_number", "PROPERTY_ID", "NUMBER", "ELEMENT_ID"),
    sqlite_autoincrement=True,
)
"""The values of elements, each with a number of its own. What they are found and ordered by is the beginning of a text,
or a number."""
