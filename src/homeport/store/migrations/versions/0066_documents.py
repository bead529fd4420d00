"""Documents of the inventory, the stock that they move, markups, and groups of types of prices."""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"


def upgrade() -> None:
    op.create_table(
        "catalog_document",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("DOC_TYPE", sa.Text(), nullable=True),
        sa.Column("DOC_NUMBER", sa.Text(), nullable=True),
        sa.Column("TITLE", sa.Text(), nullable=True),
        sa.Column("SITE_ID", sa.Text(), nullable=True),
        sa.Column("RESPONSIBLE_ID", sa.Integer(), nullable=True),
        sa.Column("CREATED_BY", sa.Integer(), nullable=True),
        sa.Column("MODIFIED_BY", sa.Integer(), nullable=True),
        sa.Column("STATUS", sa.Text(), nullable=True),
        sa.Column("STATUS_BY", sa.Integer(), nullable=True),
        sa.Column("DATE_STATUS", sa.Text(), nullable=True),
        sa.Column("DATE_CREATE", sa.Text(), nullable=True),
        sa.Column("DATE_MODIFY", sa.Text(), nullable=True),
        sa.Column("DATE_DOCUMENT", sa.Text(), nullable=True),
        sa.Column("CURRENCY", sa.Text(), nullable=True),
        sa.Column("TOTAL", sa.Float(), nullable=True),
        sa.Column("COMMENTARY", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("catalog_document_type", "catalog_document", ["DOC_TYPE", "STATUS"], unique=False)
    op.create_table(
        "catalog_document_contractor",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("DOCUMENT_ID", sa.Integer(), nullable=True),
        sa.Column("ENTITY_TYPE_ID", sa.Integer(), nullable=True),
        sa.Column("ENTITY_ID", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("DOCUMENT_ID", "ENTITY_TYPE_ID", "ENTITY_ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "catalog_document_element",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("DOC_ID", sa.Integer(), nullable=True),
        sa.Column("ELEMENT_ID", sa.Integer(), nullable=True),
        sa.Column("STORE_FROM", sa.Integer(), nullable=True),
        sa.Column("STORE_TO", sa.Integer(), nullable=True),
        sa.Column("AMOUNT", sa.Float(), nullable=True),
        sa.Column("PURCHASING_PRICE", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("catalog_document_element_document", "catalog_document_element", ["DOC_ID"], unique=False)
    op.create_index("catalog_document_element_product", "catalog_document_element", ["ELEMENT_ID"], unique=False)
    op.create_table(
        "catalog_extra",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=True),
        sa.Column("PERCENTAGE", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "catalog_price_type_group",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("CATALOG_GROUP_ID", sa.Integer(), nullable=True),
        sa.Column("GROUP_ID", sa.Integer(), nullable=True),
        sa.Column("ACCESS", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("CATALOG_GROUP_ID", "GROUP_ID", "ACCESS"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "catalog_store_product",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("PRODUCT_ID", sa.Integer(), nullable=True),
        sa.Column("STORE_ID", sa.Integer(), nullable=True),
        sa.Column("AMOUNT", sa.Float(), nullable=True),
        sa.Column("QUANTITY_RESERVED", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("PRODUCT_ID", "STORE_ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("catalog_store_product_store", "catalog_store_product", ["STORE_ID"], unique=False)


def downgrade() -> None:
    op.drop_index("catalog_store_product_store", table_name="catalog_store_product")
    op.drop_table("catalog_store_product")
    op.drop_table("catalog_price_type_group")
    op.drop_table("catalog_extra")
    op.drop_index("catalog_document_element_product", table_name="catalog_document_element")
    op.drop_index("catalog_document_element_document", table_name="catalog_document_element")
    op.drop_table("catalog_document_element")
    op.drop_table("catalog_document_contractor")
    op.drop_index("catalog_document_type", table_name="catalog_document")
    op.drop_table("catalog_document")
