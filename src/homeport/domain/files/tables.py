"""Tables of files."""

from sqlalchemy import BigInteger, Column, Integer, Table, Text

from homeport.store.schema import METADATA

FILE = Table(
    "file",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("HASH", Text, nullable=False, index=True),
    Column("SIZE", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    Column("NAME", Text, nullable=False),
    Column("CREATED", Text, nullable=False),
    Column("WIDTH", Integer),
    Column("HEIGHT", Integer),
    sqlite_autoincrement=True,
)
"""Every file, whatever it belongs to; HASH names its content. A row belongs to one object, version or value alone.
WIDTH and HEIGHT are those of a picture, in pixels."""

UPLOAD = Table(
    "file_upload",
    METADATA,
    Column("NONCE", Text, primary_key=True),
    Column("EXPIRES", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Addresses for uploads that were used: each may be once."""
