"""Workgroups and who is in them."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"

NUMBERS = (
    "SUBJECT_ID", "OWNER_ID", "NUMBER_OF_MEMBERS", "NUMBER_OF_MODERATORS", "SCRUM_MASTER_ID", "SCRUM_OWNER_ID",
    "SCRUM_SPRINT_DURATION",
)  # fmt: skip
COLUMNS = (
    "SITE_ID NAME DESCRIPTION DATE_CREATE DATE_UPDATE DATE_ACTIVITY ACTIVE VISIBLE OPENED CLOSED SUBJECT_ID OWNER_ID "
    "KEYWORDS INITIATE_PERMS NUMBER_OF_MEMBERS NUMBER_OF_MODERATORS PROJECT PROJECT_DATE_START PROJECT_DATE_FINISH "
    "SCRUM_MASTER_ID TYPE IS_EXTRANET LANDING SCRUM_OWNER_ID SCRUM_SPRINT_DURATION SCRUM_TASK_RESPONSIBLE"
)


def upgrade() -> None:
    op.create_table(
        "sonet_group",
        sa.Column("ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer() if name in NUMBERS else sa.Text(), nullable=True) for name in COLUMNS.split()),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sonet_group_member",
        sa.Column("GROUP_ID", sa.Integer(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("ROLE", sa.Text(), nullable=False),
        sa.Column("INITIATED_BY_TYPE", sa.Text(), nullable=False),
        sa.Column("INITIATED_BY_USER_ID", sa.Integer(), nullable=False),
        sa.Column("MESSAGE", sa.Text(), nullable=True),
        sa.Column("DATE_CREATE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("GROUP_ID", "USER_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("sonet_group_member_groups", "sonet_group_member", ["USER_ID", "GROUP_ID"])


def downgrade() -> None:
    op.drop_table("sonet_group_member")
    op.drop_table("sonet_group")
