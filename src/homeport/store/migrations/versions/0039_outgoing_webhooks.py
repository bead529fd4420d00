"""Outgoing webhooks, what a handler's calls go through in tests, and each attempt to deliver one."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"

HANDLER = "portal_event_handler"


def upgrade() -> None:
    op.create_table(
        "portal_outgoing_webhook",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TITLE", sa.Text(), nullable=False),
        sa.Column("URL", sa.Text(), nullable=False),
        sa.Column("CLIENT_ID", sa.Text(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("DATE_CREATE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("CLIENT_ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "portal_delivery",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("CALL_ID", sa.Integer(), nullable=False),
        sa.Column("SENT_AT", sa.Float(), nullable=False),
        sa.Column("SECONDS", sa.Float(), nullable=False),
        sa.Column("STATUS", sa.Integer(), nullable=False),
        sa.Column("OUTCOME", sa.Text(), nullable=False),
        sa.Column("REQUEST", sa.Text(), nullable=False),
        sa.Column("ANSWER", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("portal_delivery_call", "portal_delivery", ["CALL_ID"])
    op.add_column(HANDLER, sa.Column("WEBHOOK_ID", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(HANDLER, sa.Column("PAUSED", sa.Text(), nullable=False, server_default="N"))
    op.add_column(HANDLER, sa.Column("TROUBLE", sa.Text(), nullable=False, server_default=""))
    op.add_column("portal_outbox", sa.Column("TRIGGERED", sa.Text(), nullable=False, server_default="N"))
    op.create_index("portal_event_handler_webhook", HANDLER, ["WEBHOOK_ID"])


def downgrade() -> None:
    op.drop_index("portal_event_handler_webhook", table_name=HANDLER)
    op.drop_column("portal_outbox", "TRIGGERED")
    op.drop_column(HANDLER, "TROUBLE")
    op.drop_column(HANDLER, "PAUSED")
    op.drop_column(HANDLER, "WEBHOOK_ID")
    op.drop_table("portal_delivery")
    op.drop_table("portal_outgoing_webhook")
