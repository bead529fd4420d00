"""Polls know the request that made them."""

import sqlalchemy as sa
from alembic import op

revision = "0091"
down_revision = "0090"


def upgrade() -> None:
    op.add_column("vote_poll", sa.Column("TEMPLATE_ID", sa.Text()))
    op.create_index("vote_poll_of_request", "vote_poll", ["AUTHOR_ID", "TEMPLATE_ID"])


def downgrade() -> None:
    op.drop_index("vote_poll_of_request", "vote_poll")
    op.drop_column("vote_poll", "TEMPLATE_ID")
