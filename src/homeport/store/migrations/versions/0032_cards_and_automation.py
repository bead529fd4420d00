"""The layout of cards; triggers that move records."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.create_table(
        "crm_card",
        sa.Column("TYPE_ID", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("VARIANT", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("USER_ID", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("SECTIONS", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("TYPE_ID", "VARIANT", "USER_ID"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "crm_bound_trigger",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("ENTITY_TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("CATEGORY_ID", sa.Integer(), nullable=False),
        sa.Column("STAGE_ID", sa.Text(), nullable=False),
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.Column("BACKWARD", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_bound_trigger_code", "crm_bound_trigger", ["APP_ID", "CODE"], unique=False)
    op.create_table(
        "crm_trigger",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_trigger_code", "crm_trigger", ["APP_ID", "CODE"], unique=True)


def downgrade() -> None:
    op.drop_index("crm_trigger_code", table_name="crm_trigger")
    op.drop_table("crm_trigger")
    op.drop_index("crm_bound_trigger_code", table_name="crm_bound_trigger")
    op.drop_table("crm_bound_trigger")
    op.drop_table("crm_card")
