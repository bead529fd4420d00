"""The table of consents."""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA

CONSENT = Table(
    "userconsent_consent",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("AGREEMENT_ID", Integer, nullable=False),
    Column("USER_ID", Integer),
    Column("IP", Text, nullable=False),
    Column("URL", Text),
    Column("ORIGIN_ID", Text),
    Column("ORIGINATOR_ID", Text),
    Column("DATE_INSERT", Text, nullable=False),
    Index("userconsent_consent_agreement", "AGREEMENT_ID", "ID"),
    sqlite_autoincrement=True,
)
"""Who has consented to what, when, and from where. USER_ID is empty for who is no user of the portal."""
