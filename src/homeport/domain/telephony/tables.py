"""The tables of telephony; :mod:`statistics` has that of calls that have ended."""

from sqlalchemy import Column, Float, Index, Integer, Table, Text

from homeport.store.schema import METADATA
from homeport.store.texts import Words

LINE = Table(
    "telephony_line",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("APP_ID", Integer, nullable=False),
    Column("NUMBER", Text, nullable=False),
    Column("NAME", Words, nullable=False),
    Column("CRM_AUTO_CREATE", Text, nullable=False),
    Index("telephony_line_number", "APP_ID", "NUMBER", unique=True),
    sqlite_autoincrement=True,
)
"""Lines of applications. CRM_AUTO_CREATE says whether calls that go out by a line make clients."""

CALL = Table(
    "telephony_call",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("CALL_ID", Text, nullable=False),
    Column("APP_ID", Integer, nullable=False),
    Column("USER_ID", Integer, nullable=False),
    Column("PHONE_NUMBER", Text, nullable=False),
    Column("TYPE", Integer, nullable=False),
    Column("STARTED", Text, nullable=False),
    Column("LINE_NUMBER", Text, nullable=False),
    Column("EXTERNAL_CALL_ID", Text),
    Column("ENTITY_TYPE_ID", Integer),
    Column("ENTITY_ID", Integer),
    Column("LEAD_ID", Integer),
    Column("CALL_LIST_ID", Integer),
    Column("REGISTERED", Text, nullable=False),
    Index("telephony_call_id", "CALL_ID", unique=True),
    Index("telephony_call_registered", "APP_ID", "PHONE_NUMBER", "REGISTERED"),
    sqlite_autoincrement=True,
)
"""Calls that are registered and have not ended. LEAD_ID is of the lead that was made for one."""

CARD = Table(
    "telephony_card",
    METADATA,
    Column("CALL", Integer, primary_key=True, autoincrement=False),
    Column("USER_ID", Integer, primary_key=True, autoincrement=False),
    Index("telephony_card_user", "USER_ID", "CALL"),
    sqlite_with_rowid=False,
)
"""To whom the card of a call is shown; CALL is the number of its row."""

RECORDING = Table(
    "telephony_recording",
    METADATA,
    Column("CALL", Integer, primary_key=True, autoincrement=False),
    Column("URL", Text, nullable=False),
    Column("AUTHOR_ID", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Recordings that are to be fetched from elsewhere, by the numbers of ended calls."""

TRANSCRIPT = Table(
    "telephony_transcript",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("CALL", Integer, nullable=False),
    Column("MESSAGES", Text, nullable=False),
    Column("COST", Float),
    Column("COST_CURRENCY", Text),
    Index("telephony_transcript_call", "CALL", unique=True),
    sqlite_autoincrement=True,
)
"""What was said in ended calls. MESSAGES is JSON: a list of objects as the client has sent them."""

DEVICE = Table(
    "telephony_device",
    METADATA,
    Column("USER_ID", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Users who have a SIP device."""
