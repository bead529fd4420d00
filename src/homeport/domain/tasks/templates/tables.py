"""Tables of templates."""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.domain.tasks.templates.fields import FIELDS
from homeport.store.schema import METADATA
from homeport.store.texts import Words

TEMPLATE = Table(
    "task_template",
    METADATA,
    *(field.column() for field in FIELDS.columns.values()),
    Index("task_template_creator", "CREATED_BY", "ID"),
    Index("task_template_base", "BASE_TEMPLATE_ID"),
    sqlite_autoincrement=True,
)

TEMPLATE_ITEM = Table(
    "task_template_checklist",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("TEMPLATE_ID", Integer, nullable=False),
    Column("PARENT_ID", Integer, nullable=False),
    Column("CREATED_BY", Integer, nullable=False),
    Column("TITLE", Words, nullable=False),
    Column("SORT_INDEX", Integer, nullable=False),
    Column("IS_COMPLETE", Text, nullable=False),
    Column("IS_IMPORTANT", Text, nullable=False),
    Column("TOGGLED_BY", Integer),
    Column("TOGGLED_DATE", Text),
    Column("MEMBERS", Text, nullable=False),
    Index("task_template_checklist_template", "TEMPLATE_ID", "PARENT_ID", "SORT_INDEX", "ID"),
    sqlite_autoincrement=True,
)
"""``MEMBERS`` is JSON: parts by the ids of users."""
