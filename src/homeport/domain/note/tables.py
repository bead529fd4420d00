"""Fields and tables of knowledge bases.

Source: ``api-reference/note/``.
"""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.core import values as v
from homeport.domain.records.fields import F, FieldTable
from homeport.store.schema import METADATA
from homeport.store.texts import Words

ACTIVE, ARCHIVED, TRASHED = "active", "archived", "trashed"
VIEW = "view"
"""What whoever belongs to the company may do to a knowledge base, unless somebody says otherwise."""

_MADE = (
    F("CREATED_BY", v.INTEGER, read_only=True),
    F("CREATED_AT", v.DATETIME, read_only=True),
    F("UPDATED_BY", v.INTEGER, read_only=True),
    F("UPDATED_AT", v.DATETIME, read_only=True),
    F("STATE", v.STRING, read_only=True, default=ACTIVE),
)

BASE_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, read_only=True),
        F("NAME", v.STRING),
        F("POSITION", v.INTEGER, default=0),
        F("POLICY_LEVEL", v.STRING, read_only=True, default=VIEW),
        *_MADE,
    )
)
DOCUMENT_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, read_only=True),
        F("COLLECTION_ID", v.INTEGER),
        F("PARENT_ID", v.INTEGER),
        F("TITLE", v.STRING),
        F("MARKDOWN", v.STRING, default=""),
        F("POSITION", v.INTEGER, read_only=True),
        *_MADE,
    )
)

BASE = Table(
    "note_collection",
    METADATA,
    *(field.column() for field in BASE_FIELDS.columns.values()),
    Index("note_collection_list", "STATE", "POSITION", "ID"),
    sqlite_autoincrement=True,
)

DOCUMENT = Table(
    "note_document",
    METADATA,
    *(field.column() for field in DOCUMENT_FIELDS.columns.values()),
    Index("note_document_tree", "COLLECTION_ID", "STATE", "PARENT_ID", "POSITION"),
    Index("note_document_parent", "PARENT_ID"),
    sqlite_autoincrement=True,
)

ATTACHMENT = Table(
    "note_file",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("DOCUMENT_ID", Integer, nullable=False),
    Column("FILE_ID", Integer, nullable=False),
    Column("MIME_TYPE", Text, nullable=False),
    Column("NAME", Words, nullable=False),
    Column("SIZE", Integer, nullable=False),
    Index("note_file_document", "DOCUMENT_ID"),
    sqlite_autoincrement=True,
)
