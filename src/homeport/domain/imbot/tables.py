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
    Column("MODE", Text, nullable=False, server_default=""),
    Column("URL", Text, nullable=False, server_default=""),
    Column("HIDDEN", Text, nullable=False, server_default="N"),
    Column("REACTIONS", Text, nullable=False, server_default="Y"),
    Column("OF_GUEST", Text, nullable=False, server_default="N"),
    Column("BACKGROUND", Text),
    Column("SAID", Integer, nullable=False, server_default="0"),
    Index("imbot_bot_code", "APP", "CODE", unique=True),
    Index("imbot_bot_called", "CODE"),
)
"""Bots, which are users. APP is whose one is, see ``owners.py``. One of the first generation has HANDLERS, JSON of the
addresses that are told, by event; one of the second has a MODE: ``fetch``, or ``webhook`` with the URL that is told.
SAID counts what it has said. OF_GUEST says whether a guest has registered it, who is shown less of people."""

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
"""What bots do when they are told a word after a slash. LANG is JSON of its titles, by language; HANDLER is empty where
the bot's own address is told."""

GIVEN = Table(
    "imbot_given",
    METADATA,
    Column("MESSAGE_ID", Integer, primary_key=True, autoincrement=False),
    Column("COMMAND_ID", Integer, primary_key=True, autoincrement=False),
    Column("DATE_CREATE", Text, nullable=False),
    Index("imbot_given_moment", "DATE_CREATE"),
    sqlite_with_rowid=False,
)
"""Commands that were given where their bots are not, and may be answered there for a while."""
