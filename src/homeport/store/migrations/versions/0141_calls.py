"""Calls that applications tell of, to whom they are shown, and what is known of those that have ended."""

import sqlalchemy as sa
from alembic import op

revision = "0141"
down_revision = "0140"

NUMBERS = (
    *("PORTAL_USER_ID", "CALL_DURATION", "CALL_VOTE", "CRM_ENTITY_ID", "CRM_ACTIVITY_ID", "REST_APP_ID"),
    *("TRANSCRIPT_ID", "SESSION_ID", "REDIAL_ATTEMPT", "RECORD_DURATION", "RECORD_FILE_ID", "CALL_TYPE"),
)
TEXTS = (
    *("PORTAL_NUMBER", "PHONE_NUMBER", "CALL_ID", "EXTERNAL_CALL_ID", "CALL_CATEGORY", "CALL_LOG", "CALL_START_DATE"),
    *("CALL_RECORD_URL", "COST_CURRENCY", "CALL_FAILED_CODE", "CALL_FAILED_REASON", "CRM_ENTITY_TYPE"),
    *("REST_APP_NAME", "TRANSCRIPT_PENDING", "COMMENT"),
)
INDEXES = {
    "started": ["CALL_START_DATE", "ID"],
    "user": ["PORTAL_USER_ID", "ID"],
    "phone": ["PHONE_NUMBER", "ID"],
    "client": ["CRM_ENTITY_TYPE", "CRM_ENTITY_ID", "ID"],
    "activity": ["CRM_ACTIVITY_ID"],
}


def upgrade() -> None:
    op.create_table(
        "telephony_call",
        sa.Column("ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("APP_ID", "USER_ID", "TYPE")),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("CALL_ID", "PHONE_NUMBER", "STARTED", "LINE_NUMBER", "REGISTERED")
        ),
        sa.Column("EXTERNAL_CALL_ID", sa.Text()),
        *(sa.Column(name, sa.Integer()) for name in ("ENTITY_TYPE_ID", "ENTITY_ID", "LEAD_ID", "CALL_LIST_ID")),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("telephony_call_id", "telephony_call", ["CALL_ID"], unique=True)
    op.create_index("telephony_call_registered", "telephony_call", ["APP_ID", "PHONE_NUMBER", "REGISTERED"])
    op.create_table(
        "telephony_card",
        sa.Column("CALL", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("USER_ID", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("CALL", "USER_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("telephony_card_user", "telephony_card", ["USER_ID", "CALL"])
    op.create_table(
        "telephony_recording",
        sa.Column("CALL", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("URL", sa.Text(), nullable=False),
        sa.Column("AUTHOR_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("CALL"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "telephony_transcript",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("CALL", sa.Integer(), nullable=False),
        sa.Column("MESSAGES", sa.Text(), nullable=False),
        sa.Column("COST", sa.Float()),
        sa.Column("COST_CURRENCY", sa.Text()),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("telephony_transcript_call", "telephony_transcript", ["CALL"], unique=True)
    op.create_table(
        "telephony_statistic",
        sa.Column("ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer()) for name in NUMBERS),
        *(sa.Column(name, sa.Text()) for name in TEXTS),
        sa.Column("COST", sa.Float()),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("telephony_statistic_call", "telephony_statistic", ["CALL_ID"], unique=True)
    for name, columns in INDEXES.items():
        op.create_index(f"telephony_statistic_{name}", "telephony_statistic", columns)


def downgrade() -> None:
    for name in ("statistic", "transcript", "recording", "card", "call"):
        op.drop_table(f"telephony_{name}")
