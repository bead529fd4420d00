"""The layout of cards."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.create_table(
        "crm_card",
        sa.Column("TYPE_ID", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("VARIANT", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("USER_ID", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("SECTIONS", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("TYPE_ID", "VARIANT", "USER_ID"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("crm_card")
