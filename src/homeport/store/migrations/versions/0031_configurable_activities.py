"""Activities that look as their applications describe; badges; types of activities."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.create_table(
        "crm_activity_app_type",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.Column("TYPE_ID", sa.Text(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("IS_CONFIGURABLE_TYPE", sa.Text(), nullable=False),
        sa.Column("HAS_ICON", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_activity_app_type_code", "crm_activity_app_type", ["APP_ID", "TYPE_ID"], unique=True)
    op.create_table(
        "crm_activity_badge",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.Column("TITLE", sa.Text(), nullable=False),
        sa.Column("VALUE", sa.Text(), nullable=False),
        sa.Column("TYPE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("CODE"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "crm_activity_configured",
        sa.Column("ACTIVITY_ID", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("LAYOUT", sa.Text(), nullable=False),
        sa.Column("BADGE_CODE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ACTIVITY_ID"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("crm_activity_configured")
    op.drop_table("crm_activity_badge")
    op.drop_index("crm_activity_app_type_code", table_name="crm_activity_app_type")
    op.drop_table("crm_activity_app_type")
