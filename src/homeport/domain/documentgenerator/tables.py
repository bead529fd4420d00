"""Roles, regions and numerators of the document generator.

Source: ``api-reference/document-generator/``.
"""

from sqlalchemy import Column, Index, Integer, Table, Text

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
