"""The table of trails."""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA

TRAIL = Table(
    "crm_trail",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("OWNER_TYPE_ID", Integer, nullable=False),
    Column("OWNER_ID", Integer, nullable=False),
    Column("KIND", Text, nullable=False),
    Column("CREATED", Text, nullable=False),
    Column("AUTHOR_ID", Integer, nullable=False),
    Column("CREDENTIAL", Text, nullable=False),
    Column("DETAILS", Text, nullable=False),
    Index("crm_trail_owner", "OWNER_TYPE_ID", "OWNER_ID", "ID"),
    sqlite_autoincrement=True,
)
"""Changes of records. AUTHOR_ID is 0 where it is not known any more. CREDENTIAL is what it was done with, as
:class:`homeport.core.ctx.Credential` names it. DETAILS is JSON, by KIND:

- ``fields``: ``{"TITLE": [old, new]}``, values as they are stored;
- ``linked``, ``unlinked``: ``{"type": 3, "id": 7}``, the record at the other end, which holds the link too;
- ``bound``, ``unbound``: ``{"activity": 5, "other": [2, 7]}``, where ``other`` is the record that a binding was led
  from, or to, if it was moved;
- ``completed``, ``reopened``: ``{"activity": 5}``, an activity that was bound to the record then;
- ``deleted``: ``{"activity": 5, "subject": "Call back"}``, likewise;
- ``merged``: ``{"ids": [4, 9]}``, the records that this one has taken in.
"""
