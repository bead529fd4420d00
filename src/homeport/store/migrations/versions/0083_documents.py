"""Templates and documents, what they are made with, errands and public links."""

import sqlalchemy as sa
from alembic import op

revision = "0083"
down_revision = "0082"


def upgrade() -> None:
    op.create_table(
        "docgen_counter",
        sa.Column("NUMERATOR_ID", sa.Integer(), nullable=False),
        sa.Column("PERIOD", sa.Text(), nullable=False),
        sa.Column("LAST", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("NUMERATOR_ID", "PERIOD"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "docgen_document",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TITLE", sa.Text(), nullable=True),
        sa.Column("NUMBER", sa.Text(), nullable=True),
        sa.Column("TEMPLATE_ID", sa.Integer(), nullable=True),
        sa.Column("PROVIDER", sa.Text(), nullable=True),
        sa.Column("VALUE", sa.Text(), nullable=True),
        sa.Column("ENTITY_TYPE_ID", sa.Integer(), nullable=True),
        sa.Column("ENTITY_ID", sa.Integer(), nullable=True),
        sa.Column("FILE_ID", sa.Integer(), nullable=True),
        sa.Column("IMAGE_ID", sa.Integer(), nullable=True),
        sa.Column("PDF_ID", sa.Integer(), nullable=True),
        sa.Column("CREATE_TIME", sa.Text(), nullable=True),
        sa.Column("UPDATE_TIME", sa.Text(), nullable=True),
        sa.Column("VALUES", sa.Text(), nullable=True),
        sa.Column("CREATED_BY", sa.Integer(), nullable=True),
        sa.Column("UPDATED_BY", sa.Integer(), nullable=True),
        sa.Column("MODULE_ID", sa.Text(), nullable=False),
        sa.Column("STAMPS", sa.Text(), nullable=False),
        sa.Column("HAS_STAMPS", sa.Text(), nullable=False),
        sa.Column("FIELDS", sa.Text(), nullable=False),
        sa.Column("DISK_OBJECT_ID", sa.Integer(), nullable=True),
        sa.Column("LINKS", sa.Integer(), nullable=False),
        sa.Column("IS_SHARED", sa.Text(), nullable=False),
        sa.Column("VIEWED", sa.Text(), nullable=True),
        sa.Column("STATE", sa.Text(), nullable=False),
        sa.Column("TROUBLE", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("docgen_document_entity", "docgen_document", ["ENTITY_TYPE_ID", "ENTITY_ID", "ID"])
    op.create_index("docgen_document_module", "docgen_document", ["MODULE_ID", "ID"])
    op.create_index("docgen_document_template", "docgen_document", ["TEMPLATE_ID"])
    op.create_table(
        "docgen_template",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("ACTIVE", sa.Text(), nullable=True),
        sa.Column("NAME", sa.Text(), nullable=True),
        sa.Column("CODE", sa.Text(), nullable=True),
        sa.Column("REGION", sa.Text(), nullable=True),
        sa.Column("SORT", sa.Integer(), nullable=True),
        sa.Column("CREATE_TIME", sa.Text(), nullable=True),
        sa.Column("UPDATE_TIME", sa.Text(), nullable=True),
        sa.Column("CREATED_BY", sa.Integer(), nullable=True),
        sa.Column("UPDATED_BY", sa.Integer(), nullable=True),
        sa.Column("MODULE_ID", sa.Text(), nullable=True),
        sa.Column("FILE_ID", sa.Integer(), nullable=True),
        sa.Column("BODY_TYPE", sa.Text(), nullable=True),
        sa.Column("NUMERATOR_ID", sa.Integer(), nullable=True),
        sa.Column("WITH_STAMPS", sa.Text(), nullable=True),
        sa.Column("PRODUCTS_TABLE_VARIANT", sa.Text(), nullable=True),
        sa.Column("IS_DELETED", sa.Text(), nullable=True),
        sa.Column("IS_DEFAULT", sa.Text(), nullable=True),
        sa.Column("IS_HIDDEN", sa.Text(), server_default="N", nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("docgen_template_module", "docgen_template", ["MODULE_ID", "IS_DELETED", "ID"])
    op.create_table(
        "docgen_template_source",
        sa.Column("TEMPLATE_ID", sa.Integer(), nullable=False),
        sa.Column("POSITION", sa.Integer(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("TEMPLATE_ID", "POSITION"),
        sqlite_with_rowid=False,
    )
    op.create_index("docgen_template_source_code", "docgen_template_source", ["CODE", "TEMPLATE_ID"])
    op.create_table(
        "docgen_template_user",
        sa.Column("TEMPLATE_ID", sa.Integer(), nullable=False),
        sa.Column("POSITION", sa.Integer(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("TEMPLATE_ID", "POSITION"),
        sqlite_with_rowid=False,
    )
    op.create_index("docgen_template_user_code", "docgen_template_user", ["CODE", "TEMPLATE_ID"])
    op.create_table(
        "portal_errand",
        sa.Column("KIND", sa.Text(), nullable=False),
        sa.Column("ROW_ID", sa.Integer(), nullable=False),
        sa.Column("AT", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("KIND", "ROW_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("portal_errand_at", "portal_errand", ["AT"])
    op.create_table(
        "public_link",
        sa.Column("SLUG", sa.Text(), nullable=False),
        sa.Column("KIND", sa.Text(), nullable=False),
        sa.Column("ROW_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("SLUG"),
        sqlite_with_rowid=False,
    )
    op.create_index("public_link_row", "public_link", ["KIND", "ROW_ID"])


def downgrade() -> None:
    for table in (
        "public_link",
        "portal_errand",
        "docgen_template_user",
        "docgen_template_source",
        "docgen_template",
        "docgen_document",
        "docgen_counter",
    ):
        op.drop_table(table)
