"""The tables of telephony."""

from sqlalchemy import Column, Index, Integer, Table, Text

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
