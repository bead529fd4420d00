"""What people say of themselves in the messenger."""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"


def upgrade() -> None:
    op.create_table(
        "im_status",
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("STATUS", sa.Text()),
        sa.Column("IDLE", sa.Text()),
        sa.PrimaryKeyConstraint("USER_ID"),
    )


def downgrade() -> None:
    op.drop_table("im_status")
