"""Lines over SIP, and who has a SIP device."""

import sqlalchemy as sa
from alembic import op

revision = "0142"
down_revision = "0141"

NUMBERS = ("APP_ID", "CONFIG_ID", "REG_ID", "REGISTRATION_STATUS_CODE")
TEXTS = (
    *("TYPE", "TITLE", "SERVER", "LOGIN", "PASSWORD", "INCOMING_SERVER", "INCOMING_LOGIN", "INCOMING_PASSWORD"),
    *("AUTH_USER", "OUTBOUND_PROXY", "DETECT_LINE_NUMBER", "LINE_DETECT_HEADER_ORDER"),
    *("REGISTRATION_ERROR_MESSAGE", "OUTGOING", "CHANGED"),
)


def upgrade() -> None:
    op.create_table(
        "telephony_sip",
        sa.Column("ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer()) for name in NUMBERS),
        *(sa.Column(name, sa.Text()) for name in TEXTS),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("telephony_sip_application", "telephony_sip", ["APP_ID", "ID"])
    op.create_index("telephony_sip_title", "telephony_sip", ["TITLE"])
    op.create_table(
        "telephony_device",
        sa.Column("USER_ID", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("USER_ID"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("telephony_device")
    op.drop_table("telephony_sip")
