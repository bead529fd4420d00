"""Tables of chatbots."""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA

BOT = Table(
    "imbot_bot",
    METADATA,
    Column("USER_ID", Integer, primary_key=True),
    Column("CODE", Text, nullable=False),
    Column("TYPE", Text, nullable=False),
    Column("OPENLINE", Text, nullable=False),
    Column("APP", Text, nullable=False),
    Column("HANDLERS", Text, nullable=False),
    Index("imbot_bot_code", "APP", "CODE", unique=True),
)
"""Bots, which are users. APP is the client id of the application that has registered one, or what a webhook calls
itself; HANDLERS is JSON of the addresses that are told, by event."""

COMMAND = Table(
    "imbot_command",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("BOT_ID", Integer, nullable=False),
    Column("APP", Text, nullable=False),
    Column("COMMAND", Text, nullable=False),
    Column("COMMON", Text, nullable=False),
    Column("HIDDEN", Text, nullable=False),
    Column("EXTRANET_SUPPORT", Text, nullable=False),
    Column("HANDLER", Text, nullable=False),
    Column("LANG", Text, nullable=False),
    Index("imbot_command_of_bot", "BOT_ID", "COMMAND"),
    Index("imbot_command_called", "COMMAND"),
    sqlite_autoincrement=True,
)
"""What bots do when they are told a word after a slash. LANG is JSON of its titles, by language."""
