"""Links between tasks on a plan, and the time that people spent on tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    op.create_table(
        "task_dependence",
        sa.Column("TASK_ID", sa.Integer(), nullable=False),
        sa.Column("DEPENDS_ON_ID", sa.Integer(), nullable=False),
        sa.Column("TYPE", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("TASK_ID", "DEPENDS_ON_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("task_dependence_before", "task_dependence", ["DEPENDS_ON_ID", "TASK_ID"], unique=False)
    op.create_table(
        "task_elapsed",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TASK_ID", sa.Integer(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("COMMENT_TEXT", sa.Text(), nullable=True),
        sa.Column("SECONDS", sa.Integer(), nullable=False),
        sa.Column("MINUTES", sa.Integer(), nullable=False),
        sa.Column("SOURCE", sa.Integer(), nullable=False),
        sa.Column("CREATED_DATE", sa.Text(), nullable=False),
        sa.Column("DATE_START", sa.Text(), nullable=False),
        sa.Column("DATE_STOP", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("task_elapsed_task", "task_elapsed", ["TASK_ID", "ID"], unique=False)


def downgrade() -> None:
    op.drop_index("task_elapsed_task", table_name="task_elapsed")
    op.drop_table("task_elapsed")
    op.drop_index("task_dependence_before", table_name="task_dependence")
    op.drop_table("task_dependence")
