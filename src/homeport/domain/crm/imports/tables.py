"""The tables of imports."""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA

IMPORT = Table(
    "crm_import",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("USER_ID", Integer, nullable=False),
    Column("ENTITY_TYPE_ID", Integer, nullable=False),
    Column("NAME", Text, nullable=False),
    Column("DELIMITER", Text, nullable=False),
    Column("CONTENT", Text, nullable=False),
    Column("MAPPING", Text, nullable=False),
    Column("PLACE", Integer, nullable=False),
    Column("TOTAL", Integer, nullable=False),
    Column("DONE", Integer, nullable=False),
    Column("ADDED", Integer, nullable=False),
    Index("crm_import_of", "USER_ID", "ENTITY_TYPE_ID", unique=True),
    sqlite_autoincrement=True,
)
"""What somebody brings in of a type, one at a time: NAME is the file's, CONTENT its text, PLACE the character that the
next row begins at, MAPPING a JSON list of the field that each column is for. DONE rows of TOTAL were seen to, ADDED
became records."""

REFUSED = Table(
    "crm_import_refused",
    METADATA,
    Column("IMPORT_ID", Integer, primary_key=True),
    Column("NUMBER", Integer, primary_key=True),
    Column("WHY", Text, nullable=False),
    Column("CELLS", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""The rows that became no record: NUMBER counts from 1, CELLS is JSON."""
