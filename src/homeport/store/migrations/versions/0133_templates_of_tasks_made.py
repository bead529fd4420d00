"""Of which template a task was made."""

import sqlalchemy as sa
from alembic import op

revision = "0133"
down_revision = "0132"


def upgrade() -> None:
    op.add_column("task", sa.Column("FORKED_BY_TEMPLATE_ID", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("task", "FORKED_BY_TEMPLATE_ID")
