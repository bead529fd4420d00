"""Tables of automation."""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA

TRIGGER = Table(
    "crm_trigger",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("APP_ID", Integer, nullable=False),
    Column("CODE", Text, nullable=False),
    Column("NAME", Text, nullable=False),
    Index("crm_trigger_code", "APP_ID", "CODE", unique=True),
    sqlite_autoincrement=True,
)
"""What applications call the events that they send."""

BOUND_TRIGGER = Table(
    "crm_bound_trigger",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("ENTITY_TYPE_ID", Integer, nullable=False),
    Column("CATEGORY_ID", Integer, nullable=False),
    Column("STAGE_ID", Text, nullable=False),
    Column("APP_ID", Integer, nullable=False),
    Column("CODE", Text, nullable=False),
    Column("BACKWARD", Text, nullable=False),
    Index("crm_bound_trigger_code", "APP_ID", "CODE"),
    sqlite_autoincrement=True,
)
"""Triggers bound to stages: APP_ID is 0 for incoming webhooks, whose CODE is made here. BACKWARD is ``Y`` where records
that are further may be moved back."""

WEBHOOK = 0
"""Stands for an application in the triggers of incoming webhooks."""
