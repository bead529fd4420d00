"""Calendars, resources, and how users like calendars."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"

NUMBERS = ("OWNER_ID", "CREATED_BY")
COLUMNS = "NAME DESCRIPTION COLOR TEXT_COLOR EXPORT CAL_TYPE OWNER_ID CREATED_BY DATE_CREATE TIMESTAMP_X"


def upgrade() -> None:
    op.create_table(
        "calendar_section",
        sa.Column("ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer() if name in NUMBERS else sa.Text(), nullable=True) for name in COLUMNS.split()),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("calendar_section_of_owner", "calendar_section", ["CAL_TYPE", "OWNER_ID"])
    op.create_table(
        "calendar_user_settings",
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("SETTINGS", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("USER_ID"),
    )


def downgrade() -> None:
    op.drop_table("calendar_user_settings")
    op.drop_table("calendar_section")
