"""Public links of files and folders may ask for a password, end, and be made anew once they are revoked."""

import sqlalchemy as sa
from alembic import op

revision = "0100"
down_revision = "0095"


def upgrade() -> None:
    op.add_column("disk_link", sa.Column("PASSWORD", sa.Text(), nullable=True))
    op.add_column("disk_link", sa.Column("EXPIRES", sa.Text(), nullable=True))
    op.add_column("disk_link", sa.Column("TURN", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    for name in ("TURN", "EXPIRES", "PASSWORD"):
        op.drop_column("disk_link", name)
