"""Checklists of tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.create_table(
        "task_checklist",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TASK_ID", sa.Integer(), nullable=False),
        sa.Column("PARENT_ID", sa.Integer(), nullable=False),
        sa.Column("CREATED_BY", sa.Integer(), nullable=False),
        sa.Column("TITLE", sa.Text(), nullable=False),
        sa.Column("SORT_INDEX", sa.Integer(), nullable=False),
        sa.Column("IS_COMPLETE", sa.Text(), nullable=False),
        sa.Column("IS_IMPORTANT", sa.Text(), nullable=False),
        sa.Column("TOGGLED_BY", sa.Integer(), nullable=True),
        sa.Column("TOGGLED_DATE", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("task_checklist_task", "task_checklist", ["TASK_ID", "PARENT_ID", "SORT_INDEX", "ID"], unique=False)
    op.create_index("task_checklist_parent", "task_checklist", ["PARENT_ID"], unique=False)
    op.create_table(
        "task_checklist_member",
        sa.Column("ITEM_ID", sa.Integer(), nullable=False),
        sa.Column("POSITION", sa.Integer(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("TYPE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ITEM_ID", "POSITION"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("task_checklist_member")
    op.drop_index("task_checklist_parent", table_name="task_checklist")
    op.drop_index("task_checklist_task", table_name="task_checklist")
    op.drop_table("task_checklist")
