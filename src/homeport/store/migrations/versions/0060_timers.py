"""Timers, and the rules of recurring deals."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"


def upgrade() -> None:
    op.create_table(
        "crm_recurring_deal",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("DEAL_ID", sa.Integer(), nullable=True),
        sa.Column("BASED_ID", sa.Integer(), nullable=True),
        sa.Column("ACTIVE", sa.Text(), nullable=True),
        sa.Column("NEXT_EXECUTION", sa.Text(), nullable=True),
        sa.Column("LAST_EXECUTION", sa.Text(), nullable=True),
        sa.Column("COUNTER_REPEAT", sa.Integer(), nullable=True),
        sa.Column("START_DATE", sa.Text(), nullable=True),
        sa.Column("CATEGORY_ID", sa.Integer(), nullable=True),
        sa.Column("IS_LIMIT", sa.Text(), nullable=True),
        sa.Column("LIMIT_REPEAT", sa.Integer(), nullable=True),
        sa.Column("LIMIT_DATE", sa.Text(), nullable=True),
        sa.Column("PARAMS", sa.Text(), nullable=True),
        sa.Column("CREATED_BY_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_recurring_deal_deal", "crm_recurring_deal", ["DEAL_ID"], unique=True)
    op.create_table(
        "portal_timer",
        sa.Column("KIND", sa.Text(), nullable=False),
        sa.Column("ROW_ID", sa.Integer(), nullable=False),
        sa.Column("AT", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("KIND", "ROW_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("portal_timer_at", "portal_timer", ["AT"], unique=False)


def downgrade() -> None:
    op.drop_table("portal_timer")
    op.drop_table("crm_recurring_deal")
