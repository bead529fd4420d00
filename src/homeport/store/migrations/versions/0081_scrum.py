"""Scrums: backlogs, sprints, epics, and the tasks in them."""

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0080"

NUMBERS = ("GROUP_ID", "SORT", "CREATED_BY", "MODIFIED_BY")
ENTITY = "GROUP_ID ENTITY_TYPE NAME GOAL SORT CREATED_BY MODIFIED_BY DATE_START DATE_END STATUS"
EPIC = "GROUP_ID NAME DESCRIPTION CREATED_BY MODIFIED_BY COLOR"


def upgrade() -> None:
    for table, names in (("scrum_entity", ENTITY), ("scrum_epic", EPIC)):
        op.create_table(
            table,
            sa.Column("ID", sa.Integer(), nullable=False),
            *(sa.Column(name, sa.Integer() if name in NUMBERS else sa.Text(), nullable=True) for name in names.split()),
            sa.PrimaryKeyConstraint("ID"),
            sqlite_autoincrement=True,
        )
    op.create_index("scrum_entity_group", "scrum_entity", ["GROUP_ID", "ENTITY_TYPE", "ID"])
    op.create_index("scrum_epic_group", "scrum_epic", ["GROUP_ID", "ID"])
    op.create_table(
        "scrum_item",
        sa.Column("TASK_ID", sa.Integer(), nullable=False),
        sa.Column("ENTITY_ID", sa.Integer(), nullable=False),
        sa.Column("STORY_POINTS", sa.Text(), nullable=False),
        sa.Column("EPIC_ID", sa.Integer(), nullable=False),
        sa.Column("SORT", sa.Integer(), nullable=False),
        sa.Column("CREATED_BY", sa.Integer(), nullable=False),
        sa.Column("MODIFIED_BY", sa.Integer(), nullable=False),
        sa.Column("STAGE_ID", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("TASK_ID"),
    )
    op.create_index("scrum_item_entity", "scrum_item", ["ENTITY_ID", "TASK_ID"])
    op.create_index("scrum_item_epic", "scrum_item", ["EPIC_ID"])
    op.create_index("scrum_item_stage", "scrum_item", ["STAGE_ID"])


def downgrade() -> None:
    for table in ("scrum_item", "scrum_epic", "scrum_entity"):
        op.drop_table(table)
