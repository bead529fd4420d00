"""Tables of timelines."""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA

ENTRY = Table(
    "crm_timeline",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("KIND", Text, nullable=False),
    Column("CREATED", Text, nullable=False),
    Column("AUTHOR_ID", Integer, nullable=False),
    Column("COMMENT", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""Entries of timelines. KIND is ``comment``; COMMENT is the text."""

BINDING = Table(
    "crm_timeline_binding",
    METADATA,
    Column("ENTRY_ID", Integer, primary_key=True),
    Column("POSITION", Integer, primary_key=True),
    Column("OWNER_TYPE_ID", Integer, nullable=False),
    Column("OWNER_ID", Integer, nullable=False),
    Index("crm_timeline_binding_owner", "OWNER_TYPE_ID", "OWNER_ID", "ENTRY_ID", unique=True),
    sqlite_with_rowid=False,
)
"""The records that an entry is shown under, in the order they were bound; the columns are named as those of
``crm_activity_binding``. What ``crm.timeline.bindings.*`` call OWNER_ID, ENTITY_TYPE and ENTITY_ID are ENTRY_ID,
OWNER_TYPE_ID and OWNER_ID here."""
