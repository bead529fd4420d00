"""Senders of messages to phones, and what was sent by them."""

import sqlalchemy as sa
from alembic import op

revision = "0170"
down_revision = "0160"


def upgrade() -> None:
    op.create_table(
        "messageservice_sender",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("CODE", "TYPE", "HANDLER", "NAME", "DESCRIPTION")),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("messageservice_sender_code", "messageservice_sender", ["APP_ID", "CODE"], unique=True)
    op.create_table(
        "messageservice_message",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("MESSAGE_ID", sa.Text(), nullable=False),
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.Column("AUTHOR_ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("MESSAGE_TO", "MESSAGE_BODY", "STATUS", "SENT")),
        sa.Column("ACTIVITY_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("messageservice_message_id", "messageservice_message", ["MESSAGE_ID"], unique=True)
    op.create_index("messageservice_message_activity", "messageservice_message", ["ACTIVITY_ID"])


def downgrade() -> None:
    for table in ("messageservice_message", "messageservice_sender"):
        op.drop_table(table)
