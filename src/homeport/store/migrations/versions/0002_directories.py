"""Directories, pipelines, smart processes, multifields and lists."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = ("crm_category", "crm_multifield", "crm_record_list", "crm_status", "crm_type", "crm_type_relation")


def upgrade() -> None:
    op.create_table(
        "crm_category",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("ENTITY_TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("SORT", sa.Integer(), nullable=False),
        sa.Column("IS_DEFAULT", sa.Text(), nullable=False),
        sa.Column("ORIGIN_ID", sa.Text(), nullable=True),
        sa.Column("ORIGINATOR_ID", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_category_type", "crm_category", ["ENTITY_TYPE_ID", "SORT"], unique=False)
    op.create_table(
        "crm_multifield",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("ENTITY_TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("ENTITY_ID", sa.Integer(), nullable=False),
        sa.Column("TYPE_ID", sa.Text(), nullable=False),
        sa.Column("VALUE_TYPE", sa.Text(), nullable=False),
        sa.Column("VALUE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_multifield_record", "crm_multifield", ["ENTITY_TYPE_ID", "ENTITY_ID"], unique=False)
    op.create_index("crm_multifield_value", "crm_multifield", ["TYPE_ID", "VALUE"], unique=False)
    op.create_table(
        "crm_record_list",
        sa.Column("ENTITY_TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("ENTITY_ID", sa.Integer(), nullable=False),
        sa.Column("FIELD", sa.Text(), nullable=False),
        sa.Column("POSITION", sa.Integer(), nullable=False),
        sa.Column("VALUE", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ENTITY_TYPE_ID", "ENTITY_ID", "FIELD", "POSITION"),
        sqlite_with_rowid=False,
    )
    op.create_index("crm_record_list_value", "crm_record_list", ["FIELD", "VALUE", "ENTITY_TYPE_ID"], unique=False)
    op.create_table(
        "crm_status",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("ENTITY_ID", sa.Text(), nullable=False),
        sa.Column("STATUS_ID", sa.Text(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("NAME_INIT", sa.Text(), nullable=True),
        sa.Column("SORT", sa.Integer(), nullable=False),
        sa.Column("SYSTEM", sa.Text(), nullable=False),
        sa.Column("CATEGORY_ID", sa.Integer(), nullable=True),
        sa.Column("COLOR", sa.Text(), nullable=True),
        sa.Column("SEMANTICS", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("ENTITY_ID", "STATUS_ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "crm_type",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TITLE", sa.Text(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.Column("CREATED_BY", sa.Integer(), nullable=False),
        sa.Column("ENTITY_TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("CUSTOM_SECTION_ID", sa.Integer(), nullable=True),
        sa.Column("IS_CATEGORIES_ENABLED", sa.Text(), nullable=False),
        sa.Column("IS_STAGES_ENABLED", sa.Text(), nullable=False),
        sa.Column("IS_BEGIN_CLOSE_DATES_ENABLED", sa.Text(), nullable=False),
        sa.Column("IS_CLIENT_ENABLED", sa.Text(), nullable=False),
        sa.Column("IS_USE_IN_USERFIELD_ENABLED", sa.Text(), nullable=False),
        sa.Column("IS_LINK_WITH_PRODUCTS_ENABLED", sa.Text(), nullable=False),
        sa.Column("IS_MYCOMPANY_ENABLED", sa.Text(), nullable=False),
        sa.Column("IS_DOCUMENTS_ENABLED", sa.Text(), nullable=False),
        sa.Column("IS_SOURCE_ENABLED", sa.Text(), nullable=False),
        sa.Column("IS_OBSERVERS_ENABLED", sa.Text(), nullable=False),
        sa.Column("IS_RECYCLEBIN_ENABLED", sa.Text(), nullable=False),
        sa.Column("IS_AUTOMATION_ENABLED", sa.Text(), nullable=False),
        sa.Column("IS_BIZ_PROC_ENABLED", sa.Text(), nullable=False),
        sa.Column("IS_SET_OPEN_PERMISSIONS", sa.Text(), nullable=False),
        sa.Column("IS_PAYMENTS_ENABLED", sa.Text(), nullable=False),
        sa.Column("IS_COUNTERS_ENABLED", sa.Text(), nullable=False),
        sa.Column("CREATED_TIME", sa.Text(), nullable=False),
        sa.Column("UPDATED_TIME", sa.Text(), nullable=False),
        sa.Column("UPDATED_BY", sa.Integer(), nullable=False),
        sa.Column("LINKED_USER_FIELDS", sa.Text(), nullable=False),
        sa.Column("LAST_ITEM_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("ENTITY_TYPE_ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "crm_type_relation",
        sa.Column("PARENT_TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("CHILD_TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("IS_CHILDREN_LIST_ENABLED", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("PARENT_TYPE_ID", "CHILD_TYPE_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("crm_type_relation_child", "crm_type_relation", ["CHILD_TYPE_ID"], unique=False)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
