"""Fields and tables of universal lists.

Source: ``api-reference/lists/``.
"""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.core import values as v
from homeport.core.pictures import PICTURE
from homeport.domain.records.fields import F, FieldTable
from homeport.store.schema import METADATA
from homeport.store.texts import Words

OWNER = "lists"
"""What blocks and properties say of whose they are."""

LISTS, PROCESSES, OF_GROUPS = "lists", "bitrix_processes", "lists_socnet"
TYPES = (LISTS, PROCESSES, OF_GROUPS)
"""Types of information blocks that are lists."""

_MADE = (
    F("TIMESTAMP_X", v.DATETIME, read_only=True),
    F("DATE_CREATE", v.DATETIME, read_only=True),
    F("CREATED_BY", v.INTEGER, read_only=True),
    F("MODIFIED_BY", v.INTEGER, read_only=True),
)

LIST_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, read_only=True),
        F("TIMESTAMP_X", v.DATETIME, read_only=True),
        F("IBLOCK_TYPE_ID", v.STRING, read_only=True),
        F("CODE", v.STRING, read_only=True),
        F("NAME", v.STRING, required=True, length=255),
        F("SORT", v.INTEGER, default=500),
        F("PICTURE", PICTURE),
        F("DESCRIPTION", v.STRING),
        F("BIZPROC", v.CHAR, default="N"),
        F("SOCNET_GROUP_ID", v.INTEGER, read_only=True),
        F("MESSAGES", v.STRING, read_only=True),
    )
)
"""MESSAGES is JSON: how people call elements and sections."""

LIST = Table(
    "lists_list",
    METADATA,
    *(field.column() for field in LIST_FIELDS if field.name != "ID"),
    Column("ID", Integer, primary_key=True, autoincrement=False),
    Index("lists_list_of_type", "IBLOCK_TYPE_ID", "SOCNET_GROUP_ID", "ID"),
    Index("lists_list_code", "CODE"),
)
"""Lists, numbered as blocks are."""

RIGHT = Table(
    "lists_right",
    METADATA,
    Column("LIST_ID", Integer, primary_key=True),
    Column("CODE", Text, primary_key=True),
    Column("LEVEL", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Who may do what, by access codes."""

FIELD = Table(
    "lists_field",
    METADATA,
    Column("LIST_ID", Integer, primary_key=True),
    Column("FIELD_ID", Text, primary_key=True),
    Column("NAME", Words, nullable=False),
    Column("SORT", Integer, nullable=False),
    Column("IS_REQUIRED", Text, nullable=False),
    Column("DEFAULT_VALUE", Text),
    Column("SETTINGS", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Fields that are shown, those that every element has and properties; of these what counts is said in the table of
properties, but for SETTINGS."""

SECTION_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, read_only=True),
        F("CODE", v.STRING, read_only=True),
        F("XML_ID", v.STRING, length=255),
        F("IBLOCK_SECTION_ID", v.LINK, read_only=True),
        *_MADE,
        F("SORT", v.INTEGER, default=500),
        F("NAME", v.STRING, required=True, length=255),
        F("ACTIVE", v.CHAR, default="Y"),
        F("GLOBAL_ACTIVE", v.CHAR, default="Y", read_only=True),
        F("PICTURE", PICTURE),
        F("DETAIL_PICTURE", PICTURE),
        F("DESCRIPTION", v.STRING),
        F("DESCRIPTION_TYPE", v.STRING, default="text", values=("text", "html")),
        F("LEFT_MARGIN", v.INTEGER, read_only=True),
        F("RIGHT_MARGIN", v.INTEGER, read_only=True),
        F("DEPTH_LEVEL", v.INTEGER, read_only=True),
    )
)

ELEMENT_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, read_only=True),
        F("CODE", v.STRING, read_only=True),
        F("NAME", v.STRING, required=True, length=255),
        F("IBLOCK_SECTION_ID", v.LINK, read_only=True),
        *_MADE,
        F("ACTIVE_FROM", v.DATETIME),
        F("ACTIVE_TO", v.DATETIME),
        F("BP_PUBLISHED", v.CHAR, default="Y", read_only=True),
        F("SORT", v.INTEGER, default=500),
        F("PREVIEW_PICTURE", PICTURE),
        F("PREVIEW_TEXT", v.STRING),
        F("PREVIEW_TEXT_TYPE", v.STRING, default="text", values=("text", "html")),
        F("DETAIL_PICTURE", PICTURE),
        F("DETAIL_TEXT", v.STRING),
        F("DETAIL_TEXT_TYPE", v.STRING, default="text", values=("text", "html")),
    )
)

SECTION = Table(
    "lists_section",
    METADATA,
    *(field.column() for field in SECTION_FIELDS),
    Column("BLOCK_ID", Integer, nullable=False),
    Index("lists_section_of", "BLOCK_ID", "SORT", "NAME", "ID"),
    Index("lists_section_parent", "IBLOCK_SECTION_ID"),
    sqlite_autoincrement=True,
)

ELEMENT = Table(
    "lists_element",
    METADATA,
    *(field.column() for field in ELEMENT_FIELDS),
    Column("BLOCK_ID", Integer, nullable=False),
    Index("lists_element_of", "BLOCK_ID", "ID"),
    Index("lists_element_code", "BLOCK_ID", "CODE"),
    Index("lists_element_section", "IBLOCK_SECTION_ID"),
    sqlite_autoincrement=True,
)
