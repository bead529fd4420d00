"""Call lists, traces and digital workplaces."""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"


def upgrade() -> None:
    op.create_table(
        "crm_call_list",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("DATE_CREATE", sa.Text(), nullable=True),
        sa.Column("CREATED_BY_ID", sa.Integer(), nullable=True),
        sa.Column("WEBFORM_ID", sa.Integer(), nullable=True),
        sa.Column("ENTITY_TYPE_ID", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "crm_call_list_participant",
        sa.Column("LIST_ID", sa.Integer(), nullable=False),
        sa.Column("POSITION", sa.Integer(), nullable=False),
        sa.Column("ENTITY_ID", sa.Integer(), nullable=False),
        sa.Column("STATUS", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("LIST_ID", "POSITION"),
        sqlite_with_rowid=False,
    )
    op.create_index("crm_call_list_participant_entity", "crm_call_list_participant", ["ENTITY_ID"], unique=False)
    op.create_table(
        "crm_trace",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TRACE", sa.Text(), nullable=False),
        sa.Column("DATE_CREATE", sa.Text(), nullable=False),
        sa.Column("CREATED_BY_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "crm_trace_entity",
        sa.Column("TRACE_ID", sa.Integer(), nullable=False),
        sa.Column("ENTITY_TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("ENTITY_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("TRACE_ID", "ENTITY_TYPE_ID", "ENTITY_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("crm_trace_entity_record", "crm_trace_entity", ["ENTITY_TYPE_ID", "ENTITY_ID"], unique=False)
    op.create_table(
        "crm_workplace",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TITLE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("crm_workplace")
    op.drop_table("crm_trace_entity")
    op.drop_table("crm_trace")
    op.drop_table("crm_call_list_participant")
    op.drop_table("crm_call_list")
