"""Fields that hold files have their numbers: of contacts, companies, products, warehouses, groups and users."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"

# what was a text named no file: there were none
TEXTS = (
    ("crm_contact", "PHOTO"),
    ("crm_company", "LOGO"),
    ("catalog_product", "DETAIL_PICTURE"),
    ("catalog_product", "PREVIEW_PICTURE"),
    ("catalog_store", "IMAGE_ID"),
)
NEW = (
    ("sonet_group", "IMAGE_ID"),
    ("portal_user", "PERSONAL_PHOTO"),
    ("portal_user", "WORK_LOGO"),
    ("file", "WIDTH"),
    ("file", "HEIGHT"),
)


def upgrade() -> None:
    for table, column in TEXTS:
        op.drop_column(table, column)
    for table, column in (*TEXTS, *NEW):
        op.add_column(table, sa.Column(column, sa.Integer(), nullable=True))
    op.create_table(
        "catalog_product_image",
        sa.Column("ID", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("PRODUCT_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
    )
    op.create_index("catalog_product_image_product", "catalog_product_image", ["PRODUCT_ID"])


def downgrade() -> None:
    op.drop_table("catalog_product_image")
    for table, column in (*TEXTS, *NEW):
        op.drop_column(table, column)
    for table, column in TEXTS:
        op.add_column(table, sa.Column(column, sa.Text(), nullable=True))
