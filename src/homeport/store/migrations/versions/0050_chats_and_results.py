"""Chats with their messages, one for each task; results of tasks, and what limits changes of their dates."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0048"

COLUMNS = {
    "CHAT_ID": sa.Integer,
    "ALLOW_CHANGE_DATE_PLAN": sa.Text,
    "MAX_DEADLINE_CHANGE_DATE": sa.Text,
    "MAX_DEADLINE_CHANGES": sa.Integer,
    "REQUIRE_DEADLINE_CHANGE_REASON": sa.Text,
    "DEADLINE_COUNT": sa.Integer,
}
FLAGS = ("ALLOW_CHANGE_DATE_PLAN", "REQUIRE_DEADLINE_CHANGE_REASON")
ENTITY = "TASKS_TASK"


def upgrade() -> None:
    op.create_table(
        "im_chat",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TYPE", sa.Text(), nullable=False),
        sa.Column("TITLE", sa.Text(), nullable=False),
        sa.Column("AUTHOR_ID", sa.Integer(), nullable=False),
        sa.Column("ENTITY_TYPE", sa.Text(), nullable=True),
        sa.Column("ENTITY_ID", sa.Integer(), nullable=True),
        sa.Column("DATE_CREATE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("im_chat_entity", "im_chat", ["ENTITY_TYPE", "ENTITY_ID"])
    op.create_table(
        "im_message",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("CHAT_ID", sa.Integer(), nullable=False),
        sa.Column("AUTHOR_ID", sa.Integer(), nullable=False),
        sa.Column("DATE_CREATE", sa.Text(), nullable=False),
        sa.Column("MESSAGE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("im_message_chat", "im_message", ["CHAT_ID", "ID"])
    op.create_table(
        "task_result",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TASK_ID", sa.Integer(), nullable=False),
        sa.Column("MESSAGE_ID", sa.Integer(), nullable=True),
        sa.Column("COMMENT_ID", sa.Integer(), nullable=True),
        sa.Column("CREATED_BY", sa.Integer(), nullable=False),
        sa.Column("CREATED_AT", sa.Text(), nullable=False),
        sa.Column("UPDATED_AT", sa.Text(), nullable=True),
        sa.Column("STATUS", sa.Integer(), nullable=False),
        sa.Column("TEXT", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("task_result_task", "task_result", ["TASK_ID", "ID"])
    for name, kind in COLUMNS.items():
        op.add_column("task", sa.Column(name, kind(), nullable=True))
    op.execute(sa.update(sa.table("task", *map(sa.column, FLAGS))).values(dict.fromkeys(FLAGS, "N")))
    _open_chats()


def _open_chats() -> None:
    task = sa.table("task", *map(sa.column, ("ID", "TITLE", "CREATED_BY", "CREATED_DATE", "CHAT_ID")))
    names = ("ID", "TYPE", "TITLE", "AUTHOR_ID", "ENTITY_TYPE", "ENTITY_ID", "DATE_CREATE")
    chat = sa.table("im_chat", *map(sa.column, names))
    rows = sa.select(
        sa.literal("CHAT"), task.c.TITLE, task.c.CREATED_BY, sa.literal(ENTITY), task.c.ID, task.c.CREATED_DATE
    ).order_by(task.c.ID)
    op.execute(sa.insert(chat).from_select(names[1:], rows))
    mine = sa.select(chat.c.ID).where(chat.c.ENTITY_TYPE == ENTITY, chat.c.ENTITY_ID == task.c.ID).scalar_subquery()
    op.execute(sa.update(task).values(CHAT_ID=mine))


def downgrade() -> None:
    for name in reversed(COLUMNS):
        op.drop_column("task", name)
    for table in ("task_result", "im_message", "im_chat"):
        op.drop_table(table)
