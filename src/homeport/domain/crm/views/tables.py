"""The table of views."""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA

VIEW = Table(
    "crm_view",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("USER_ID", Integer, nullable=False),
    Column("ENTITY_TYPE_ID", Integer, nullable=False),
    Column("NAME", Text, nullable=False),
    Column("QUERY", Text, nullable=False),
    Index("crm_view_of", "USER_ID", "ENTITY_TYPE_ID", "NAME", unique=True),
    sqlite_autoincrement=True,
)
"""What people have saved of lists of a type: QUERY is that of the list's address, with what it is narrowed and sorted
by and its columns. The one without a NAME has the columns that its owner sees unless the address says others."""
