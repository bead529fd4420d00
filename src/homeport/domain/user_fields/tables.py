"""Tables of user fields: what they are, the entries of lists, and the values of fields that hold several.

The value of a field that holds one is a column of the record's own table: see ``slots``.
"""

from sqlalchemy import Column, Float, Index, Integer, Table, Text, UniqueConstraint

from homeport.store.schema import METADATA

FIELD = Table(
    "user_field",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("ENTITY_ID", Text, nullable=False),
    Column("FIELD_NAME", Text, nullable=False),
    Column("USER_TYPE_ID", Text, nullable=False),
    Column("XML_ID", Text),
    Column("SORT", Integer, nullable=False),
    Column("MULTIPLE", Text, nullable=False),
    Column("MANDATORY", Text, nullable=False),
    Column("SHOW_FILTER", Text, nullable=False),
    Column("SHOW_IN_LIST", Text, nullable=False),
    Column("EDIT_IN_LIST", Text, nullable=False),
    Column("IS_SEARCHABLE", Text, nullable=False),
    Column("SETTINGS", Text, nullable=False),
    Column("LABELS", Text, nullable=False),
    Column("SLOT", Text, nullable=False),
    UniqueConstraint("ENTITY_ID", "FIELD_NAME"),
    sqlite_autoincrement=True,
)
"""ENTITY_ID says whose field it is: ``CRM_DEAL``. SETTINGS and LABELS are JSON. SLOT is the column of its values."""

ITEM = Table(
    "user_field_item",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("FIELD_ID", Integer, nullable=False),
    Column("VALUE", Text, nullable=False),
    Column("SORT", Integer, nullable=False),
    Column("DEF", Text, nullable=False),
    Column("XML_ID", Text, nullable=False),
    UniqueConstraint("FIELD_ID", "XML_ID"),
    sqlite_autoincrement=True,
)
"""Entries of lists."""

VALUE = Table(
    "user_field_value",
    METADATA,
    Column("FIELD_ID", Integer, primary_key=True),
    Column("RECORD_ID", Integer, primary_key=True),
    Column("POSITION", Integer, primary_key=True),
    Column("TEXT", Text),
    Column("NUMBER", Float),
    Index("user_field_value_text", "FIELD_ID", "TEXT"),
    Index("user_field_value_number", "FIELD_ID", "NUMBER"),
    sqlite_with_rowid=False,
)
"""Each value of fields that hold several, for filters: the beginning of a text, or a number."""

SLOT = Table(
    "user_field_slot",
    METADATA,
    Column("TABLE_NAME", Text, primary_key=True),
    Column("SLOT", Text, primary_key=True),
    sqlite_with_rowid=False,
)
"""The columns that tables of records got for user fields. Fields of different entities may share one."""
