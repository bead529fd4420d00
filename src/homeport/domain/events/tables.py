"""Tables of events."""

from sqlalchemy import Column, Float, Index, Integer, Table, Text

from homeport.store.schema import METADATA

HANDLER = Table(
    "portal_event_handler",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("APP_ID", Integer, nullable=False),
    Column("EVENT", Text, nullable=False),
    Column("URL", Text, nullable=False),
    Column("USER_ID", Integer, nullable=False),
    Column("OFFLINE", Text, nullable=False, server_default="N"),
    Column("CONNECTOR", Text, nullable=False, server_default=""),
    Index("portal_event_handler_event", "EVENT"),
    Index("portal_event_handler_app", "APP_ID"),
    sqlite_autoincrement=True,
)
"""Which events applications want to be told of, and where. USER_ID is whose tokens the calls carry; 0: of whoever
causes the event. With OFFLINE ``Y`` it is kept in the queue that CONNECTOR names, and URL is empty."""

OFFLINE_EVENT = Table(
    "portal_offline_event",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("APP_ID", Integer, nullable=False),
    Column("CONNECTOR", Text, nullable=False),
    Column("EVENT_NAME", Text, nullable=False),
    Column("DATA", Text, nullable=False),
    Column("TIMESTAMP_X", Text, nullable=False),
    Column("PROCESS_ID", Text, nullable=False),
    Column("RESERVED_AT", Float),
    Column("ERROR", Integer, nullable=False),
    Index("portal_offline_event_queue", "APP_ID", "CONNECTOR", "EVENT_NAME", "DATA"),
    Index("portal_offline_event_process", "APP_ID", "PROCESS_ID"),
    Index("portal_offline_event_reserved", "RESERVED_AT"),
    sqlite_autoincrement=True,
)
"""Events that wait to be fetched. DATA is JSON; PROCESS_ID is empty until an event is reserved; ERROR is 0 or 1."""
