"""Tables of tasks."""

from sqlalchemy import Column, Float, Index, Integer, Table, Text

from homeport.domain.tasks.fields import FIELDS
from homeport.store.schema import METADATA
from homeport.store.searching import searched
from homeport.store.texts import Words

TASK = Table(
    "task",
    METADATA,
    *(field.column() for field in FIELDS.columns.values()),
    Index("task_responsible", "RESPONSIBLE_ID", "DEADLINE", "ID"),
    Index("task_creator", "CREATED_BY", "DEADLINE", "ID"),
    Index("task_deadline", "DEADLINE", "ID"),
    Index("task_group", "GROUP_ID", "DEADLINE", "ID"),
    Index("task_column", "STAGE_ID", "SORTING", "ID"),
    Index("task_parent", "PARENT_ID"),
    Index("task_in_flow", "FLOW_ID", "DEADLINE", "ID"),
    info=searched(TITLE=15),
    sqlite_autoincrement=True,
)

TASK_LIST = Table(
    "task_list",
    METADATA,
    Column("TASK_ID", Integer, primary_key=True),
    Column("FIELD", Text, primary_key=True),
    Column("POSITION", Integer, primary_key=True),
    Column("VALUE", Integer, nullable=False),
    Column("DEADLINE", Text),
    Index("task_list_value", "VALUE", "FIELD", "DEADLINE", "TASK_ID"),
    sqlite_with_rowid=False,
)
"""Accomplices, auditors and the tasks before: ids by the name of the field. DEADLINE is the task's, so that an
index has by it the tasks that somebody has a part in."""

TASK_WORD = Table(
    "task_word",
    METADATA,
    Column("TASK_ID", Integer, primary_key=True),
    Column("FIELD", Text, primary_key=True),
    Column("POSITION", Integer, primary_key=True),
    Column("VALUE", Text, nullable=False),
    Index("task_word_value", "FIELD", "VALUE", "TASK_ID"),
    sqlite_with_rowid=False,
)
"""Tags, bindings to records of the CRM as ``D_12``, and the codes of additional parameters that are on."""

TASK_TAG = Table(
    "task_tag",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("NAME", Text, nullable=False, unique=True),
    sqlite_autoincrement=True,
)
"""Every tag that a task ever had, with the number that answers show."""

TASK_SIGN = Table(
    "task_sign",
    METADATA,
    Column("USER_ID", Integer, primary_key=True),
    Column("FIELD", Text, primary_key=True),
    Column("TASK_ID", Integer, primary_key=True),
    Index("task_sign_task", "TASK_ID"),
    sqlite_with_rowid=False,
)
"""What people made of tasks for themselves: favourite, pinned, muted."""

TASK_VIEW = Table(
    "task_view",
    METADATA,
    Column("TASK_ID", Integer, primary_key=True),
    Column("USER_ID", Integer, primary_key=True),
    Column("VIEWED_DATE", Text, nullable=False),
    sqlite_with_rowid=False,
)

HISTORY = Table(
    "task_history",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("TASK_ID", Integer, nullable=False),
    Column("CREATED_DATE", Text, nullable=False),
    Column("USER_ID", Integer, nullable=False),
    Column("FIELD", Text, nullable=False),
    Column("FROM_VALUE", Text),
    Column("TO_VALUE", Text),
    Index("task_history_task", "TASK_ID", "ID"),
    sqlite_autoincrement=True,
)

CHECKLIST_ITEM = Table(
    "task_checklist",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("TASK_ID", Integer, nullable=False),
    Column("PARENT_ID", Integer, nullable=False),
    Column("CREATED_BY", Integer, nullable=False),
    Column("TITLE", Words, nullable=False),
    Column("SORT_INDEX", Integer, nullable=False),
    Column("IS_COMPLETE", Text, nullable=False),
    Column("IS_IMPORTANT", Text, nullable=False),
    Column("TOGGLED_BY", Integer),
    Column("TOGGLED_DATE", Text),
    Index("task_checklist_task", "TASK_ID", "PARENT_ID", "SORT_INDEX", "ID"),
    Index("task_checklist_parent", "PARENT_ID"),
    sqlite_autoincrement=True,
)

CHECKLIST_MEMBER = Table(
    "task_checklist_member",
    METADATA,
    Column("ITEM_ID", Integer, primary_key=True),
    Column("POSITION", Integer, primary_key=True),
    Column("USER_ID", Integer, nullable=False),
    Column("TYPE", Text, nullable=False),
    sqlite_with_rowid=False,
)

STAGE = Table(
    "task_stage",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("TITLE", Words, nullable=False),
    Column("SORT", Integer, nullable=False),
    Column("COLOR", Text, nullable=False),
    Column("SYSTEM_TYPE", Text),
    Column("ENTITY_ID", Integer, nullable=False),
    Column("ENTITY_TYPE", Text, nullable=False),
    Index("task_stage_board", "ENTITY_TYPE", "ENTITY_ID", "SORT", "ID"),
    sqlite_autoincrement=True,
)
"""Columns of groups' boards, and of what people plan for themselves."""

PLAN = Table(
    "task_plan",
    METADATA,
    Column("USER_ID", Integer, primary_key=True),
    Column("TASK_ID", Integer, primary_key=True),
    Column("STAGE_ID", Integer, nullable=False),
    Column("SORTING", Float, nullable=False),
    Index("task_plan_stage", "STAGE_ID", "SORTING", "TASK_ID"),
    Index("task_plan_task", "TASK_ID"),
    sqlite_with_rowid=False,
)
"""Where people have put tasks in their own plans; those that are nowhere are in the first stage."""

DEPENDENCE = Table(
    "task_dependence",
    METADATA,
    Column("TASK_ID", Integer, primary_key=True),
    Column("DEPENDS_ON_ID", Integer, primary_key=True),
    Column("TYPE", Integer, nullable=False),
    Index("task_dependence_before", "DEPENDS_ON_ID", "TASK_ID"),
    sqlite_with_rowid=False,
)

ELAPSED = Table(
    "task_elapsed",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("TASK_ID", Integer, nullable=False),
    Column("USER_ID", Integer, nullable=False),
    Column("COMMENT_TEXT", Words),
    Column("SECONDS", Integer, nullable=False),
    Column("MINUTES", Integer, nullable=False),
    Column("SOURCE", Integer, nullable=False),
    Column("CREATED_DATE", Text, nullable=False),
    Column("DATE_START", Text, nullable=False),
    Column("DATE_STOP", Text, nullable=False),
    Index("task_elapsed_task", "TASK_ID", "ID"),
    sqlite_autoincrement=True,
)
"""Time that people spent on tasks."""

TIMER = Table(
    "task_timer",
    METADATA,
    Column("USER_ID", Integer, primary_key=True, autoincrement=False),
    Column("TASK_ID", Integer, nullable=False),
    Column("STARTED", Text, nullable=False),
    Index("task_timer_task", "TASK_ID"),
    sqlite_with_rowid=False,
)
"""What people work on now, one task each, and since when."""

RESULT = Table(
    "task_result",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("TASK_ID", Integer, nullable=False),
    Column("MESSAGE_ID", Integer),
    Column("COMMENT_ID", Integer),
    Column("CREATED_BY", Integer, nullable=False),
    Column("CREATED_AT", Text, nullable=False),
    Column("UPDATED_AT", Text),
    Column("STATUS", Integer, nullable=False),
    Column("TEXT", Words, nullable=False),
    Index("task_result_task", "TASK_ID", "ID"),
    sqlite_autoincrement=True,
)
"""What came of tasks, in the words of those who worked on them."""
