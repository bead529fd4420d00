"""Rows of goods of records."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_table(
        "crm_product_row",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("OWNER_ID", sa.Integer(), nullable=True),
        sa.Column("PRODUCT_ID", sa.Integer(), nullable=True),
        sa.Column("PRODUCT_NAME", sa.Text(), nullable=True),
        sa.Column("PRODUCT_DESCRIPTION", sa.Text(), nullable=True),
        sa.Column("PRICE", sa.Float(), nullable=True),
        sa.Column("PRICE_ACCOUNT", sa.Float(), nullable=True),
        sa.Column("PRICE_EXCLUSIVE", sa.Float(), nullable=True),
        sa.Column("PRICE_NETTO", sa.Float(), nullable=True),
        sa.Column("PRICE_BRUTTO", sa.Float(), nullable=True),
        sa.Column("QUANTITY", sa.Float(), nullable=True),
        sa.Column("DISCOUNT_TYPE_ID", sa.Integer(), nullable=True),
        sa.Column("DISCOUNT_RATE", sa.Float(), nullable=True),
        sa.Column("DISCOUNT_SUM", sa.Float(), nullable=True),
        sa.Column("TAX_RATE", sa.Float(), nullable=True),
        sa.Column("TAX_INCLUDED", sa.Text(), nullable=True),
        sa.Column("CUSTOMIZED", sa.Text(), nullable=True),
        sa.Column("MEASURE_CODE", sa.Integer(), nullable=True),
        sa.Column("MEASURE_NAME", sa.Text(), nullable=True),
        sa.Column("SORT", sa.Integer(), nullable=True),
        sa.Column("XML_ID", sa.Text(), nullable=True),
        sa.Column("TYPE", sa.Integer(), nullable=True),
        sa.Column("STORE_ID", sa.Integer(), nullable=True),
        sa.Column("OWNER_TYPE_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_product_row_owner", "crm_product_row", ["OWNER_TYPE_ID", "OWNER_ID"], unique=False)


def downgrade() -> None:
    op.drop_index("crm_product_row_owner", table_name="crm_product_row")
    op.drop_table("crm_product_row")
