"""Tasks that somebody has a part in, by their deadlines."""

import sqlalchemy as sa
from alembic import op

revision = "0132"
down_revision = "0129"


def upgrade() -> None:
    op.add_column("task_list", sa.Column("DEADLINE", sa.Text(), nullable=True))
    lists = sa.table("task_list", sa.column("TASK_ID"), sa.column("DEADLINE"))
    task = sa.table("task", sa.column("ID"), sa.column("DEADLINE"))
    deadline = sa.select(task.c.DEADLINE).where(task.c.ID == lists.c.TASK_ID).scalar_subquery()
    op.execute(sa.update(lists).values(DEADLINE=deadline))
    op.drop_index("task_list_value", table_name="task_list")
    op.create_index("task_list_value", "task_list", ["VALUE", "FIELD", "DEADLINE", "TASK_ID"], unique=False)


def downgrade() -> None:
    op.drop_index("task_list_value", table_name="task_list")
    op.create_index("task_list_value", "task_list", ["VALUE", "FIELD", "TASK_ID"], unique=False)
    op.drop_column("task_list", "DEADLINE")
