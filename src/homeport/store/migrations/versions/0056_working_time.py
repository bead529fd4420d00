"""Days at work, what was noted of them, and settings of working time."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"


Kind = type[sa.Integer] | type[sa.Text] | type[sa.Float[float]]


def _columns(kind: Kind, names: str, *, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind(), nullable=nullable) for name in names.split()]


def upgrade() -> None:
    op.create_table(
        "timeman_workday",
        *_columns(sa.Integer, "ID USER_ID"),
        *_columns(sa.Text, "STATUS"),
        *_columns(sa.Integer, "STARTED"),
        *_columns(sa.Integer, "ENDED PAUSED", nullable=True),
        *_columns(sa.Integer, "BREAKS OFFSET"),
        *_columns(sa.Text, "APPROVED REPORT IP_OPEN IP_CLOSE"),
        *_columns(sa.Float, "LAT_OPEN LON_OPEN LAT_CLOSE LON_CLOSE"),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("timeman_workday_of_user", "timeman_workday", ["USER_ID", "STARTED"])
    op.create_table(
        "timeman_absence",
        *_columns(sa.Integer, "ID USER_ID WORKDAY_ID"),
        *_columns(sa.Text, "TYPE"),
        *_columns(sa.Integer, "STARTED"),
        *_columns(sa.Integer, "ENDED", nullable=True),
        *_columns(sa.Text, "REPORT_TYPE REPORT_TEXT"),
        *_columns(sa.Integer, "EVENT_ID", nullable=True),
        *_columns(sa.Text, "IP_START IP_END"),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("timeman_absence_of_workday", "timeman_absence", ["WORKDAY_ID", "ID"])
    op.create_table(
        "timeman_option",
        *_columns(sa.Text, "NAME VALUE"),
        sa.PrimaryKeyConstraint("NAME"),
    )


def downgrade() -> None:
    for table in ("timeman_option", "timeman_absence", "timeman_workday"):
        op.drop_table(table)
