"""Templates of tasks, and their checklists."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"


def upgrade() -> None:
    op.create_table(
        "task_template",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("PARENT_ID", sa.Integer(), nullable=True),
        sa.Column("TITLE", sa.Text(), nullable=True),
        sa.Column("DESCRIPTION", sa.Text(), nullable=True),
        sa.Column("DESCRIPTION_IN_BBCODE", sa.Text(), nullable=True),
        sa.Column("PRIORITY", sa.Integer(), nullable=True),
        sa.Column("STATUS", sa.Integer(), nullable=True),
        sa.Column("GROUP_ID", sa.Integer(), nullable=True),
        sa.Column("STAGE_ID", sa.Integer(), nullable=True),
        sa.Column("CREATED_BY", sa.Integer(), nullable=True),
        sa.Column("RESPONSIBLE_ID", sa.Integer(), nullable=True),
        sa.Column("DEPENDS_ON", sa.Text(), nullable=True),
        sa.Column("RESPONSIBLES", sa.Text(), nullable=True),
        sa.Column("ACCOMPLICES", sa.Text(), nullable=True),
        sa.Column("AUDITORS", sa.Text(), nullable=True),
        sa.Column("MULTITASK", sa.Text(), nullable=True),
        sa.Column("REPLICATE", sa.Text(), nullable=True),
        sa.Column("SITE_ID", sa.Text(), nullable=True),
        sa.Column("ALLOW_CHANGE_DEADLINE", sa.Text(), nullable=True),
        sa.Column("ALLOW_TIME_TRACKING", sa.Text(), nullable=True),
        sa.Column("MATCH_WORK_TIME", sa.Text(), nullable=True),
        sa.Column("TASK_CONTROL", sa.Text(), nullable=True),
        sa.Column("ADD_IN_REPORT", sa.Text(), nullable=True),
        sa.Column("XML_ID", sa.Text(), nullable=True),
        sa.Column("DEADLINE_AFTER", sa.Integer(), nullable=True),
        sa.Column("START_DATE_PLAN_AFTER", sa.Integer(), nullable=True),
        sa.Column("END_DATE_PLAN_AFTER", sa.Integer(), nullable=True),
        sa.Column("TPARAM_TYPE", sa.Integer(), nullable=True),
        sa.Column("TPARAM_REPLICATION_COUNT", sa.Integer(), nullable=True),
        sa.Column("REPLICATE_PARAMS", sa.Text(), nullable=True),
        sa.Column("BASE_TEMPLATE_ID", sa.Integer(), nullable=True),
        sa.Column("TASK_ID", sa.Integer(), nullable=True),
        sa.Column("CREATED_DATE", sa.Text(), nullable=True),
        sa.Column("NEXT_AT", sa.Text(), nullable=True),
        sa.Column("TAGS", sa.Text(), nullable=True),
        sa.Column("UF_CRM_TASK", sa.Text(), nullable=True),
        sa.Column("SCENARIO", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("task_template_base", "task_template", ["BASE_TEMPLATE_ID"], unique=False)
    op.create_index("task_template_creator", "task_template", ["CREATED_BY", "ID"], unique=False)
    op.create_table(
        "task_template_checklist",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TEMPLATE_ID", sa.Integer(), nullable=False),
        sa.Column("PARENT_ID", sa.Integer(), nullable=False),
        sa.Column("CREATED_BY", sa.Integer(), nullable=False),
        sa.Column("TITLE", sa.Text(), nullable=False),
        sa.Column("SORT_INDEX", sa.Integer(), nullable=False),
        sa.Column("IS_COMPLETE", sa.Text(), nullable=False),
        sa.Column("IS_IMPORTANT", sa.Text(), nullable=False),
        sa.Column("TOGGLED_BY", sa.Integer(), nullable=True),
        sa.Column("TOGGLED_DATE", sa.Text(), nullable=True),
        sa.Column("MEMBERS", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "task_template_checklist_template",
        "task_template_checklist",
        ["TEMPLATE_ID", "PARENT_ID", "SORT_INDEX", "ID"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("task_template_checklist")
    op.drop_table("task_template")
