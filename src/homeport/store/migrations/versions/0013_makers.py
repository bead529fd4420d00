"""Which application made an activity of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("crm_activity", sa.Column("CLIENT_ID", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("crm_activity", "CLIENT_ID")
