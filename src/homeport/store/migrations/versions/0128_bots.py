"""Chatbots and their commands."""

import sqlalchemy as sa
from alembic import op

revision = "0128"
down_revision = "0127"

COMMAND = ("APP", "COMMAND", "COMMON", "HIDDEN", "EXTRANET_SUPPORT", "HANDLER", "LANG")


def upgrade() -> None:
    op.create_table(
        "imbot_bot",
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("CODE", "TYPE", "OPENLINE", "APP", "HANDLERS")),
        sa.PrimaryKeyConstraint("USER_ID"),
    )
    op.create_index("imbot_bot_code", "imbot_bot", ["APP", "CODE"], unique=True)
    op.create_table(
        "imbot_command",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("BOT_ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in COMMAND),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("imbot_command_of_bot", "imbot_command", ["BOT_ID", "COMMAND"])
    op.create_index("imbot_command_called", "imbot_command", ["COMMAND"])


def downgrade() -> None:
    op.drop_table("imbot_command")
    op.drop_table("imbot_bot")
