"""Tables of events."""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA

HANDLER = Table(
    "portal_event_handler",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("APP_ID", Integer, nullable=False),
    Column("EVENT", Text, nullable=False),
    Column("URL", Text, nullable=False),
    Column("USER_ID", Integer, nullable=False),
    Index("portal_event_handler_event", "EVENT"),
    Index("portal_event_handler_app", "APP_ID"),
    sqlite_autoincrement=True,
)
"""Which events applications want to be told of, and where. USER_ID is whose tokens the calls carry; 0: of whoever
causes the event."""
