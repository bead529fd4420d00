"""Warehouses, names of types of prices in other languages, and ratios of units."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.create_table(
        "catalog_store",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TITLE", sa.Text(), nullable=True),
        sa.Column("ACTIVE", sa.Text(), nullable=True),
        sa.Column("ADDRESS", sa.Text(), nullable=True),
        sa.Column("DESCRIPTION", sa.Text(), nullable=True),
        sa.Column("GPS_N", sa.Float(), nullable=True),
        sa.Column("GPS_S", sa.Float(), nullable=True),
        sa.Column("IMAGE_ID", sa.Text(), nullable=True),
        sa.Column("DATE_MODIFY", sa.Text(), nullable=True),
        sa.Column("DATE_CREATE", sa.Text(), nullable=True),
        sa.Column("USER_ID", sa.Integer(), nullable=True),
        sa.Column("MODIFIED_BY", sa.Integer(), nullable=True),
        sa.Column("PHONE", sa.Text(), nullable=True),
        sa.Column("SCHEDULE", sa.Text(), nullable=True),
        sa.Column("XML_ID", sa.Text(), nullable=True),
        sa.Column("SORT", sa.Integer(), nullable=True),
        sa.Column("EMAIL", sa.Text(), nullable=True),
        sa.Column("ISSUING_CENTER", sa.Text(), nullable=True),
        sa.Column("CODE", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "catalog_price_type_name",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("CATALOG_GROUP_ID", sa.Integer(), nullable=True),
        sa.Column("NAME", sa.Text(), nullable=True),
        sa.Column("LANG", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("CATALOG_GROUP_ID", "LANG"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "catalog_ratio",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("PRODUCT_ID", sa.Integer(), nullable=True),
        sa.Column("RATIO", sa.Float(), nullable=True),
        sa.Column("IS_DEFAULT", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("catalog_ratio_product", "catalog_ratio", ["PRODUCT_ID"], unique=False)


def downgrade() -> None:
    op.drop_table("catalog_ratio")
    op.drop_table("catalog_price_type_name")
    op.drop_table("catalog_store")
