"""Fields and tables of the storages of applications.

Sources: ``api-reference/entity/``; what a section and an item have: ``entity-section-get.md``, ``entity-item-get.md``.
"""

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint

from homeport.core import values as v
from homeport.core.pictures import PICTURE
from homeport.domain.records.fields import F, FieldTable
from homeport.store.schema import METADATA
from homeport.store.texts import Words

OWNER = "entity"
"""What blocks and properties say of whose they are."""

STORAGE = Table(
    "entity_storage",
    METADATA,
    Column("ID", Integer, primary_key=True, autoincrement=False),
    Column("APP_ID", Integer, nullable=False),
    Column("CODE", Text, nullable=False),
    Column("NAME", Words, nullable=False),
    UniqueConstraint("APP_ID", "CODE"),
)
"""Storages, numbered as blocks are."""

RIGHT = Table(
    "entity_right",
    METADATA,
    Column("STORAGE_ID", Integer, primary_key=True),
    Column("CODE", Text, primary_key=True),
    Column("POSITION", Integer, nullable=False),
    Column("LEVEL", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Who may do what, by access codes: ``R``, ``W``, ``X``."""

_MADE = (
    F("TIMESTAMP_X", v.DATETIME, read_only=True),
    F("DATE_CREATE", v.DATETIME, read_only=True),
    F("CREATED_BY", v.INTEGER, read_only=True),
    F("MODIFIED_BY", v.INTEGER, read_only=True),
)

SECTION_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, read_only=True),
        F("CODE", v.STRING),
        *_MADE,
        F("ACTIVE", v.CHAR, default="Y"),
        F("SORT", v.INTEGER, default=500),
        F("NAME", v.STRING, required=True, length=255),
        F("PICTURE", PICTURE),
        F("DETAIL_PICTURE", PICTURE),
        F("DESCRIPTION", v.STRING),
        F("LEFT_MARGIN", v.INTEGER, read_only=True),
        F("RIGHT_MARGIN", v.INTEGER, read_only=True),
        F("DEPTH_LEVEL", v.INTEGER, read_only=True),
        F("SECTION", v.LINK),
    )
)

ITEM_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, read_only=True),
        *_MADE,
        F("ACTIVE", v.CHAR, default="Y"),
        F("DATE_ACTIVE_FROM", v.DATETIME),
        F("DATE_ACTIVE_TO", v.DATETIME),
        F("SORT", v.INTEGER, default=500),
        F("NAME", v.STRING, length=255),
        F("PREVIEW_PICTURE", PICTURE),
        F("PREVIEW_TEXT", v.STRING),
        F("DETAIL_PICTURE", PICTURE),
        F("DETAIL_TEXT", v.STRING),
        F("CODE", v.STRING),
        F("SECTION", v.LINK),
    )
)

SECTION = Table(
    "entity_section",
    METADATA,
    *(field.column() for field in SECTION_FIELDS),
    Column("BLOCK_ID", Integer, nullable=False),
    Index("entity_section_of", "BLOCK_ID", "SORT", "NAME", "ID"),
    Index("entity_section_parent", "SECTION"),
    sqlite_autoincrement=True,
)

ITEM = Table(
    "entity_item",
    METADATA,
    *(field.column() for field in ITEM_FIELDS),
    Column("BLOCK_ID", Integer, nullable=False),
    Index("entity_item_of", "BLOCK_ID", "ID"),
    Index("entity_item_active", "BLOCK_ID", "DATE_ACTIVE_FROM", "ID"),
    Index("entity_item_section", "SECTION"),
    sqlite_autoincrement=True,
)
