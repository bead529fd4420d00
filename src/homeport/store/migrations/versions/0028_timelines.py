"""What timelines show: log entries, notes, pins, pictures, blocks of applications."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.create_table(
        "crm_timeline_blocks",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("ITEM_TYPE", sa.Integer(), nullable=False),
        sa.Column("ITEM_ID", sa.Integer(), nullable=False),
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.Column("LAYOUT", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_timeline_blocks_item", "crm_timeline_blocks", ["ITEM_TYPE", "ITEM_ID", "APP_ID"], unique=True)
    op.create_table(
        "crm_timeline_note",
        sa.Column("ITEM_TYPE", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ITEM_ID", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("TEXT", sa.Text(), nullable=False),
        sa.Column("CREATED_BY", sa.Integer(), nullable=False),
        sa.Column("CREATED", sa.Text(), nullable=False),
        sa.Column("UPDATED_BY", sa.Integer(), nullable=False),
        sa.Column("UPDATED", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ITEM_TYPE", "ITEM_ID"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "crm_timeline_picture",
        sa.Column("KIND", sa.Text(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.Column("KEY", sa.Text(), nullable=False),
        sa.Column("CONTENT", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("KIND", "CODE"),
        sqlite_with_rowid=False,
    )
    op.create_index("crm_timeline_picture_key", "crm_timeline_picture", ["KEY"], unique=True)
    op.add_column("crm_timeline", sa.Column("TITLE", sa.Text(), nullable=True))
    op.add_column("crm_timeline", sa.Column("ICON", sa.Text(), nullable=True))
    op.add_column("crm_timeline", sa.Column("CLIENT_ID", sa.Text(), nullable=True))
    op.add_column("crm_timeline_binding", sa.Column("PINNED", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("crm_timeline_binding", "PINNED")
    op.drop_column("crm_timeline", "CLIENT_ID")
    op.drop_column("crm_timeline", "ICON")
    op.drop_column("crm_timeline", "TITLE")
    op.drop_index("crm_timeline_picture_key", table_name="crm_timeline_picture")
    op.drop_table("crm_timeline_picture")
    op.drop_table("crm_timeline_note")
    op.drop_index("crm_timeline_blocks_item", table_name="crm_timeline_blocks")
    op.drop_table("crm_timeline_blocks")
