"""Who has launched which application; placements are looked up by their codes."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "portal_launch",
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("APP_ID", "USER_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("portal_placement_code", "portal_placement", ["PLACEMENT"])


def downgrade() -> None:
    op.drop_index("portal_placement_code", table_name="portal_placement")
    op.drop_table("portal_launch")
