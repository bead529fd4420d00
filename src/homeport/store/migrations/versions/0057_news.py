"""The news feed: posts, whom they are for, tags, comments, readers."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"


def _columns(names: str, *, numbers: str = "") -> list[sa.Column[Any]]:
    found: list[sa.Column[Any]] = [sa.Column(name, sa.Integer(), nullable=False) for name in numbers.split()]
    return [*found, *(sa.Column(name, sa.Text(), nullable=False) for name in names.split())]


def upgrade() -> None:
    op.create_table(
        "log_post",
        *_columns("TITLE TEXT MICRO TAGS IMPORTANT BACKGROUND PUBLISHED", numbers="ID AUTHOR_ID COMMENTS"),
        sa.Column("IMPORTANT_UNTIL", sa.Text()),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "log_destination",
        *_columns("KIND", numbers="POST_ID TARGET"),
        sa.PrimaryKeyConstraint("POST_ID", "KIND", "TARGET"),
        sqlite_with_rowid=False,
    )
    op.create_index("log_destination_posts", "log_destination", ["KIND", "TARGET", "POST_ID"])
    op.create_table(
        "log_tag", *_columns("NAME", numbers="ID"), sa.PrimaryKeyConstraint("ID"), sa.UniqueConstraint("NAME")
    )
    op.create_table(
        "log_comment",
        *_columns("TEXT CREATED", numbers="ID POST_ID AUTHOR_ID"),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("log_comment_of_post", "log_comment", ["POST_ID", "ID"])
    op.create_index("log_comment_of_author", "log_comment", ["AUTHOR_ID", "ID"])
    op.create_table(
        "log_reader",
        *_columns("", numbers="POST_ID USER_ID"),
        sa.PrimaryKeyConstraint("POST_ID", "USER_ID"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("log_reader", "log_comment", "log_tag", "log_destination", "log_post"):
        op.drop_table(table)
