"""Polls, their questions and answers, and who has chosen what."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"


def _table(name: str, numbers: str, texts: str) -> None:
    columns: list[sa.Column[Any]] = [sa.Column(each, sa.Integer(), nullable=False) for each in numbers.split()]
    columns += [sa.Column(each, sa.Text(), nullable=False) for each in texts.split()]
    op.create_table(name, *columns, sa.PrimaryKeyConstraint("ID"), sqlite_autoincrement=True)


def upgrade() -> None:
    _table("vote_poll", "ID ENTITY_ID AUTHOR_ID ANONYMITY OPTIONS", "MODULE STOPPED CREATED")
    op.create_index("vote_poll_of_entity", "vote_poll", ["MODULE", "ENTITY_ID"], unique=True)
    _table("vote_question", "ID POLL_ID SORT", "QUESTION SEVERAL")
    op.create_index("vote_question_of_poll", "vote_question", ["POLL_ID", "SORT"])
    _table("vote_answer", "ID QUESTION_ID SORT", "MESSAGE")
    op.create_index("vote_answer_of_question", "vote_answer", ["QUESTION_ID", "SORT"])
    _table("vote_ballot", "ID POLL_ID USER_ID", "CREATED")
    op.create_index("vote_ballot_of_user", "vote_ballot", ["POLL_ID", "USER_ID"], unique=True)
    op.create_table(
        "vote_choice",
        sa.Column("BALLOT_ID", sa.Integer(), nullable=False),
        sa.Column("ANSWER_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("BALLOT_ID", "ANSWER_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("vote_choice_of_answer", "vote_choice", ["ANSWER_ID", "BALLOT_ID"])


def downgrade() -> None:
    for table in ("vote_choice", "vote_ballot", "vote_answer", "vote_question", "vote_poll"):
        op.drop_table(table)
