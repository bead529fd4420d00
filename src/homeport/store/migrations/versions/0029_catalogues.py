"""Catalogues and their sections. Portals that there are already get the usual catalogues."""

import sqlalchemy as sa
from alembic import op

from homeport.store.migrations.rows import add

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "catalog_catalog",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("ORIGINATOR_ID", sa.Text(), nullable=True),
        sa.Column("ORIGIN_ID", sa.Text(), nullable=True),
        sa.Column("XML_ID", sa.Text(), nullable=True),
        sa.Column("IBLOCK_ID", sa.Integer(), nullable=False),
        sa.Column("IBLOCK_TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("LID", sa.Text(), nullable=False),
        sa.Column("PRODUCT_IBLOCK_ID", sa.Integer(), nullable=True),
        sa.Column("SKU_PROPERTY_ID", sa.Integer(), nullable=True),
        sa.Column("SUBSCRIPTION", sa.Text(), nullable=False),
        sa.Column("VAT_ID", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "catalog_section",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("CATALOG_ID", sa.Integer(), nullable=True),
        sa.Column("SECTION_ID", sa.Integer(), nullable=True),
        sa.Column("NAME", sa.Text(), nullable=True),
        sa.Column("XML_ID", sa.Text(), nullable=True),
        sa.Column("CODE", sa.Text(), nullable=True),
        sa.Column("SORT", sa.Integer(), nullable=True),
        sa.Column("ACTIVE", sa.Text(), nullable=True),
        sa.Column("DESCRIPTION", sa.Text(), nullable=True),
        sa.Column("DESCRIPTION_TYPE", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("catalog_section_parent", "catalog_section", ["SECTION_ID"], unique=False)
    op.create_index("catalog_section_catalog", "catalog_section", ["CATALOG_ID"], unique=False)
    op.create_index("catalog_section_code", "catalog_section", ["CODE"], unique=False)
    if op.get_bind().execute(sa.text('SELECT "CURRENCY_ID" FROM portal')).scalar() is None:
        return  # a new file: whoever makes the portal writes them
    alike = {"IBLOCK_TYPE_ID": 0, "LID": "s1", "SUBSCRIPTION": "N"}
    for number, name, products in ((1, "Products", None), (2, "Product variations", 1)):
        add(
            op.get_bind(),
            "catalog_catalog",
            {"NAME": name, "IBLOCK_ID": number, "PRODUCT_IBLOCK_ID": products, **alike},
        )


def downgrade() -> None:
    op.drop_table("catalog_section")
    op.drop_table("catalog_catalog")
