"""Which events applications are told of, and the subscription that each call is for."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "portal_event_handler",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.Column("EVENT", sa.Text(), nullable=False),
        sa.Column("URL", sa.Text(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("portal_event_handler_event", "portal_event_handler", ["EVENT"], unique=False)
    op.create_index("portal_event_handler_app", "portal_event_handler", ["APP_ID"], unique=False)
    op.add_column("portal_outbox", sa.Column("HANDLER_ID", sa.Integer(), nullable=False, server_default="0"))
    op.drop_index("portal_outbox_next", table_name="portal_outbox")
    op.create_index("portal_outbox_next", "portal_outbox", ["NEXT_AT", "DATE_CREATE"], unique=False)
    op.create_index(
        "portal_outbox_client",
        "portal_outbox",
        ["CLIENT_ID", "NEXT_AT"],
        unique=False,
        sqlite_where=sa.text('"NEXT_AT" IS NOT NULL'),  # of those that were delivered there are many more
    )


def downgrade() -> None:
    op.drop_index("portal_outbox_client", table_name="portal_outbox")
    op.drop_index("portal_outbox_next", table_name="portal_outbox")
    op.create_index("portal_outbox_next", "portal_outbox", ["NEXT_AT"], unique=False)
    op.drop_column("portal_outbox", "HANDLER_ID")
    op.drop_table("portal_event_handler")
