"""Entries of timelines, and the records that they are shown under."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "crm_timeline",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("KIND", sa.Text(), nullable=False),
        sa.Column("CREATED", sa.Text(), nullable=False),
        sa.Column("AUTHOR_ID", sa.Integer(), nullable=False),
        sa.Column("COMMENT", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "crm_timeline_binding",
        sa.Column("ENTRY_ID", sa.Integer(), nullable=False),
        sa.Column("POSITION", sa.Integer(), nullable=False),
        sa.Column("OWNER_TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("OWNER_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ENTRY_ID", "POSITION"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "crm_timeline_binding_owner", "crm_timeline_binding", ["OWNER_TYPE_ID", "OWNER_ID", "ENTRY_ID"], unique=True
    )


def downgrade() -> None:
    op.drop_table("crm_timeline_binding")
    op.drop_table("crm_timeline")
