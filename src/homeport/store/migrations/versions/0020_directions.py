"""When pipelines were made, and whether they are locked: the old methods tell of both."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column("crm_category", sa.Column("CREATED_DATE", sa.Text(), nullable=True))
    op.add_column("crm_category", sa.Column("IS_LOCKED", sa.Text(), nullable=False, server_default="N"))


def downgrade() -> None:
    op.drop_column("crm_category", "IS_LOCKED")
    op.drop_column("crm_category", "CREATED_DATE")
