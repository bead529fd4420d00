"""Boards of tasks: their stages, and where people have put tasks in their own plans."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"


def upgrade() -> None:
    op.create_table(
        "task_stage",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TITLE", sa.Text(), nullable=False),
        sa.Column("SORT", sa.Integer(), nullable=False),
        sa.Column("COLOR", sa.Text(), nullable=False),
        sa.Column("SYSTEM_TYPE", sa.Text(), nullable=True),
        sa.Column("ENTITY_ID", sa.Integer(), nullable=False),
        sa.Column("ENTITY_TYPE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("task_stage_board", "task_stage", ["ENTITY_TYPE", "ENTITY_ID", "SORT", "ID"], unique=False)
    op.create_table(
        "task_plan",
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("TASK_ID", sa.Integer(), nullable=False),
        sa.Column("STAGE_ID", sa.Integer(), nullable=False),
        sa.Column("SORTING", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("USER_ID", "TASK_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("task_plan_stage", "task_plan", ["STAGE_ID", "SORTING", "TASK_ID"], unique=False)
    op.create_index("task_plan_task", "task_plan", ["TASK_ID"], unique=False)
    op.create_index("task_column", "task", ["STAGE_ID", "SORTING", "ID"], unique=False)


def downgrade() -> None:
    op.drop_index("task_column", table_name="task")
    op.drop_table("task_plan")
    op.drop_table("task_stage")
