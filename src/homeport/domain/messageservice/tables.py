"""Tables of senders and of what was sent by them."""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA

SENDER = Table(
    "messageservice_sender",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("APP_ID", Integer, nullable=False),
    Column("CODE", Text, nullable=False),
    Column("TYPE", Text, nullable=False),
    Column("HANDLER", Text, nullable=False),
    Column("NAME", Text, nullable=False),
    Column("DESCRIPTION", Text, nullable=False),
    Index("messageservice_sender_code", "APP_ID", "CODE", unique=True),
    sqlite_autoincrement=True,
)
"""Senders of applications. NAME and DESCRIPTION are JSON: a text, or texts by language."""

MESSAGE = Table(
    "messageservice_message",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("MESSAGE_ID", Text, nullable=False),
    Column("APP_ID", Integer, nullable=False),
    Column("CODE", Text, nullable=False),
    Column("AUTHOR_ID", Integer, nullable=False),
    Column("MESSAGE_TO", Text, nullable=False),
    Column("MESSAGE_BODY", Text, nullable=False),
    Column("STATUS", Text, nullable=False),
    Column("SENT", Text, nullable=False),
    Column("ACTIVITY_ID", Integer, nullable=False),
    Index("messageservice_message_id", "MESSAGE_ID", unique=True),
    Index("messageservice_message_activity", "ACTIVITY_ID"),
    sqlite_autoincrement=True,
)
"""What was sent, by which sender of which application. It stays when the sender, the application or the activity goes;
MESSAGE_ID is what the application knows it by."""
