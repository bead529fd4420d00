"""Online booking: types of resources, resources with slots, bookings, the waiting list, and who they are for."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0180"
down_revision = "0170"

KINDS = ("INFO", "CONFIRMATION", "REMINDER", "FEEDBACK", "DELAYED")
NUMBERS = (
    *("INFO_NOTIFICATION_DELAY", "REMINDER_NOTIFICATION_DELAY", "DELAYED_NOTIFICATION_DELAY", "DELAYED_COUNTER_DELAY"),
    *("CONFIRMATION_NOTIFICATION_DELAY", "CONFIRMATION_NOTIFICATION_REPETITIONS"),
    *("CONFIRMATION_NOTIFICATION_REPETITIONS_INTERVAL", "CONFIRMATION_COUNTER_DELAY"),
)


def _settings() -> list[sa.Column[Any]]:
    """What clients are told, and when."""
    return [
        *(sa.Column(f"IS_{kind}_NOTIFICATION_ON", sa.Text()) for kind in KINDS),
        *(sa.Column(f"TEMPLATE_TYPE_{kind}", sa.Text()) for kind in KINDS),
        *(sa.Column(name, sa.Integer()) for name in NUMBERS),
    ]


def upgrade() -> None:
    op.create_table(
        "booking_resource_type",
        sa.Column("ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in ("MODULE_ID", "NAME", "CODE")),
        *_settings(),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("booking_resource_type_code", "booking_resource_type", ["CODE"], unique=True)
    op.create_table(
        "booking_resource",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TYPE_ID", sa.Integer()),
        *(sa.Column(name, sa.Text()) for name in ("NAME", "DESCRIPTION", "IS_MAIN")),
        *_settings(),
        sa.Column("KEEPS_HOURS", sa.Text(), nullable=False, server_default="N"),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("booking_resource_type_id", "booking_resource", ["TYPE_ID"])
    op.create_table(
        "booking_slot",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("ID", "RESOURCE_ID", "BEGINS", "ENDS")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("ZONE", "DAYS")),
        sa.Column("SIZE", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("booking_slot_resource", "booking_slot", ["RESOURCE_ID"])
    op.create_table(
        "booking_booking",
        sa.Column("ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("NAME", "DESCRIPTION")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("BEGINS", "ENDS")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("BEGINS_IN", "ENDS_IN")),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("booking_booking_begins", "booking_booking", ["BEGINS", "ID"])
    op.create_index("booking_booking_ends", "booking_booking", ["ENDS", "ID"])
    op.create_table(
        "booking_booked",
        *(sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in ("BOOKING_ID", "RESOURCE_ID")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("POSITION", "BEGINS", "ENDS")),
        sa.PrimaryKeyConstraint("BOOKING_ID", "RESOURCE_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("booking_booked_resource", "booking_booked", ["RESOURCE_ID", "BEGINS"])
    op.create_table(
        "booking_wait_list",
        sa.Column("ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("NOTE", "CREATED")),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("booking_wait_list_created", "booking_wait_list", ["CREATED", "ID"])
    op.create_table(
        "booking_link",
        sa.Column("KIND", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)
            for name in ("OWNER_ID", "ENTITY_TYPE_ID", "ENTITY_ID")
        ),
        sa.Column("POSITION", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("KIND", "OWNER_ID", "ENTITY_TYPE_ID", "ENTITY_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("booking_link_entity", "booking_link", ["ENTITY_TYPE_ID", "ENTITY_ID", "KIND", "OWNER_ID"])


def downgrade() -> None:
    for name in ("link", "wait_list", "booked", "booking", "slot", "resource", "resource_type"):
        op.drop_table(f"booking_{name}")
