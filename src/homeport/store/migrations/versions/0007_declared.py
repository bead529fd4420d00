"""Which record of the portal each key of a declared file is."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "portal_declared",
        sa.Column("KIND", sa.Text(), nullable=False),
        sa.Column("KEY", sa.Text(), nullable=False),
        sa.Column("IDENTITY", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("KIND", "KEY"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("portal_declared")
