"""Tables of timelines."""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA

ENTRY = Table(
    "crm_timeline",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("KIND", Text, nullable=False),
    Column("CREATED", Text, nullable=False),
    Column("AUTHOR_ID", Integer, nullable=False),
    Column("COMMENT", Text, nullable=False),
    Column("TITLE", Text),
    Column("ICON", Text),
    Column("CLIENT_ID", Text),
    sqlite_autoincrement=True,
)
"""Entries of timelines. KIND is ``comment`` or ``log``; COMMENT is the text. TITLE and ICON are those of a log entry,
CLIENT_ID the application that wrote it."""

BINDING = Table(
    "crm_timeline_binding",
    METADATA,
    Column("ENTRY_ID", Integer, primary_key=True),
    Column("POSITION", Integer, primary_key=True),
    Column("OWNER_TYPE_ID", Integer, nullable=False),
    Column("OWNER_ID", Integer, nullable=False),
    Column("PINNED", Integer),
    Index("crm_timeline_binding_owner", "OWNER_TYPE_ID", "OWNER_ID", "ENTRY_ID", unique=True),
    sqlite_with_rowid=False,
)
"""The records that an entry is shown under, in the order they were bound; the columns are named as those of
``crm_activity_binding``. What ``crm.timeline.bindings.*`` call OWNER_ID, ENTITY_TYPE and ENTITY_ID are ENTRY_ID,
OWNER_TYPE_ID and OWNER_ID here. PINNED is set where the entry is pinned: higher than of those pinned before."""

NOTE = Table(
    "crm_timeline_note",
    METADATA,
    Column("ITEM_TYPE", Integer, primary_key=True, autoincrement=False),
    Column("ITEM_ID", Integer, primary_key=True, autoincrement=False),
    Column("TEXT", Text, nullable=False),
    Column("CREATED_BY", Integer, nullable=False),
    Column("CREATED", Text, nullable=False),
    Column("UPDATED_BY", Integer, nullable=False),
    Column("UPDATED", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""The notes of what timelines show, one at most of each: ITEM_TYPE is :data:`ITEM_ENTRY` or
:data:`ITEM_ACTIVITY`."""

BLOCKS = Table(
    "crm_timeline_blocks",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("ITEM_TYPE", Integer, nullable=False),
    Column("ITEM_ID", Integer, nullable=False),
    Column("APP_ID", Integer, nullable=False),
    Column("LAYOUT", Text, nullable=False),
    Index("crm_timeline_blocks_item", "ITEM_TYPE", "ITEM_ID", "APP_ID", unique=True),
    sqlite_autoincrement=True,
)
"""The blocks that applications add to what timelines show; LAYOUT is JSON. Their ids are in the order in which they
came."""

PICTURE = Table(
    "crm_timeline_picture",
    METADATA,
    Column("KIND", Text, primary_key=True),
    Column("CODE", Text, primary_key=True),
    Column("KEY", Text, nullable=False),
    Column("CONTENT", Text, nullable=False),
    Index("crm_timeline_picture_key", "KEY", unique=True),
    sqlite_with_rowid=False,
)
"""Icons and logos that people have added: KIND is ``icon`` or ``logo``, KEY the end of the picture's address, CONTENT a
PNG file in base64."""

ITEM_ENTRY, ITEM_ACTIVITY = 1, 2
"""What a timeline shows: an entry of its own, or an activity."""

COMMENT, LOG = "comment", "log"
"""The KINDs of entries."""
