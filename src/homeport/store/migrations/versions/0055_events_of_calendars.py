"""What is in calendars: events, meetings with their participants' copies, bookings."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0052"

NUMBERS = (
    "PARENT_ID", "OWNER_ID", "SECTION_ID", "FROM_TS", "TO_TS", "LAST_TS", "MEETING_HOST", "RECURRENCE_ID", "VERSION",
    "ACTIVITY_ID", "CREATED_BY",
)  # fmt: skip
COLUMNS = (
    "PARENT_ID CAL_TYPE OWNER_ID SECTION_ID NAME DESCRIPTION SKIP_TIME DATE_FROM DATE_TO TZ_FROM TZ_TO FROM_TS TO_TS "
    "LAST_TS RRULE EXDATE COLOR TEXT_COLOR ACCESSIBILITY IMPORTANCE PRIVATE_EVENT IS_MEETING MEETING_STATUS "
    "MEETING_HOST MEETING LOCATION REMIND UF_CRM_CAL_EVENT EVENT_TYPE RECURRENCE_ID ORIGINAL_DATE_FROM RELATIONS "
    "VERSION ACTIVITY_ID CREATED_BY DATE_CREATE TIMESTAMP_X"
)
INDEXES = {
    "calendar_event_of_owner": ["CAL_TYPE", "OWNER_ID", "LAST_TS"],
    "calendar_event_copies": ["PARENT_ID"],
    "calendar_event_section": ["SECTION_ID"],
    "calendar_event_recurrence": ["RECURRENCE_ID"],
    "calendar_event_activity": ["ACTIVITY_ID"],
}


def upgrade() -> None:
    op.create_table(
        "calendar_event",
        sa.Column("ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer() if name in NUMBERS else sa.Text(), nullable=True) for name in COLUMNS.split()),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    for name, columns in INDEXES.items():
        op.create_index(name, "calendar_event", columns)


def downgrade() -> None:
    op.drop_table("calendar_event")
