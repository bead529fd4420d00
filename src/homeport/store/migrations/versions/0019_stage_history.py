"""The history of stages, written from now on."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "crm_stage_history",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("OWNER_TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("OWNER_ID", sa.Integer(), nullable=False),
        sa.Column("TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("CREATED_TIME", sa.Text(), nullable=False),
        sa.Column("CATEGORY_ID", sa.Integer(), nullable=True),
        sa.Column("STAGE_SEMANTIC_ID", sa.Text(), nullable=False),
        sa.Column("STAGE_ID", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_stage_history_owner", "crm_stage_history", ["OWNER_TYPE_ID", "OWNER_ID"])
    op.create_index("crm_stage_history_type", "crm_stage_history", ["OWNER_TYPE_ID", "ID"])


def downgrade() -> None:
    op.drop_table("crm_stage_history")
