"""Storages of applications with sections and items; blocks that are made as time goes on."""

import sqlalchemy as sa
from alembic import op

revision = "0094"
down_revision = "0093"

MADE = "TIMESTAMP_X DATE_CREATE CREATED_BY MODIFIED_BY ACTIVE SORT NAME"
NUMBERS = (
    "CREATED_BY", "MODIFIED_BY", "SORT", "PICTURE", "DETAIL_PICTURE", "PREVIEW_PICTURE", "LEFT_MARGIN", "RIGHT_MARGIN",
    "DEPTH_LEVEL", "SECTION",
)  # fmt: skip
TABLES = {
    "entity_section": f"{MADE} CODE PICTURE DETAIL_PICTURE DESCRIPTION LEFT_MARGIN RIGHT_MARGIN DEPTH_LEVEL SECTION",
    "entity_item": f"{MADE} CODE DATE_ACTIVE_FROM DATE_ACTIVE_TO PREVIEW_PICTURE PREVIEW_TEXT DETAIL_PICTURE "
    "DETAIL_TEXT SECTION",
}
INDEXES = {
    "entity_section_of": ("entity_section", ["BLOCK_ID", "SORT", "NAME", "ID"]),
    "entity_section_parent": ("entity_section", ["SECTION"]),
    "entity_item_of": ("entity_item", ["BLOCK_ID", "ID"]),
    "entity_item_active": ("entity_item", ["BLOCK_ID", "DATE_ACTIVE_FROM", "ID"]),
    "entity_item_section": ("entity_item", ["SECTION"]),
}


def upgrade() -> None:
    op.create_table(
        "iblock_block",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("OWNER", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "entity_storage",
        sa.Column("ID", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("APP_ID", "CODE"),
    )
    op.create_table(
        "entity_right",
        sa.Column("STORAGE_ID", sa.Integer(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.Column("POSITION", sa.Integer(), nullable=False),
        sa.Column("LEVEL", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("STORAGE_ID", "CODE"),
        sqlite_with_rowid=False,
    )
    for table, names in TABLES.items():
        op.create_table(
            table,
            sa.Column("ID", sa.Integer(), nullable=False),
            *(sa.Column(name, sa.Integer() if name in NUMBERS else sa.Text(), nullable=True) for name in names.split()),
            sa.Column("BLOCK_ID", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("ID"),
            sqlite_autoincrement=True,
        )
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)


def downgrade() -> None:
    for table in ("entity_item", "entity_section", "entity_right", "entity_storage", "iblock_block"):
        op.drop_table(table)
