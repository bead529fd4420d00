"""The tables of the news feed."""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA
from homeport.store.texts import Words

POST = Table(
    "log_post",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("AUTHOR_ID", Integer, nullable=False),
    Column("TITLE", Words, nullable=False),
    Column("TEXT", Words, nullable=False),
    Column("MICRO", Text, nullable=False),
    Column("TAGS", Text, nullable=False),
    Column("IMPORTANT", Text, nullable=False),
    Column("IMPORTANT_UNTIL", Text),
    Column("BACKGROUND", Text, nullable=False),
    Column("COMMENTS", Integer, nullable=False),
    Column("PUBLISHED", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""Posts. MICRO says that the title is the beginning of the text; TAGS are ids with commas between."""

DESTINATION = Table(
    "log_destination",
    METADATA,
    Column("POST_ID", Integer, primary_key=True),
    Column("KIND", Text, primary_key=True),
    Column("TARGET", Integer, primary_key=True),
    Index("log_destination_posts", "KIND", "TARGET", "POST_ID"),
    sqlite_with_rowid=False,
)
"""Whom posts are for: ``UA``, ``U``, ``SG`` or ``DR``, and which of them."""

TAG = Table(
    "log_tag",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("NAME", Text, nullable=False, unique=True),
)

COMMENT = Table(
    "log_comment",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("POST_ID", Integer, nullable=False),
    Column("AUTHOR_ID", Integer, nullable=False),
    Column("TEXT", Words, nullable=False),
    Column("CREATED", Text, nullable=False),
    Index("log_comment_of_post", "POST_ID", "ID"),
    Index("log_comment_of_author", "AUTHOR_ID", "ID"),
    sqlite_autoincrement=True,
)

READER = Table(
    "log_reader",
    METADATA,
    Column("POST_ID", Integer, primary_key=True),
    Column("USER_ID", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
"""Who has read important posts."""
