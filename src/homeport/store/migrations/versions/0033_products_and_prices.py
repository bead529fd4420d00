"""Products and prices. Portals that there are already get the base type of prices."""

import sqlalchemy as sa
from alembic import op

from homeport.store.migrations.rows import add

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    op.create_table(
        "catalog_price",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("PRODUCT_ID", sa.Integer(), nullable=True),
        sa.Column("CATALOG_GROUP_ID", sa.Integer(), nullable=True),
        sa.Column("PRICE", sa.Float(), nullable=True),
        sa.Column("PRICE_SCALE", sa.Float(), nullable=True),
        sa.Column("CURRENCY", sa.Text(), nullable=True),
        sa.Column("QUANTITY_FROM", sa.Integer(), nullable=True),
        sa.Column("QUANTITY_TO", sa.Integer(), nullable=True),
        sa.Column("EXTRA_ID", sa.Integer(), nullable=True),
        sa.Column("TIMESTAMP_X", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("catalog_price_product", "catalog_price", ["PRODUCT_ID", "CATALOG_GROUP_ID"], unique=False)
    op.create_index("catalog_price_type_of", "catalog_price", ["CATALOG_GROUP_ID"], unique=False)
    op.create_table(
        "catalog_price_type",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=True),
        sa.Column("BASE", sa.Text(), nullable=True),
        sa.Column("SORT", sa.Integer(), nullable=True),
        sa.Column("XML_ID", sa.Text(), nullable=True),
        sa.Column("TIMESTAMP_X", sa.Text(), nullable=True),
        sa.Column("MODIFIED_BY", sa.Integer(), nullable=True),
        sa.Column("DATE_CREATE", sa.Text(), nullable=True),
        sa.Column("CREATED_BY", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "catalog_product",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("CATALOG_ID", sa.Integer(), nullable=True),
        sa.Column("NAME", sa.Text(), nullable=True),
        sa.Column("ACTIVE", sa.Text(), nullable=True),
        sa.Column("AVAILABLE", sa.Text(), nullable=True),
        sa.Column("BUNDLE", sa.Text(), nullable=True),
        sa.Column("CODE", sa.Text(), nullable=True),
        sa.Column("XML_ID", sa.Text(), nullable=True),
        sa.Column("SORT", sa.Integer(), nullable=True),
        sa.Column("SECTION_ID", sa.Integer(), nullable=True),
        sa.Column("CREATED_BY", sa.Integer(), nullable=True),
        sa.Column("MODIFIED_BY", sa.Integer(), nullable=True),
        sa.Column("DATE_CREATE", sa.Text(), nullable=True),
        sa.Column("TIMESTAMP_X", sa.Text(), nullable=True),
        sa.Column("DATE_ACTIVE_FROM", sa.Text(), nullable=True),
        sa.Column("DATE_ACTIVE_TO", sa.Text(), nullable=True),
        sa.Column("DESCRIPTION", sa.Text(), nullable=True),
        sa.Column("DESCRIPTION_TYPE", sa.Text(), nullable=True),
        sa.Column("PREVIEW_TEXT", sa.Text(), nullable=True),
        sa.Column("PREVIEW_TEXT_TYPE", sa.Text(), nullable=True),
        sa.Column("DETAIL_PICTURE", sa.Text(), nullable=True),
        sa.Column("PREVIEW_PICTURE", sa.Text(), nullable=True),
        sa.Column("VAT_ID", sa.Integer(), nullable=True),
        sa.Column("VAT_INCLUDED", sa.Text(), nullable=True),
        sa.Column("TYPE", sa.Integer(), nullable=True),
        sa.Column("MEASURE", sa.Integer(), nullable=True),
        sa.Column("CAN_BUY_ZERO", sa.Text(), nullable=True),
        sa.Column("HEIGHT", sa.Float(), nullable=True),
        sa.Column("LENGTH", sa.Float(), nullable=True),
        sa.Column("WEIGHT", sa.Float(), nullable=True),
        sa.Column("WIDTH", sa.Float(), nullable=True),
        sa.Column("PURCHASING_PRICE", sa.Float(), nullable=True),
        sa.Column("PURCHASING_CURRENCY", sa.Text(), nullable=True),
        sa.Column("QUANTITY", sa.Float(), nullable=True),
        sa.Column("SUBSCRIBE", sa.Text(), nullable=True),
        sa.Column("QUANTITY_RESERVED", sa.Float(), nullable=True),
        sa.Column("QUANTITY_TRACE", sa.Text(), nullable=True),
        sa.Column("NEGATIVE_AMOUNT_TRACE", sa.Text(), nullable=True),
        sa.Column("PRICE_TYPE", sa.Text(), nullable=True),
        sa.Column("BARCODE_MULTI", sa.Text(), nullable=True),
        sa.Column("RECUR_SCHEME_LENGTH", sa.Integer(), nullable=True),
        sa.Column("RECUR_SCHEME_TYPE", sa.Text(), nullable=True),
        sa.Column("TRIAL_PRICE_ID", sa.Integer(), nullable=True),
        sa.Column("WITHOUT_ORDER", sa.Text(), nullable=True),
        sa.Column("KIND", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("catalog_product_code", "catalog_product", ["CODE"], unique=False)
    op.create_index("catalog_product_place", "catalog_product", ["CATALOG_ID", "KIND"], unique=False)
    op.create_index("catalog_product_section", "catalog_product", ["SECTION_ID"], unique=False)
    op.create_table(
        "catalog_product_in_section",
        sa.Column("PRODUCT_ID", sa.Integer(), nullable=False),
        sa.Column("SECTION_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("PRODUCT_ID", "SECTION_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("catalog_product_in_section_other", "catalog_product_in_section", ["SECTION_ID"], unique=False)
    op.create_table(
        "catalog_rounding_rule",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("CATALOG_GROUP_ID", sa.Integer(), nullable=True),
        sa.Column("PRICE", sa.Float(), nullable=True),
        sa.Column("ROUND_TYPE", sa.Integer(), nullable=True),
        sa.Column("ROUND_PRECISION", sa.Float(), nullable=True),
        sa.Column("CREATED_BY", sa.Integer(), nullable=True),
        sa.Column("MODIFIED_BY", sa.Integer(), nullable=True),
        sa.Column("DATE_CREATE", sa.Text(), nullable=True),
        sa.Column("DATE_MODIFY", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    if op.get_bind().execute(sa.text('SELECT "CURRENCY_ID" FROM portal')).scalar() is None:
        return  # a new file: whoever makes the portal writes it
    moment = "2026-01-01 00:00:00"
    row = {"NAME": "BASE", "BASE": "Y", "SORT": 100, "XML_ID": "BASE", "TIMESTAMP_X": moment, "DATE_CREATE": moment}
    add(op.get_bind(), "catalog_price_type", {**row, "MODIFIED_BY": 1, "CREATED_BY": 1})


def downgrade() -> None:
    op.drop_table("catalog_rounding_rule")
    op.drop_table("catalog_product_in_section")
    op.drop_table("catalog_product")
    op.drop_table("catalog_price_type")
    op.drop_table("catalog_price")
