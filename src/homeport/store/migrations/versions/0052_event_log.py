"""The event log."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"

NEEDED = ("TIMESTAMP_X", "SEVERITY", "AUDIT_TYPE_ID", "MODULE_ID", "ITEM_ID")
TEXTS = ("REMOTE_ADDR", "USER_AGENT", "REQUEST_URI")


def upgrade() -> None:
    op.create_table(
        "portal_event_log",
        sa.Column("ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in NEEDED),
        *(sa.Column(name, sa.Text(), nullable=True) for name in TEXTS),
        sa.Column("SITE_ID", sa.Text(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=True),
        sa.Column("GUEST_ID", sa.Integer(), nullable=False),
        sa.Column("DESCRIPTION", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("portal_event_log_time", "portal_event_log", ["TIMESTAMP_X", "ID"])
    op.create_index("portal_event_log_type", "portal_event_log", ["AUDIT_TYPE_ID", "ID"])
    op.create_index("portal_event_log_user", "portal_event_log", ["USER_ID", "ID"])


def downgrade() -> None:
    op.drop_table("portal_event_log")
