"""Members of chats, reactions, notices, events of chats; comments of tasks become messages in their chats."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0127"
down_revision = "0122"

INTEGER, TEXT = sa.Integer(), sa.Text()


def _table(name: str, key: dict[str, Any], columns: dict[str, Any], empty: tuple[str, ...] = ()) -> None:
    """A table whose rows several columns tell apart."""
    keys = [sa.Column(each, kind, autoincrement=False, nullable=False) for each, kind in key.items()]
    found = [sa.Column(each, kind, nullable=each in empty) for each, kind in columns.items()]
    op.create_table(name, *keys, *found, sa.PrimaryKeyConstraint(*key), sqlite_with_rowid=False)


def _numbered(name: str, columns: dict[str, Any], empty: tuple[str, ...] = ()) -> None:
    """A table that numbers its rows."""
    found = [sa.Column(each, kind, nullable=each in empty) for each, kind in columns.items()]
    number = sa.Column("ID", INTEGER, nullable=False)
    op.create_table(name, number, *found, sa.PrimaryKeyConstraint("ID"), sqlite_autoincrement=True)


def upgrade() -> None:
    flags = ("MUTED", "LISTED", "PINNED", "MARKED", "ACTIVITY")
    numbers = dict.fromkeys(("START_ID", "LAST_ID"), INTEGER)
    state = {"MANAGER": TEXT, **numbers, "READ": TEXT, "COUNTER": INTEGER, **dict.fromkeys(flags, TEXT)}
    _table("im_member", {"CHAT_ID": INTEGER, "USER_ID": INTEGER}, state, ("READ",))
    op.create_index("im_member_recent", "im_member", ["USER_ID", "LISTED", "PINNED", "ACTIVITY", "CHAT_ID"])
    op.create_index("im_member_unread", "im_member", ["USER_ID", "COUNTER"])
    _table("im_reaction", {"MESSAGE_ID": INTEGER, "USER_ID": INTEGER, "REACTION": TEXT}, {})
    _table("im_sought", {"USER_ID": INTEGER, "DIALOG": TEXT}, {"FOUND": TEXT})
    op.create_table("im_listener", sa.Column("USER_ID", INTEGER, primary_key=True))
    _numbered("im_event", {"USER_ID": INTEGER, "TYPE": TEXT, "DATE_CREATE": TEXT, "DATA": TEXT})
    op.create_index("im_event_of_user", "im_event", ["USER_ID", "ID"])
    op.create_index("im_event_moment", "im_event", ["DATE_CREATE"])
    of = dict.fromkeys(("CHAT_ID", "USER_ID", "AUTHOR_ID"), INTEGER)
    said = dict.fromkeys(("MODULE", "EVENT", "APP", "TAG", "SUB_TAG", "TITLE", "MESSAGE", "MESSAGE_OUT", "READ"), TEXT)
    notice = {**of, "DATE_CREATE": TEXT, "TYPE": INTEGER, **said, "BUTTONS": TEXT, "PARAMS": TEXT}
    _numbered("im_notice", notice, ("BUTTONS", "PARAMS"))
    op.create_index("im_notice_of_user", "im_notice", ["USER_ID", "TYPE", "ID"])
    op.create_index("im_notice_unread", "im_notice", ["USER_ID", "READ"])
    op.create_index("im_notice_tag", "im_notice", ["APP", "TAG"])
    op.create_index("im_notice_sub_tag", "im_notice", ["APP", "SUB_TAG"])
    _chats()
    _messages()
    _count()
    op.drop_table("task_comment")


def _chats() -> None:
    op.drop_index("im_chat_entity", table_name="im_chat")
    op.execute('ALTER TABLE im_chat RENAME COLUMN "ENTITY_ID" TO "ENTITY_NUMBER"')
    for name, kind in (("PEOPLE", TEXT), ("ENTITY_ID", TEXT), ("AVATAR", INTEGER), ("FOLDER_ID", INTEGER)):
        op.add_column("im_chat", sa.Column(name, kind, nullable=True))
    for name in ("DESCRIPTION", "COLOR"):
        op.add_column("im_chat", sa.Column(name, TEXT, server_default="", nullable=False))
    for name in ("MESSAGES", "LAST_MESSAGE_ID"):
        op.add_column("im_chat", sa.Column(name, INTEGER, server_default="0", nullable=False))
    op.create_index("im_chat_entity", "im_chat", ["ENTITY_TYPE", "ENTITY_ID"])
    op.create_index("im_chat_owned", "im_chat", ["ENTITY_TYPE", "ENTITY_NUMBER"], unique=True)
    op.create_index("im_chat_people", "im_chat", ["PEOPLE"], unique=True)
    names = ("TYPE", "TITLE", "AUTHOR_ID", "ENTITY_TYPE", "ENTITY_NUMBER", "ENTITY_ID", "DATE_CREATE")
    chat = sa.table("im_chat", *map(sa.column, names))
    for before, now in (("CHAT", "C"), ("CHANNEL", "N")):
        op.execute(sa.update(chat).where(chat.c.TYPE == before).values(TYPE=now))
    of_tasks = sa.update(chat).where(chat.c.ENTITY_TYPE == "TASKS_TASK")
    op.execute(of_tasks.values(TYPE="X", ENTITY_ID=sa.cast(chat.c.ENTITY_NUMBER, sa.Text)))
    group = sa.table("sonet_group", *map(sa.column, ("ID", "NAME", "OWNER_ID", "DATE_CREATE")))
    number = sa.cast(group.c.ID, sa.Text)
    values = (sa.literal("C"), group.c.NAME, group.c.OWNER_ID, sa.literal("SONET_GROUP"), group.c.ID, number)
    rows = sa.select(*values, group.c.DATE_CREATE).where(group.c.OWNER_ID.is_not(None)).order_by(group.c.ID)
    op.execute(sa.insert(chat).from_select(names, rows))
    member = sa.table("im_member", *map(sa.column, MEMBER))
    mine = sa.table("im_chat", *map(sa.column, ("ID", "AUTHOR_ID", "ENTITY_NUMBER", "DATE_CREATE")))
    flags = [sa.literal(each) for each in ("N", 0, 0, 0, "N", "Y", "N", "N")]
    alone = sa.select(mine.c.ID, mine.c.AUTHOR_ID, *flags, mine.c.DATE_CREATE).where(mine.c.ENTITY_NUMBER.is_(None))
    op.execute(sa.insert(member).from_select(MEMBER, alone))


MEMBER = (
    "CHAT_ID", "USER_ID", "MANAGER", "START_ID", "LAST_ID", "COUNTER", "MUTED", "LISTED", "PINNED", "MARKED",
    "ACTIVITY",
)  # fmt: skip


def _messages() -> None:
    """Each comment of a task is a message in the chat of the task, and what named the one names the other."""
    for name in ("UUID", "PARAMS"):
        op.add_column("im_message", sa.Column(name, TEXT, nullable=True))
    op.add_column("im_message", sa.Column("DELETED", TEXT, server_default="N", nullable=False))
    op.create_index("im_message_moment", "im_message", ["CHAT_ID", "DATE_CREATE"])
    db = op.get_bind()
    names = ("ID", "TASK_ID", "AUTHOR_ID", "POST_DATE", "POST_MESSAGE")
    comment = sa.table("task_comment", *map(sa.column, names))
    task = sa.table("task", *map(sa.column, ("ID", "CHAT_ID")))
    kept = ("CHAT_ID", "AUTHOR_ID", "DATE_CREATE", "MESSAGE")
    message = sa.table("im_message", sa.column("ID", sa.Integer), *map(sa.column, kept))
    result = sa.table("task_result", sa.column("COMMENT_ID", sa.Integer))
    shown = sa.table("disk_attached", *map(sa.column, ("MODULE_ID", "ENTITY_TYPE", "ENTITY_ID")))
    noted = sa.table("task_history", *map(sa.column, ("TASK_ID", "FIELD", "TO_VALUE")))
    columns = (comment.c.ID, comment.c.TASK_ID, task.c.CHAT_ID, comment.c.AUTHOR_ID, comment.c.POST_DATE)
    said = sa.select(*columns, comment.c.POST_MESSAGE).join(task, task.c.ID == comment.c.TASK_ID)
    # a new number may be another comment's old one: the new ones are negative until all are there
    for before, of, *values in db.execute(said.order_by(comment.c.ID)).all():
        row = dict(zip(kept, values, strict=True))
        now = db.execute(sa.insert(message).values(row).returning(message.c.ID)).scalar_one()
        db.execute(sa.update(result).where(result.c.COMMENT_ID == before).values(COMMENT_ID=-now))
        mine = sa.update(shown).where(shown.c.ENTITY_TYPE == "tasks_comment", shown.c.ENTITY_ID == before)
        db.execute(mine.values(MODULE_ID="im", ENTITY_TYPE="im_message", ENTITY_ID=now))
        old = sa.and_(noted.c.TASK_ID == of, noted.c.FIELD == "COMMENT", noted.c.TO_VALUE == str(before))
        db.execute(sa.update(noted).where(old).values(TO_VALUE=str(-now)))
    db.execute(sa.update(result).where(result.c.COMMENT_ID < 0).values(COMMENT_ID=-result.c.COMMENT_ID))
    turned = sa.update(noted).where(noted.c.FIELD == "COMMENT", noted.c.TO_VALUE.like("-%"))
    db.execute(turned.values(TO_VALUE=sa.func.replace(noted.c.TO_VALUE, "-", "")))


def _count() -> None:
    chat = sa.table("im_chat", *map(sa.column, ("ID", "MESSAGES", "LAST_MESSAGE_ID")))
    message = sa.table("im_message", *map(sa.column, ("ID", "CHAT_ID")))
    mine = message.c.CHAT_ID == chat.c.ID
    count = sa.select(sa.func.count()).select_from(message).where(mine).scalar_subquery()
    last = sa.select(sa.func.coalesce(sa.func.max(message.c.ID), 0)).where(mine).scalar_subquery()
    op.execute(sa.update(chat).values(MESSAGES=count, LAST_MESSAGE_ID=last))


def downgrade() -> None:
    """Comments stay messages, in tables as they were."""
    names = ("AUTHOR_NAME", "AUTHOR_EMAIL", "POST_DATE", "POST_MESSAGE")
    _numbered("task_comment", {"TASK_ID": INTEGER, "AUTHOR_ID": INTEGER, **dict.fromkeys(names, TEXT)})
    op.create_index("task_comment_task", "task_comment", ["TASK_ID", "ID"])
    op.drop_index("im_message_moment", table_name="im_message")
    for name in ("UUID", "PARAMS", "DELETED"):
        op.drop_column("im_message", name)
    chat = sa.table("im_chat", *map(sa.column, ("TYPE", "ENTITY_TYPE", "PEOPLE")))
    op.execute(sa.delete(chat).where(sa.or_(chat.c.ENTITY_TYPE == "SONET_GROUP", chat.c.PEOPLE.is_not(None))))
    for now, before in (("C", "CHAT"), ("X", "CHAT"), ("N", "CHANNEL")):
        op.execute(sa.update(chat).where(chat.c.TYPE == now).values(TYPE=before))
    for index in ("im_chat_entity", "im_chat_owned", "im_chat_people"):
        op.drop_index(index, table_name="im_chat")
    added = ("PEOPLE", "ENTITY_ID", "AVATAR", "FOLDER_ID", "DESCRIPTION", "COLOR", "MESSAGES", "LAST_MESSAGE_ID")
    for name in added:
        op.drop_column("im_chat", name)
    op.execute('ALTER TABLE im_chat RENAME COLUMN "ENTITY_NUMBER" TO "ENTITY_ID"')
    op.create_index("im_chat_entity", "im_chat", ["ENTITY_TYPE", "ENTITY_ID"])
    for table in ("im_notice", "im_event", "im_listener", "im_sought", "im_reaction", "im_member"):
        op.drop_table(table)
