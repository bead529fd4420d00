"""Recurring invoices."""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"


def upgrade() -> None:
    op.create_table(
        "crm_recurring_invoice",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("INVOICE_ID", sa.Integer(), nullable=True),
        sa.Column("ACTIVE", sa.Text(), nullable=True),
        sa.Column("NEXT_EXECUTION", sa.Text(), nullable=True),
        sa.Column("LAST_EXECUTION", sa.Text(), nullable=True),
        sa.Column("COUNTER_REPEAT", sa.Integer(), nullable=True),
        sa.Column("START_DATE", sa.Text(), nullable=True),
        sa.Column("SEND_BILL", sa.Text(), nullable=True),
        sa.Column("EMAIL_ID", sa.Integer(), nullable=True),
        sa.Column("IS_LIMIT", sa.Text(), nullable=True),
        sa.Column("LIMIT_REPEAT", sa.Integer(), nullable=True),
        sa.Column("LIMIT_DATE", sa.Text(), nullable=True),
        sa.Column("PARAMS", sa.Text(), nullable=True),
        sa.Column("CREATED_BY_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_recurring_invoice_invoice", "crm_recurring_invoice", ["INVOICE_ID"], unique=False)


def downgrade() -> None:
    op.drop_table("crm_recurring_invoice")
