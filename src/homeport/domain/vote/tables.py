"""The tables of polls."""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA
from homeport.store.texts import Words

POLL = Table(
    "vote_poll",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("MODULE", Text, nullable=False),
    Column("ENTITY_ID", Integer, nullable=False),
    Column("AUTHOR_ID", Integer, nullable=False),
    Column("ANONYMITY", Integer, nullable=False),
    Column("OPTIONS", Integer, nullable=False),
    Column("STOPPED", Text, nullable=False),
    Column("CREATED", Text, nullable=False),
    Column("TEMPLATE_ID", Text),
    Index("vote_poll_of_entity", "MODULE", "ENTITY_ID", unique=True),
    Index("vote_poll_of_request", "AUTHOR_ID", "TEMPLATE_ID"),
    sqlite_autoincrement=True,
)
"""Polls, each with what it is shown with. OPTIONS is 1 where people may take back what they have chosen; TEMPLATE_ID is
what a client calls the request that made it."""

QUESTION = Table(
    "vote_question",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("POLL_ID", Integer, nullable=False),
    Column("SORT", Integer, nullable=False),
    Column("QUESTION", Words, nullable=False),
    Column("SEVERAL", Text, nullable=False),
    Index("vote_question_of_poll", "POLL_ID", "SORT"),
    sqlite_autoincrement=True,
)

ANSWER = Table(
    "vote_answer",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("QUESTION_ID", Integer, nullable=False),
    Column("SORT", Integer, nullable=False),
    Column("MESSAGE", Words, nullable=False),
    Index("vote_answer_of_question", "QUESTION_ID", "SORT"),
    sqlite_autoincrement=True,
)

BALLOT = Table(
    "vote_ballot",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("POLL_ID", Integer, nullable=False),
    Column("USER_ID", Integer, nullable=False),
    Column("CREATED", Text, nullable=False),
    Index("vote_ballot_of_user", "POLL_ID", "USER_ID", unique=True),
    sqlite_autoincrement=True,
)

CHOICE = Table(
    "vote_choice",
    METADATA,
    Column("BALLOT_ID", Integer, primary_key=True),
    Column("ANSWER_ID", Integer, primary_key=True),
    Index("vote_choice_of_answer", "ANSWER_ID", "BALLOT_ID"),
    sqlite_with_rowid=False,
)
"""What somebody has chosen."""
