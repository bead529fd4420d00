"""Tables of chats."""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA
from homeport.store.texts import Words

CHAT = Table(
    "im_chat",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("TYPE", Text, nullable=False),
    Column("TITLE", Words, nullable=False),
    Column("DESCRIPTION", Words, nullable=False, server_default=""),
    Column("COLOR", Text, nullable=False, server_default=""),
    Column("AVATAR", Integer),
    Column("AUTHOR_ID", Integer, nullable=False),
    Column("PEOPLE", Text),
    Column("ENTITY_TYPE", Text),
    Column("ENTITY_ID", Text),
    Column("ENTITY_NUMBER", Integer),
    Column("FOLDER_ID", Integer),
    Column("MESSAGES", Integer, nullable=False, server_default="0"),
    Column("LAST_MESSAGE_ID", Integer, nullable=False, server_default="0"),
    Column("DATE_CREATE", Text, nullable=False),
    Column("TEXT_FIELD", Text, nullable=False, server_default="Y"),
    Column("BACKGROUND", Text),
    Index("im_chat_entity", "ENTITY_TYPE", "ENTITY_ID"),
    Index("im_chat_owned", "ENTITY_TYPE", "ENTITY_NUMBER", unique=True),
    Index("im_chat_people", "PEOPLE", unique=True),
    sqlite_autoincrement=True,
)
"""Chats. TYPE is how clients tell them apart, see ``kinds.py``; AUTHOR_ID is whose it is now, 0 for nobody's.

PEOPLE are the one or two whom alone it is for, as ``3,5``. ENTITY_TYPE and ENTITY_ID say what it is linked with, as
clients do; with ENTITY_NUMBER it belongs to that, such as a task, and is for whoever sees it. AVATAR is
the ``file`` with its picture, FOLDER_ID where its files lie on the disk; MESSAGES counts them. TEXT_FIELD says whether
people are shown where to write.
"""

MEMBER = Table(
    "im_member",
    METADATA,
    Column("CHAT_ID", Integer, primary_key=True),
    Column("USER_ID", Integer, primary_key=True),
    Column("MANAGER", Text, nullable=False),
    Column("START_ID", Integer, nullable=False),
    Column("LAST_ID", Integer, nullable=False),
    Column("READ", Text),
    Column("COUNTER", Integer, nullable=False),
    Column("MUTED", Text, nullable=False),
    Column("LISTED", Text, nullable=False),
    Column("PINNED", Text, nullable=False),
    Column("MARKED", Text, nullable=False),
    Column("ACTIVITY", Text, nullable=False),
    Index("im_member_recent", "USER_ID", "LISTED", "PINNED", "ACTIVITY", "CHAT_ID"),
    Index("im_member_unread", "USER_ID", "COUNTER"),
    sqlite_with_rowid=False,
)
"""Who is in a chat, and how it stands with them: START_ID is the last message from before they may read, LAST_ID the
last one that they have read, at READ; COUNTER counts those of others after it. LISTED says whether it is among the
recent ones, PINNED and MARKED whether it is held at their top and to be looked at later, ACTIVITY when something last
happened in it."""

MESSAGE = Table(
    "im_message",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("CHAT_ID", Integer, nullable=False),
    Column("AUTHOR_ID", Integer, nullable=False),
    Column("DATE_CREATE", Text, nullable=False),
    Column("MESSAGE", Words, nullable=False),
    Column("UUID", Text),
    Column("PARAMS", Text),
    Column("DELETED", Text, nullable=False, server_default="N"),
    Index("im_message_chat", "CHAT_ID", "ID"),
    Index("im_message_moment", "CHAT_ID", "DATE_CREATE"),
    sqlite_autoincrement=True,
)
"""What was said. AUTHOR_ID is 0 for what the portal says itself; PARAMS is JSON of what comes with the text.
DELETED says that it was taken back."""

REACTION = Table(
    "im_reaction",
    METADATA,
    Column("MESSAGE_ID", Integer, primary_key=True),
    Column("USER_ID", Integer, primary_key=True),
    Column("REACTION", Text, primary_key=True),
    sqlite_with_rowid=False,
)

NOTICE = Table(
    "im_notice",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("CHAT_ID", Integer, nullable=False),
    Column("USER_ID", Integer, nullable=False),
    Column("AUTHOR_ID", Integer, nullable=False),
    Column("DATE_CREATE", Text, nullable=False),
    Column("TYPE", Integer, nullable=False),
    Column("MODULE", Text, nullable=False),
    Column("EVENT", Text, nullable=False),
    Column("APP", Text, nullable=False),
    Column("TAG", Text, nullable=False),
    Column("SUB_TAG", Text, nullable=False),
    Column("TITLE", Words, nullable=False),
    Column("MESSAGE", Words, nullable=False),
    Column("MESSAGE_OUT", Words, nullable=False),
    Column("READ", Text, nullable=False),
    Column("BUTTONS", Text),
    Column("PARAMS", Text),
    Index("im_notice_of_user", "USER_ID", "TYPE", "ID"),
    Index("im_notice_unread", "USER_ID", "READ"),
    Index("im_notice_tag", "APP", "TAG"),
    Index("im_notice_sub_tag", "APP", "SUB_TAG"),
    sqlite_autoincrement=True,
)
"""Notices to one person. APP is the application that sent it, whose tags TAG and SUB_TAG are; BUTTONS and PARAMS are
JSON."""

SOUGHT = Table(
    "im_sought",
    METADATA,
    Column("USER_ID", Integer, primary_key=True),
    Column("DIALOG", Text, primary_key=True),
    Column("FOUND", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""The dialogs that somebody has looked for, and when."""

LISTENER = Table("im_listener", METADATA, Column("USER_ID", Integer, primary_key=True))
"""Whose events are kept for them to fetch."""

KEPT = Table(
    "im_event",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("USER_ID", Integer, nullable=False),
    Column("TYPE", Text, nullable=False),
    Column("DATE_CREATE", Text, nullable=False),
    Column("DATA", Text, nullable=False),
    Index("im_event_of_user", "USER_ID", "ID"),
    Index("im_event_moment", "DATE_CREATE"),
    sqlite_autoincrement=True,
)
"""Events of chats that wait to be fetched. DATA is JSON."""
