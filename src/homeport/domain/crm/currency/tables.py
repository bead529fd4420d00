"""Tables of currencies. Which of them is the base one is said by the portal's row."""

from sqlalchemy import Column, Float, Integer, Table, Text

from homeport.store.schema import METADATA

CURRENCY = Table(
    "crm_currency",
    METADATA,
    Column("CURRENCY", Text, primary_key=True),
    Column("AMOUNT_CNT", Integer, nullable=False),
    Column("AMOUNT", Float, nullable=False),
    Column("SORT", Integer, nullable=False),
    Column("DATE_UPDATE", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""AMOUNT is what AMOUNT_CNT of them cost in the base currency."""

LOCALIZATION = Table(
    "crm_currency_localization",
    METADATA,
    Column("CURRENCY", Text, primary_key=True),
    Column("LID", Text, primary_key=True),
    Column("FORMAT_STRING", Text, nullable=False),
    Column("FULL_NAME", Text, nullable=False),
    Column("DEC_POINT", Text, nullable=False),
    Column("THOUSANDS_SEP", Text, nullable=False),
    Column("DECIMALS", Integer, nullable=False),
    Column("THOUSANDS_VARIANT", Text),
    Column("HIDE_ZERO", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""LID is a language. THOUSANDS_VARIANT is empty where the separator is one of its own."""
