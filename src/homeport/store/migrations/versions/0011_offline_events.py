"""Events that are kept until applications fetch them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("portal_event_handler", sa.Column("OFFLINE", sa.Text(), nullable=False, server_default="N"))
    op.add_column("portal_event_handler", sa.Column("CONNECTOR", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "portal_offline_event",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.Column("CONNECTOR", sa.Text(), nullable=False),
        sa.Column("EVENT_NAME", sa.Text(), nullable=False),
        sa.Column("DATA", sa.Text(), nullable=False),
        sa.Column("TIMESTAMP_X", sa.Text(), nullable=False),
        sa.Column("PROCESS_ID", sa.Text(), nullable=False),
        sa.Column("RESERVED_AT", sa.Float(), nullable=True),
        sa.Column("ERROR", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "portal_offline_event_queue",
        "portal_offline_event",
        ["APP_ID", "CONNECTOR", "EVENT_NAME", "DATA"],
        unique=False,
    )
    op.create_index("portal_offline_event_process", "portal_offline_event", ["APP_ID", "PROCESS_ID"], unique=False)
    op.create_index("portal_offline_event_reserved", "portal_offline_event", ["RESERVED_AT"], unique=False)


def downgrade() -> None:
    op.drop_table("portal_offline_event")
    op.drop_column("portal_event_handler", "CONNECTOR")
    op.drop_column("portal_event_handler", "OFFLINE")
