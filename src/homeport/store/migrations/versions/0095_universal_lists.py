"""Universal lists with fields, sections and elements."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0095"
down_revision = "0094"

NUMBERS = (
    "SORT", "PICTURE", "SOCNET_GROUP_ID", "CREATED_BY", "MODIFIED_BY", "DETAIL_PICTURE", "PREVIEW_PICTURE",
    "LEFT_MARGIN", "RIGHT_MARGIN", "DEPTH_LEVEL", "IBLOCK_SECTION_ID",
)  # fmt: skip
MADE = "TIMESTAMP_X DATE_CREATE CREATED_BY MODIFIED_BY NAME SORT CODE IBLOCK_SECTION_ID"
TABLES = {
    "lists_section": f"{MADE} XML_ID ACTIVE GLOBAL_ACTIVE PICTURE DETAIL_PICTURE DESCRIPTION DESCRIPTION_TYPE "
    "LEFT_MARGIN RIGHT_MARGIN DEPTH_LEVEL",
    "lists_element": f"{MADE} ACTIVE_FROM ACTIVE_TO BP_PUBLISHED PREVIEW_PICTURE PREVIEW_TEXT PREVIEW_TEXT_TYPE "
    "DETAIL_PICTURE DETAIL_TEXT DETAIL_TEXT_TYPE",
}
INDEXES = {
    "lists_list_of_type": ("lists_list", ["IBLOCK_TYPE_ID", "SOCNET_GROUP_ID", "ID"]),
    "lists_list_code": ("lists_list", ["CODE"]),
    "lists_section_of": ("lists_section", ["BLOCK_ID", "SORT", "NAME", "ID"]),
    "lists_section_parent": ("lists_section", ["IBLOCK_SECTION_ID"]),
    "lists_element_of": ("lists_element", ["BLOCK_ID", "ID"]),
    "lists_element_code": ("lists_element", ["BLOCK_ID", "CODE"]),
    "lists_element_section": ("lists_element", ["IBLOCK_SECTION_ID"]),
}


def _columns(names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer() if name in NUMBERS else sa.Text(), nullable=True) for name in names.split()]


def upgrade() -> None:
    op.create_table(
        "lists_list",
        *_columns("TIMESTAMP_X IBLOCK_TYPE_ID CODE NAME SORT PICTURE DESCRIPTION BIZPROC SOCNET_GROUP_ID MESSAGES"),
        sa.Column("ID", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("ID"),
    )
    op.create_table(
        "lists_right",
        sa.Column("LIST_ID", sa.Integer(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.Column("LEVEL", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("LIST_ID", "CODE"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lists_field",
        sa.Column("LIST_ID", sa.Integer(), nullable=False),
        sa.Column("FIELD_ID", sa.Text(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("SORT", sa.Integer(), nullable=False),
        sa.Column("IS_REQUIRED", sa.Text(), nullable=False),
        sa.Column("DEFAULT_VALUE", sa.Text(), nullable=True),
        sa.Column("SETTINGS", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("LIST_ID", "FIELD_ID"),
        sqlite_with_rowid=False,
    )
    for table, names in TABLES.items():
        op.create_table(
            table,
            sa.Column("ID", sa.Integer(), nullable=False),
            *_columns(names),
            sa.Column("BLOCK_ID", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("ID"),
            sqlite_autoincrement=True,
        )
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)


def downgrade() -> None:
    for table in ("lists_element", "lists_section", "lists_field", "lists_right", "lists_list"):
        op.drop_table(table)
