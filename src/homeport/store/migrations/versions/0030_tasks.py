"""Tasks; and whom the heads of departments head, who see the tasks of these."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


_DEPARTMENT = sa.table("portal_department", sa.column("ID"), sa.column("PARENT"), sa.column("UF_HEAD"))
_MEMBER = sa.table("portal_user_department", sa.column("USER_ID"), sa.column("DEPARTMENT_ID"))
_COLLEAGUE = sa.table("portal_colleague", sa.column("USER_ID"), sa.column("REACH", sa.Text), sa.column("COLLEAGUE_ID"))


def headed() -> sa.Select[tuple[int, str, int]]:
    """Who heads whom: those who work in a department that somebody heads or below, and who head one of these."""
    headed = sa.select(_DEPARTMENT.c.UF_HEAD.label("HEAD"), _DEPARTMENT.c.ID.label("ID"))
    tree = headed.where(_DEPARTMENT.c.UF_HEAD.is_not(None)).cte("tree", recursive=True)
    below = sa.select(tree.c.HEAD, _DEPARTMENT.c.ID).join_from(tree, _DEPARTMENT, _DEPARTMENT.c.PARENT == tree.c.ID)
    tree = tree.union(below)
    works = sa.select(tree.c.HEAD, _MEMBER.c.USER_ID.label("PERSON")).join_from(
        tree, _MEMBER, _MEMBER.c.DEPARTMENT_ID == tree.c.ID
    )
    heads = sa.select(tree.c.HEAD, _DEPARTMENT.c.UF_HEAD.label("PERSON")).join_from(
        tree, _DEPARTMENT, _DEPARTMENT.c.ID == tree.c.ID
    )
    people = sa.union(works, heads.where(_DEPARTMENT.c.UF_HEAD.is_not(None))).subquery()
    return sa.select(people.c.HEAD, sa.literal("H", sa.Text), people.c.PERSON).where(people.c.PERSON != people.c.HEAD)


def upgrade() -> None:
    op.execute(_COLLEAGUE.insert().from_select(["USER_ID", "REACH", "COLLEAGUE_ID"], headed()))
    op.create_table(
        "task",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("PARENT_ID", sa.Integer(), nullable=True),
        sa.Column("TITLE", sa.Text(), nullable=True),
        sa.Column("DESCRIPTION", sa.Text(), nullable=True),
        sa.Column("MARK", sa.Text(), nullable=True),
        sa.Column("PRIORITY", sa.Integer(), nullable=True),
        sa.Column("REAL_STATUS", sa.Integer(), nullable=True),
        sa.Column("MULTITASK", sa.Text(), nullable=True),
        sa.Column("REPLICATE", sa.Text(), nullable=True),
        sa.Column("GROUP_ID", sa.Integer(), nullable=True),
        sa.Column("STAGE_ID", sa.Integer(), nullable=True),
        sa.Column("CREATED_BY", sa.Integer(), nullable=True),
        sa.Column("CREATED_DATE", sa.Text(), nullable=True),
        sa.Column("RESPONSIBLE_ID", sa.Integer(), nullable=True),
        sa.Column("CHANGED_BY", sa.Integer(), nullable=True),
        sa.Column("CHANGED_DATE", sa.Text(), nullable=True),
        sa.Column("STATUS_CHANGED_BY", sa.Integer(), nullable=True),
        sa.Column("STATUS_CHANGED_DATE", sa.Text(), nullable=True),
        sa.Column("CLOSED_BY", sa.Integer(), nullable=True),
        sa.Column("CLOSED_DATE", sa.Text(), nullable=True),
        sa.Column("ACTIVITY_DATE", sa.Text(), nullable=True),
        sa.Column("DATE_START", sa.Text(), nullable=True),
        sa.Column("DEADLINE", sa.Text(), nullable=True),
        sa.Column("START_DATE_PLAN", sa.Text(), nullable=True),
        sa.Column("END_DATE_PLAN", sa.Text(), nullable=True),
        sa.Column("GUID", sa.Text(), nullable=True),
        sa.Column("XML_ID", sa.Text(), nullable=True),
        sa.Column("ALLOW_CHANGE_DEADLINE", sa.Text(), nullable=True),
        sa.Column("ALLOW_TIME_TRACKING", sa.Text(), nullable=True),
        sa.Column("TASK_CONTROL", sa.Text(), nullable=True),
        sa.Column("ADD_IN_REPORT", sa.Text(), nullable=True),
        sa.Column("TIME_ESTIMATE", sa.Integer(), nullable=True),
        sa.Column("TIME_SPENT_IN_LOGS", sa.Integer(), nullable=True),
        sa.Column("MATCH_WORK_TIME", sa.Text(), nullable=True),
        sa.Column("SITE_ID", sa.Text(), nullable=True),
        sa.Column("OUTLOOK_VERSION", sa.Integer(), nullable=True),
        sa.Column("SORTING", sa.Float(), nullable=True),
        sa.Column("DURATION_PLAN", sa.Integer(), nullable=True),
        sa.Column("DURATION_FACT", sa.Integer(), nullable=True),
        sa.Column("DURATION_TYPE", sa.Text(), nullable=True),
        sa.Column("DESCRIPTION_IN_BBCODE", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("task_creator", "task", ["CREATED_BY", "DEADLINE", "ID"], unique=False)
    op.create_index("task_deadline", "task", ["DEADLINE", "ID"], unique=False)
    op.create_index("task_parent", "task", ["PARENT_ID"], unique=False)
    op.create_index("task_responsible", "task", ["RESPONSIBLE_ID", "DEADLINE", "ID"], unique=False)
    op.create_table(
        "task_history",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TASK_ID", sa.Integer(), nullable=False),
        sa.Column("CREATED_DATE", sa.Text(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("FIELD", sa.Text(), nullable=False),
        sa.Column("FROM_VALUE", sa.Text(), nullable=True),
        sa.Column("TO_VALUE", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("task_history_task", "task_history", ["TASK_ID", "ID"], unique=False)
    op.create_table(
        "task_list",
        sa.Column("TASK_ID", sa.Integer(), nullable=False),
        sa.Column("FIELD", sa.Text(), nullable=False),
        sa.Column("POSITION", sa.Integer(), nullable=False),
        sa.Column("VALUE", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("TASK_ID", "FIELD", "POSITION"),
        sqlite_with_rowid=False,
    )
    op.create_index("task_list_value", "task_list", ["VALUE", "FIELD", "TASK_ID"], unique=False)
    op.create_table(
        "task_sign",
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("FIELD", sa.Text(), nullable=False),
        sa.Column("TASK_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("USER_ID", "FIELD", "TASK_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("task_sign_task", "task_sign", ["TASK_ID"], unique=False)
    op.create_table(
        "task_tag",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("NAME"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "task_view",
        sa.Column("TASK_ID", sa.Integer(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("VIEWED_DATE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("TASK_ID", "USER_ID"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "task_word",
        sa.Column("TASK_ID", sa.Integer(), nullable=False),
        sa.Column("FIELD", sa.Text(), nullable=False),
        sa.Column("POSITION", sa.Integer(), nullable=False),
        sa.Column("VALUE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("TASK_ID", "FIELD", "POSITION"),
        sqlite_with_rowid=False,
    )
    op.create_index("task_word_value", "task_word", ["FIELD", "VALUE", "TASK_ID"], unique=False)


def downgrade() -> None:
    op.execute(_COLLEAGUE.delete().where(_COLLEAGUE.c.REACH == "H"))
    op.drop_index("task_word_value", table_name="task_word")
    op.drop_table("task_word")
    op.drop_table("task_view")
    op.drop_table("task_tag")
    op.drop_index("task_sign_task", table_name="task_sign")
    op.drop_table("task_sign")
    op.drop_index("task_list_value", table_name="task_list")
    op.drop_table("task_list")
    op.drop_index("task_history_task", table_name="task_history")
    op.drop_table("task_history")
    op.drop_index("task_responsible", table_name="task")
    op.drop_index("task_parent", table_name="task")
    op.drop_index("task_deadline", table_name="task")
    op.drop_index("task_creator", table_name="task")
    op.drop_table("task")
