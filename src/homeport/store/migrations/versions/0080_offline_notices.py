"""How often handlers are told that there is something to fetch, and when they were last."""

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0072"


def upgrade() -> None:
    op.add_column("portal_event_handler", sa.Column("MIN_TIMEOUT", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("portal_event_handler", sa.Column("NOTICE_AT", sa.Float(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("portal_event_handler", "NOTICE_AT")
    op.drop_column("portal_event_handler", "MIN_TIMEOUT")
