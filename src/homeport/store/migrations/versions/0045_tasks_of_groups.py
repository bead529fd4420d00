"""Tasks are found by their group; those of groups that there are not are of none."""

from alembic import op

revision = "0045"
down_revision = "0040"


def upgrade() -> None:
    op.create_index("task_group", "task", ["GROUP_ID", "DEADLINE", "ID"], unique=False)
    op.execute('UPDATE task SET "STAGE_ID" = 0')
    op.execute('UPDATE task SET "GROUP_ID" = 0 WHERE "GROUP_ID" NOT IN (SELECT "ID" FROM sonet_group)')


def downgrade() -> None:
    op.drop_index("task_group", table_name="task")
