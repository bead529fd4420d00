"""Tables of chats."""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA
from homeport.store.texts import Words

CHAT = Table(
    "im_chat",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("TYPE", Text, nullable=False),
    Column("TITLE", Words, nullable=False),
    Column("AUTHOR_ID", Integer, nullable=False),
    Column("ENTITY_TYPE", Text),
    Column("ENTITY_ID", Integer),
    Column("DATE_CREATE", Text, nullable=False),
    Index("im_chat_entity", "ENTITY_TYPE", "ENTITY_ID"),
    sqlite_autoincrement=True,
)
"""Chats. One that belongs to something, such as a task, is for whoever sees that."""

MESSAGE = Table(
    "im_message",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("CHAT_ID", Integer, nullable=False),
    Column("AUTHOR_ID", Integer, nullable=False),
    Column("DATE_CREATE", Text, nullable=False),
    Column("MESSAGE", Words, nullable=False),
    Index("im_message_chat", "CHAT_ID", "ID"),
    sqlite_autoincrement=True,
)

STATUS = Table(
    "im_status",
    METADATA,
    Column("USER_ID", Integer, primary_key=True),
    Column("STATUS", Text),
    Column("IDLE", Text),
)
"""What people say of themselves, and since when they have stepped away."""
