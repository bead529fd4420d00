"""User fields: what they are, their lists, and their values."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "user_field",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("ENTITY_ID", sa.Text(), nullable=False),
        sa.Column("FIELD_NAME", sa.Text(), nullable=False),
        sa.Column("USER_TYPE_ID", sa.Text(), nullable=False),
        sa.Column("XML_ID", sa.Text(), nullable=True),
        sa.Column("SORT", sa.Integer(), nullable=False),
        sa.Column("MULTIPLE", sa.Text(), nullable=False),
        sa.Column("MANDATORY", sa.Text(), nullable=False),
        sa.Column("SHOW_FILTER", sa.Text(), nullable=False),
        sa.Column("SHOW_IN_LIST", sa.Text(), nullable=False),
        sa.Column("EDIT_IN_LIST", sa.Text(), nullable=False),
        sa.Column("IS_SEARCHABLE", sa.Text(), nullable=False),
        sa.Column("SETTINGS", sa.Text(), nullable=False),
        sa.Column("LABELS", sa.Text(), nullable=False),
        sa.Column("SLOT", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("ENTITY_ID", "FIELD_NAME"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "user_field_item",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("FIELD_ID", sa.Integer(), nullable=False),
        sa.Column("VALUE", sa.Text(), nullable=False),
        sa.Column("SORT", sa.Integer(), nullable=False),
        sa.Column("DEF", sa.Text(), nullable=False),
        sa.Column("XML_ID", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("FIELD_ID", "XML_ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "user_field_slot",
        sa.Column("TABLE_NAME", sa.Text(), nullable=False),
        sa.Column("SLOT", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("TABLE_NAME", "SLOT"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "user_field_value",
        sa.Column("FIELD_ID", sa.Integer(), nullable=False),
        sa.Column("RECORD_ID", sa.Integer(), nullable=False),
        sa.Column("POSITION", sa.Integer(), nullable=False),
        sa.Column("TEXT", sa.Text(), nullable=True),
        sa.Column("NUMBER", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("FIELD_ID", "RECORD_ID", "POSITION"),
        sqlite_with_rowid=False,
    )
    op.create_index("user_field_value_number", "user_field_value", ["FIELD_ID", "NUMBER"], unique=False)
    op.create_index("user_field_value_text", "user_field_value", ["FIELD_ID", "TEXT"], unique=False)


def downgrade() -> None:
    op.drop_index("user_field_value_text", table_name="user_field_value")
    op.drop_index("user_field_value_number", table_name="user_field_value")
    op.drop_table("user_field_value")
    op.drop_table("user_field_slot")
    op.drop_table("user_field_item")
    op.drop_table("user_field")
