"""Which record of the portal each key of a file is."""

from sqlalchemy import Column, Table, Text

from homeport.store.schema import METADATA

DECLARED = Table(
    "portal_declared",
    METADATA,
    Column("KIND", Text, primary_key=True),
    Column("KEY", Text, primary_key=True),
    Column("IDENTITY", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""KIND and KEY are the file's table and its name: ``[users.vera]``. IDENTITY is an id; of webhooks the hash of the code
and of applications the client id, because their ids are given again once they are gone."""
