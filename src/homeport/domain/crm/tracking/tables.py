"""Traces, and the records that they are linked to.

Source: ``api-reference/crm/tracking/``.
"""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA

TRACE = Table(
    "crm_trace",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("TRACE", Text, nullable=False),
    Column("DATE_CREATE", Text, nullable=False),
    Column("CREATED_BY_ID", Integer, nullable=False),
    sqlite_autoincrement=True,
)
"""TRACE is the JSON that was sent."""

TRACE_ENTITY = Table(
    "crm_trace_entity",
    METADATA,
    Column("TRACE_ID", Integer, primary_key=True),
    Column("ENTITY_TYPE_ID", Integer, primary_key=True),
    Column("ENTITY_ID", Integer, primary_key=True),
    Index("crm_trace_entity_record", "ENTITY_TYPE_ID", "ENTITY_ID"),
    sqlite_with_rowid=False,
)
