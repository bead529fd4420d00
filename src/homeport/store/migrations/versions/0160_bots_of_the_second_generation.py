"""How bots of the second generation are told of what happens, and what they do with the chats that they are in."""

import sqlalchemy as sa
from alembic import op

revision = "0160"
down_revision = "0150"

BOT = {"MODE": "", "URL": "", "HIDDEN": "N", "REACTIONS": "Y", "OF_GUEST": "N"}


def upgrade() -> None:
    for name, usual in BOT.items():
        op.add_column("imbot_bot", sa.Column(name, sa.Text(), nullable=False, server_default=usual))
    op.add_column("imbot_bot", sa.Column("BACKGROUND", sa.Text()))
    op.add_column("imbot_bot", sa.Column("SAID", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("imbot_bot_called", "imbot_bot", ["CODE"])
    op.create_table(
        "imbot_given",
        *(sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in ("MESSAGE_ID", "COMMAND_ID")),
        sa.Column("DATE_CREATE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("MESSAGE_ID", "COMMAND_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("imbot_given_moment", "imbot_given", ["DATE_CREATE"])
    op.add_column("im_chat", sa.Column("TEXT_FIELD", sa.Text(), nullable=False, server_default="Y"))
    op.add_column("im_chat", sa.Column("BACKGROUND", sa.Text()))


def downgrade() -> None:
    op.drop_column("im_chat", "BACKGROUND")
    op.drop_column("im_chat", "TEXT_FIELD")
    op.drop_table("imbot_given")
    op.drop_index("imbot_bot_called", "imbot_bot")
    for name in ("SAID", "BACKGROUND", *BOT):
        op.drop_column("imbot_bot", name)
