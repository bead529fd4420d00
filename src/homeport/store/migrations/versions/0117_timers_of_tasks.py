"""Timers that run while people work on tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0117"
down_revision = "0113"


def upgrade() -> None:
    op.create_table(
        "task_timer",
        sa.Column("USER_ID", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("TASK_ID", sa.Integer(), nullable=False),
        sa.Column("STARTED", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("USER_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("task_timer_task", "task_timer", ["TASK_ID"])


def downgrade() -> None:
    op.drop_table("task_timer")
