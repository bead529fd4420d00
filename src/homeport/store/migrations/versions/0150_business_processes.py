"""Business processes: what applications bring to them, templates, what runs and waits, tasks, notes."""

import sqlalchemy as sa
from alembic import op

revision = "0150"
down_revision = "0142"


def upgrade() -> None:
    op.create_table(
        "bizproc_log",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("WORKFLOW", sa.Integer(), nullable=False),
        sa.Column("AT", sa.Text(), nullable=False),
        sa.Column("ACTIVITY", sa.Text(), nullable=False),
        sa.Column("NOTE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("bizproc_log_workflow", "bizproc_log", ["WORKFLOW", "ID"], unique=False)
    op.create_table(
        "bizproc_stage_robot",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("ENTITY_TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("CATEGORY_ID", sa.Integer(), nullable=False),
        sa.Column("STAGE_ID", sa.Text(), nullable=False),
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.Column("PROPERTIES", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("bizproc_stage_robot_code", "bizproc_stage_robot", ["APP_ID", "CODE"], unique=False)
    op.create_index(
        "bizproc_stage_robot_of", "bizproc_stage_robot", ["ENTITY_TYPE_ID", "CATEGORY_ID", "ID"], unique=False
    )
    op.create_table(
        "bizproc_step",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.Column("IS_ROBOT", sa.Text(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("DESCRIPTION", sa.Text(), nullable=False),
        sa.Column("HANDLER", sa.Text(), nullable=False),
        sa.Column("AUTH_USER_ID", sa.Integer(), nullable=False),
        sa.Column("USE_SUBSCRIPTION", sa.Text(), nullable=False),
        sa.Column("PROPERTIES", sa.Text(), nullable=False),
        sa.Column("RETURN_PROPERTIES", sa.Text(), nullable=False),
        sa.Column("DOCUMENT_TYPE", sa.Text(), nullable=False),
        sa.Column("FILTER", sa.Text(), nullable=False),
        sa.Column("USE_PLACEMENT", sa.Text(), nullable=False),
        sa.Column("PLACEMENT_HANDLER", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("bizproc_step_code", "bizproc_step", ["APP_ID", "CODE"], unique=True)
    op.create_table(
        "bizproc_task",
        sa.Column("ID", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("USER_ID", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("WORKFLOW_ID", sa.Text(), nullable=True),
        sa.Column("DESCRIPTION", sa.Text(), nullable=True),
        sa.Column("NAME", sa.Text(), nullable=True),
        sa.Column("MODIFIED", sa.Text(), nullable=True),
        sa.Column("WORKFLOW_STARTED", sa.Text(), nullable=True),
        sa.Column("WORKFLOW_STARTED_BY", sa.Integer(), nullable=True),
        sa.Column("OVERDUE_DATE", sa.Text(), nullable=True),
        sa.Column("WORKFLOW_TEMPLATE_ID", sa.Integer(), nullable=True),
        sa.Column("WORKFLOW_TEMPLATE_NAME", sa.Text(), nullable=True),
        sa.Column("WORKFLOW_STATE", sa.Text(), nullable=True),
        sa.Column("STATUS", sa.Integer(), nullable=True),
        sa.Column("USER_STATUS", sa.Integer(), nullable=True),
        sa.Column("MODULE_ID", sa.Text(), nullable=True),
        sa.Column("ENTITY", sa.Text(), nullable=True),
        sa.Column("DOCUMENT_ID", sa.Text(), nullable=True),
        sa.Column("ACTIVITY", sa.Text(), nullable=True),
        sa.Column("ACTIVITY_NAME", sa.Text(), nullable=True),
        sa.Column("PARAMETERS", sa.Text(), nullable=True),
        sa.Column("DOCUMENT_NAME", sa.Text(), nullable=True),
        sa.Column("WORKFLOW", sa.Integer(), nullable=False),
        sa.Column("DOCUMENT_TYPE", sa.Text(), nullable=False),
        sa.Column("DELEGATION", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID", "USER_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("bizproc_task_user", "bizproc_task", ["USER_ID", "STATUS", "ID"], unique=False)
    op.create_index("bizproc_task_workflow", "bizproc_task", ["WORKFLOW"], unique=False)
    op.create_table(
        "bizproc_template",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("MODULE_ID", sa.Text(), nullable=True),
        sa.Column("ENTITY", sa.Text(), nullable=True),
        sa.Column("DOCUMENT_TYPE", sa.Text(), nullable=True),
        sa.Column("AUTO_EXECUTE", sa.Integer(), nullable=True),
        sa.Column("NAME", sa.Text(), nullable=True),
        sa.Column("DESCRIPTION", sa.Text(), nullable=True),
        sa.Column("TEMPLATE", sa.Text(), nullable=True),
        sa.Column("PARAMETERS", sa.Text(), nullable=True),
        sa.Column("VARIABLES", sa.Text(), nullable=True),
        sa.Column("CONSTANTS", sa.Text(), nullable=True),
        sa.Column("MODIFIED", sa.Text(), nullable=True),
        sa.Column("IS_MODIFIED", sa.Text(), nullable=True),
        sa.Column("USER_ID", sa.Integer(), nullable=True),
        sa.Column("SYSTEM_CODE", sa.Text(), nullable=True),
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("bizproc_template_app", "bizproc_template", ["APP_ID", "ID"], unique=False)
    op.create_index("bizproc_template_code", "bizproc_template", ["SYSTEM_CODE", "ID"], unique=False)
    op.create_index(
        "bizproc_template_type", "bizproc_template", ["MODULE_ID", "ENTITY", "DOCUMENT_TYPE", "ID"], unique=False
    )
    op.create_table(
        "bizproc_wait",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("WORKFLOW", sa.Integer(), nullable=False),
        sa.Column("ACTIVITY", sa.Text(), nullable=False),
        sa.Column("KIND", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("bizproc_wait_workflow", "bizproc_wait", ["WORKFLOW"], unique=False)
    op.create_table(
        "bizproc_workflow",
        sa.Column("NUMBER", sa.Integer(), nullable=False),
        sa.Column("MODIFIED", sa.Text(), nullable=True),
        sa.Column("OWNED_UNTIL", sa.Text(), nullable=True),
        sa.Column("MODULE_ID", sa.Text(), nullable=True),
        sa.Column("ENTITY", sa.Text(), nullable=True),
        sa.Column("DOCUMENT_ID", sa.Text(), nullable=True),
        sa.Column("STARTED", sa.Text(), nullable=True),
        sa.Column("STARTED_BY", sa.Integer(), nullable=True),
        sa.Column("TEMPLATE_ID", sa.Integer(), nullable=True),
        sa.Column("ID", sa.Text(), nullable=False),
        sa.Column("DOCUMENT_TYPE", sa.Text(), nullable=False),
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.Column("TEMPLATE_NAME", sa.Text(), nullable=False),
        sa.Column("STATE", sa.Text(), nullable=False),
        sa.Column("ENDED", sa.Text(), nullable=True),
        sa.Column("CHAIN", sa.Text(), nullable=False),
        sa.Column("SCHEME", sa.Text(), nullable=False),
        sa.Column("MEMORY", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("NUMBER"),
        sqlite_autoincrement=True,
    )
    op.create_index("bizproc_workflow_app", "bizproc_workflow", ["APP_ID"], unique=False)
    op.create_index(
        "bizproc_workflow_document", "bizproc_workflow", ["MODULE_ID", "ENTITY", "DOCUMENT_ID"], unique=False
    )
    op.create_index("bizproc_workflow_id", "bizproc_workflow", ["ID"], unique=True)
    op.create_index("bizproc_workflow_running", "bizproc_workflow", ["ENDED", "MODIFIED", "ID"], unique=False)


def downgrade() -> None:
    op.drop_index("bizproc_workflow_running", table_name="bizproc_workflow")
    op.drop_index("bizproc_workflow_id", table_name="bizproc_workflow")
    op.drop_index("bizproc_workflow_document", table_name="bizproc_workflow")
    op.drop_index("bizproc_workflow_app", table_name="bizproc_workflow")
    op.drop_table("bizproc_workflow")
    op.drop_index("bizproc_wait_workflow", table_name="bizproc_wait")
    op.drop_table("bizproc_wait")
    op.drop_index("bizproc_template_type", table_name="bizproc_template")
    op.drop_index("bizproc_template_code", table_name="bizproc_template")
    op.drop_index("bizproc_template_app", table_name="bizproc_template")
    op.drop_table("bizproc_template")
    op.drop_index("bizproc_task_workflow", table_name="bizproc_task")
    op.drop_index("bizproc_task_user", table_name="bizproc_task")
    op.drop_table("bizproc_task")
    op.drop_index("bizproc_step_code", table_name="bizproc_step")
    op.drop_table("bizproc_step")
    op.drop_index("bizproc_stage_robot_of", table_name="bizproc_stage_robot")
    op.drop_index("bizproc_stage_robot_code", table_name="bizproc_stage_robot")
    op.drop_table("bizproc_stage_robot")
    op.drop_index("bizproc_log_workflow", table_name="bizproc_log")
    op.drop_table("bizproc_log")
