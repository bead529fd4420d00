"""Templates and documents, their roles, regions and numerators.

Source: ``api-reference/document-generator/``.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from homeport.domain.documentgenerator import fields
from homeport.store.schema import METADATA

ROLE = Table(
    "docgen_role",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("NAME", Text, nullable=False),
    Column("CODE", Text),
    Column("PERMISSIONS", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""PERMISSIONS is JSON: levels by what they are of, such as ``{"templates": {"modify": "D"}}``."""

ACCESS = Table(
    "docgen_access",
    METADATA,
    Column("ROLE_ID", Integer, primary_key=True),
    Column("ACCESS_CODE", Text, primary_key=True),
    Index("docgen_access_code", "ACCESS_CODE"),
    sqlite_with_rowid=False,
)
"""Who has which role."""

REGION = Table(
    "docgen_region",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("TITLE", Text, nullable=False),
    *(Column(name, Text) for name in ("LANGUAGE_ID", "FORMAT_DATE", "FORMAT_DATETIME", "FORMAT_NAME")),
    Column("PHRASES", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""PHRASES is JSON: texts by their codes."""

NUMERATOR = Table(
    "docgen_numerator",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("NAME", Text, nullable=False),
    Column("TEMPLATE", Text, nullable=False),
    Column("CODE", Text),
    Column("SETTINGS", Text, nullable=False),
    Column("OF_REST", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""SETTINGS is JSON: of counting. OF_REST is ``Y`` for those that methods have made: only these are changed by them."""

COUNTER = Table(
    "docgen_counter",
    METADATA,
    Column("NUMERATOR_ID", Integer, primary_key=True),
    Column("PERIOD", Text, primary_key=True),
    Column("LAST", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    sqlite_with_rowid=False,
)
"""What a numerator has come to in a period: a day, month or year, or all time, which is the empty one."""

TEMPLATE = Table(
    "docgen_template",
    METADATA,
    *(field.column() for field in fields.TEMPLATE.columns.values()),
    Column("IS_HIDDEN", Text, nullable=False, server_default="N"),
    Index("docgen_template_module", "MODULE_ID", "IS_DELETED", "ID"),
    sqlite_autoincrement=True,
)
"""IS_HIDDEN: it is the file of a document that came ready, and no template that anybody sees."""

TEMPLATE_USER = Table(
    "docgen_template_user",
    METADATA,
    Column("TEMPLATE_ID", Integer, primary_key=True),
    Column("POSITION", Integer, primary_key=True),
    Column("CODE", Text, nullable=False),
    Index("docgen_template_user_code", "CODE", "TEMPLATE_ID"),
    sqlite_with_rowid=False,
)
"""Whom a template is for, by access codes."""

TEMPLATE_SOURCE = Table(
    "docgen_template_source",
    METADATA,
    Column("TEMPLATE_ID", Integer, primary_key=True),
    Column("POSITION", Integer, primary_key=True),
    Column("CODE", Text, nullable=False),
    Index("docgen_template_source_code", "CODE", "TEMPLATE_ID"),
    sqlite_with_rowid=False,
)
"""Where the values of a template come from: a provider's name, or a type of records with its pipeline."""

DOCUMENT = Table(
    "docgen_document",
    METADATA,
    *(field.column() for field in fields.DOCUMENT.columns.values()),
    Column("MODULE_ID", Text, nullable=False),
    Column("STAMPS", Text, nullable=False),
    Column("HAS_STAMPS", Text, nullable=False),
    Column("FIELDS", Text, nullable=False),
    Column("DISK_OBJECT_ID", Integer),
    Column("LINKS", Integer, nullable=False),
    Column("IS_SHARED", Text, nullable=False),
    Column("VIEWED", Text),
    Column("STATE", Text, nullable=False),
    Column("TROUBLE", Text),
    Index("docgen_document_module", "MODULE_ID", "ID"),
    Index("docgen_document_entity", "ENTITY_TYPE_ID", "ENTITY_ID", "ID"),
    Index("docgen_document_template", "TEMPLATE_ID"),
    sqlite_autoincrement=True,
)
"""FIELDS is JSON: how values are to be taken. DISK_OBJECT_ID is the file on the disk of whoever made it. LINKS counts
the public links that it has had; IS_SHARED says whether the last one leads to it, VIEWED when somebody came by it.
HAS_STAMPS says whether there is a place for some. STATE is what is left to be made of it, TROUBLE why that is not made,
with its code before a bar."""
