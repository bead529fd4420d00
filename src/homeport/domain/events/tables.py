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
    Column("WEBHOOK_ID", Integer, nullable=False, server_default="0"),
    Column("PAUSED", Text, nullable=False, server_default="N"),
    Column("TROUBLE", Text, nullable=False, server_default=""),
    Column("MIN_TIMEOUT", Integer, nullable=False, server_default="1"),
    Column("NOTICE_AT", Float, nullable=False, server_default="0"),
    Index("portal_event_handler_event", "EVENT"),
    Index("portal_event_handler_app", "APP_ID"),
    Index("portal_event_handler_webhook", "WEBHOOK_ID"),
    sqlite_autoincrement=True,
)
"""Which events applications want to be told of, and where. USER_ID is whose tokens the calls carry; 0: of whoever
causes the event. With OFFLINE ``Y`` it is kept in the queue that CONNECTOR names, and URL is empty. Of an outgoing
webhook WEBHOOK_ID is its, and APP_ID is 0. What is told while PAUSED is ``Y`` waits. TROUBLE is JSON: what a test lets
happen to its calls; empty for nothing. Of ``ONOFFLINEEVENT``, MIN_TIMEOUT is how many seconds are between two calls,
and NOTICE_AT when the last one is, or was, due."""

OUTGOING = Table(
    "portal_outgoing_webhook",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("TITLE", Text, nullable=False),
    Column("URL", Text, nullable=False),
    Column("CLIENT_ID", Text, nullable=False, unique=True),
    Column("USER_ID", Integer, nullable=False),
    Column("DATE_CREATE", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""Addresses that are told of events without an application. CLIENT_ID is what their calls have instead of one's."""

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
