"""Comments of tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    op.create_table(
        "task_comment",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TASK_ID", sa.Integer(), nullable=False),
        sa.Column("AUTHOR_ID", sa.Integer(), nullable=False),
        sa.Column("AUTHOR_NAME", sa.Text(), nullable=False),
        sa.Column("AUTHOR_EMAIL", sa.Text(), nullable=False),
        sa.Column("POST_DATE", sa.Text(), nullable=False),
        sa.Column("POST_MESSAGE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("task_comment_task", "task_comment", ["TASK_ID", "ID"], unique=False)


def downgrade() -> None:
    op.drop_index("task_comment_task", table_name="task_comment")
    op.drop_table("task_comment")
