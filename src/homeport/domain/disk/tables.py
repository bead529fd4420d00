"""Tables of the disk."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA
from homeport.store.texts import Words

STORAGE = Table(
    "disk_storage",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("NAME", Words, nullable=False),
    Column("CODE", Text),
    Column("MODULE_ID", Text, nullable=False),
    Column("ENTITY_TYPE", Text, nullable=False),
    Column("ENTITY_ID", Text, nullable=False),
    Column("ROOT_OBJECT_ID", Integer, nullable=False),
    Index("disk_storage_entity", "ENTITY_TYPE", "ENTITY_ID", unique=True),
    sqlite_autoincrement=True,
)
"""ENTITY_TYPE is ``user``, ``common``, ``group``, ``restapp`` or ``im``; ENTITY_ID tells whose it is."""

OBJECT = Table(
    "disk_object",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("NAME", Words, nullable=False),
    Column("TYPE", Text, nullable=False),
    Column("CODE", Text),
    Column("STORAGE_ID", Integer, nullable=False),
    Column("PARENT_ID", Integer),
    Column("DELETED_TYPE", Integer, nullable=False),
    Column("CREATE_TIME", Text, nullable=False),
    Column("UPDATE_TIME", Text, nullable=False),
    Column("DELETE_TIME", Text),
    Column("CREATED_BY", Integer, nullable=False),
    Column("UPDATED_BY", Integer, nullable=False),
    Column("DELETED_BY", Integer),
    Column("GLOBAL_CONTENT_VERSION", Integer),
    Column("FILE_ID", Integer),
    Column("SIZE", BigInteger().with_variant(Integer, "sqlite")),
    Index("disk_object_place", "PARENT_ID", "DELETED_TYPE", "NAME"),
    Index("disk_object_storage", "STORAGE_ID", "DELETED_TYPE", "UPDATE_TIME"),
    Index("disk_object_file", "FILE_ID"),
    sqlite_autoincrement=True,
)
"""Folders and files. PARENT_ID is empty for the root of a storage; FILE_ID names the ``file`` with the content."""

PATH = Table(
    "disk_path",
    METADATA,
    Column("OBJECT_ID", Integer, primary_key=True),
    Column("ANCESTOR_ID", Integer, primary_key=True),
    Column("DEPTH", Integer, nullable=False),
    Index("disk_path_below", "ANCESTOR_ID", "OBJECT_ID"),
    sqlite_with_rowid=False,
)
"""What each object is in, itself included; DEPTH counts the steps up."""

RIGHT = Table(
    "disk_right",
    METADATA,
    Column("OBJECT_ID", Integer, primary_key=True),
    Column("ACCESS_CODE", Text, primary_key=True),
    Column("LEVEL", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Who may do what to an object and all below it: LEVEL is 1 to read, 2 to add, 3 to edit, 4 for everything."""

VERSION = Table(
    "disk_version",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("OBJECT_ID", Integer, nullable=False),
    Column("FILE_ID", Integer, nullable=False),
    Column("SIZE", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    Column("NAME", Words, nullable=False),
    Column("GLOBAL_CONTENT_VERSION", Integer, nullable=False),
    Column("CREATE_TIME", Text, nullable=False),
    Column("CREATED_BY", Integer, nullable=False),
    Index("disk_version_object", "OBJECT_ID"),
    sqlite_autoincrement=True,
)
"""Every content that a file has had, the one that it has now included."""

LINK = Table(
    "disk_link",
    METADATA,
    Column("OBJECT_ID", Integer, primary_key=True),
    Column("SLUG", Text, nullable=False, unique=True),
    Column("PASSWORD", Text),
    Column("EXPIRES", Text),
    Column("TURN", Integer, nullable=False, server_default="0"),
)
"""Objects that whoever knows a link may read; SLUG is a hash of the word in it, or of no word when it was revoked.
PASSWORD is a hash of what is asked for, EXPIRES when it ends; TURN tells it from those that were revoked before."""

ATTACHED = Table(
    "disk_attached",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("OBJECT_ID", Integer, nullable=False),
    Column("MODULE_ID", Text, nullable=False),
    Column("ENTITY_TYPE", Text, nullable=False),
    Column("ENTITY_ID", Integer, nullable=False),
    Column("CREATE_TIME", Text, nullable=False),
    Column("CREATED_BY", Integer, nullable=False),
    Index("disk_attached_entity", "ENTITY_TYPE", "ENTITY_ID"),
    Index("disk_attached_object", "OBJECT_ID"),
    sqlite_autoincrement=True,
)
"""Files that are shown with something else, such as a comment."""
