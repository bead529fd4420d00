"""Flows of tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0090"
down_revision = "0085"

WORDS = (
    "ACTIVE", "ACTIVITY", "NAME", "DESCRIPTION", "DISTRIBUTION_TYPE", "RESPONSIBLE_CAN_CHANGE_DEADLINE",
    "MATCH_WORK_TIME", "TASK_CONTROL", "NOTIFY_AT_HALF_TIME",
)  # fmt: skip
COLUMNS = (
    "CREATOR_ID", "OWNER_ID", "GROUP_ID", "TEMPLATE_ID", "ACTIVE", "PLANNED_COMPLETION_TIME", "ACTIVITY", "NAME",
    "DESCRIPTION", "DISTRIBUTION_TYPE", "RESPONSIBLE_CAN_CHANGE_DEADLINE", "MATCH_WORK_TIME", "TASK_CONTROL",
    "NOTIFY_AT_HALF_TIME", "NOTIFY_ON_QUEUE_OVERFLOW", "NOTIFY_ON_TASKS_IN_PROGRESS_OVERFLOW",
    "NOTIFY_WHEN_EFFICIENCY_DECREASES", "LAST_GIVEN",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "task_flow",
        sa.Column("ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text() if name in WORDS else sa.Integer(), nullable=True) for name in COLUMNS),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("task_flow_name", "task_flow", ["NAME"])
    op.create_index("task_flow_group", "task_flow", ["GROUP_ID"])
    op.create_table(
        "task_flow_part",
        sa.Column("FLOW_ID", sa.Integer(), nullable=False),
        sa.Column("FIELD", sa.Text(), nullable=False),
        sa.Column("POSITION", sa.Integer(), nullable=False),
        sa.Column("KIND", sa.Text(), nullable=False),
        sa.Column("TARGET", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("FLOW_ID", "FIELD", "POSITION"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "task_flow_pin",
        sa.Column("FLOW_ID", sa.Integer(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("FLOW_ID", "USER_ID"),
        sqlite_with_rowid=False,
    )
    op.add_column("task", sa.Column("FLOW_ID", sa.Integer()))
    op.create_index("task_in_flow", "task", ["FLOW_ID", "DEADLINE", "ID"])


def downgrade() -> None:
    op.drop_index("task_in_flow", "task")
    op.drop_column("task", "FLOW_ID")
    for table in ("task_flow_pin", "task_flow_part", "task_flow"):
        op.drop_table(table)
