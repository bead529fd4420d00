"""Tables of cards."""

from sqlalchemy import Column, Integer, Table, Text

from homeport.store.schema import METADATA

CARD = Table(
    "crm_card",
    METADATA,
    Column("TYPE_ID", Integer, primary_key=True, autoincrement=False),
    Column("VARIANT", Integer, primary_key=True, autoincrement=False),
    Column("USER_ID", Integer, primary_key=True, autoincrement=False),
    Column("SECTIONS", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""The sections of the cards of a type. VARIANT is the pipeline, of leads the kind of customer; else 0. USER_ID is whose
view it is, 0 for everybody's. SECTIONS is JSON."""
