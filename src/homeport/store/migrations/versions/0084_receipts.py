"""Receipts of payments."""

import sqlalchemy as sa
from alembic import op

revision = "0084"
down_revision = "0083"


def upgrade() -> None:
    op.create_table(
        "sale_receipt",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("PAYMENT_ID", sa.Integer(), nullable=False),
        sa.Column("CASHBOX_ID", sa.Integer(), nullable=False),
        sa.Column("UUID", sa.Text(), nullable=False),
        sa.Column("STATE", sa.Text(), nullable=False),
        sa.Column("CREATED", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("TROUBLE", sa.Text(), nullable=True),
        sa.Column("FISCAL", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("sale_receipt_cashbox", "sale_receipt", ["CASHBOX_ID"])
    op.create_index("sale_receipt_payment", "sale_receipt", ["PAYMENT_ID"])
    op.create_index("sale_receipt_uuid", "sale_receipt", ["UUID"])


def downgrade() -> None:
    op.drop_table("sale_receipt")
