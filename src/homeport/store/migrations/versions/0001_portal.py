"""People, roles and credentials of a portal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TABLES = (
    "portal",
    "portal_colleague",
    "portal_department",
    "portal_role",
    "portal_role_member",
    "portal_role_right",
    "portal_user",
    "portal_user_department",
    "portal_webhook",
)


def upgrade() -> None:
    op.create_table(
        "portal",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("MEMBER_ID", sa.Text(), nullable=False),
        sa.Column("PLAN", sa.Text(), nullable=False),
        sa.Column("TIME_ZONE", sa.Text(), nullable=False),
        sa.Column("CURRENCY_ID", sa.Text(), nullable=False),
        sa.Column("GENERATION", sa.Integer(), nullable=False),
        sa.Column("DATE_CREATE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
    )
    op.create_table(
        "portal_colleague",
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("REACH", sa.Text(), nullable=False),
        sa.Column("COLLEAGUE_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("USER_ID", "REACH", "COLLEAGUE_ID"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "portal_department",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("PARENT", sa.Integer(), nullable=True),
        sa.Column("SORT", sa.Integer(), nullable=False),
        sa.Column("UF_HEAD", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
    )
    op.create_table(
        "portal_role",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("CODE"),
    )
    op.create_table(
        "portal_role_member",
        sa.Column("ROLE_ID", sa.Integer(), nullable=False),
        sa.Column("MEMBER", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ROLE_ID", "MEMBER"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "portal_role_right",
        sa.Column("ROLE_ID", sa.Integer(), nullable=False),
        sa.Column("ENTITY", sa.Text(), nullable=False),
        sa.Column("OPERATION", sa.Text(), nullable=False),
        sa.Column("LEVEL", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ROLE_ID", "ENTITY", "OPERATION"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "portal_user",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("ACTIVE", sa.Text(), nullable=False),
        sa.Column("IS_ADMIN", sa.Text(), nullable=False),
        sa.Column("USER_TYPE", sa.Text(), nullable=False),
        sa.Column("XML_ID", sa.Text(), nullable=True),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("LAST_NAME", sa.Text(), nullable=False),
        sa.Column("SECOND_NAME", sa.Text(), nullable=True),
        sa.Column("TITLE", sa.Text(), nullable=True),
        sa.Column("EMAIL", sa.Text(), nullable=False),
        sa.Column("LAST_LOGIN", sa.Text(), nullable=True),
        sa.Column("DATE_REGISTER", sa.Text(), nullable=False),
        sa.Column("TIMESTAMP_X", sa.Text(), nullable=False),
        sa.Column("LAST_ACTIVITY_DATE", sa.Text(), nullable=True),
        sa.Column("TIME_ZONE", sa.Text(), nullable=True),
        sa.Column("PERSONAL_GENDER", sa.Text(), nullable=True),
        sa.Column("PERSONAL_PROFESSION", sa.Text(), nullable=True),
        sa.Column("PERSONAL_WWW", sa.Text(), nullable=True),
        sa.Column("PERSONAL_BIRTHDAY", sa.Text(), nullable=True),
        sa.Column("PERSONAL_ICQ", sa.Text(), nullable=True),
        sa.Column("PERSONAL_PHONE", sa.Text(), nullable=True),
        sa.Column("PERSONAL_FAX", sa.Text(), nullable=True),
        sa.Column("PERSONAL_MOBILE", sa.Text(), nullable=True),
        sa.Column("PERSONAL_PAGER", sa.Text(), nullable=True),
        sa.Column("PERSONAL_STREET", sa.Text(), nullable=True),
        sa.Column("PERSONAL_CITY", sa.Text(), nullable=True),
        sa.Column("PERSONAL_STATE", sa.Text(), nullable=True),
        sa.Column("PERSONAL_ZIP", sa.Text(), nullable=True),
        sa.Column("PERSONAL_COUNTRY", sa.Text(), nullable=True),
        sa.Column("PERSONAL_MAILBOX", sa.Text(), nullable=True),
        sa.Column("PERSONAL_NOTES", sa.Text(), nullable=True),
        sa.Column("WORK_PHONE", sa.Text(), nullable=True),
        sa.Column("WORK_COMPANY", sa.Text(), nullable=True),
        sa.Column("WORK_POSITION", sa.Text(), nullable=True),
        sa.Column("WORK_DEPARTMENT", sa.Text(), nullable=True),
        sa.Column("WORK_WWW", sa.Text(), nullable=True),
        sa.Column("WORK_FAX", sa.Text(), nullable=True),
        sa.Column("WORK_PAGER", sa.Text(), nullable=True),
        sa.Column("WORK_STREET", sa.Text(), nullable=True),
        sa.Column("WORK_MAILBOX", sa.Text(), nullable=True),
        sa.Column("WORK_CITY", sa.Text(), nullable=True),
        sa.Column("WORK_STATE", sa.Text(), nullable=True),
        sa.Column("WORK_ZIP", sa.Text(), nullable=True),
        sa.Column("WORK_COUNTRY", sa.Text(), nullable=True),
        sa.Column("WORK_PROFILE", sa.Text(), nullable=True),
        sa.Column("WORK_NOTES", sa.Text(), nullable=True),
        sa.Column("UF_SKYPE_LINK", sa.Text(), nullable=True),
        sa.Column("UF_ZOOM", sa.Text(), nullable=True),
        sa.Column("UF_EMPLOYMENT_DATE", sa.Text(), nullable=True),
        sa.Column("UF_INTERESTS", sa.Text(), nullable=True),
        sa.Column("UF_SKILLS", sa.Text(), nullable=True),
        sa.Column("UF_WEB_SITES", sa.Text(), nullable=True),
        sa.Column("UF_XING", sa.Text(), nullable=True),
        sa.Column("UF_LINKEDIN", sa.Text(), nullable=True),
        sa.Column("UF_FACEBOOK", sa.Text(), nullable=True),
        sa.Column("UF_TWITTER", sa.Text(), nullable=True),
        sa.Column("UF_SKYPE", sa.Text(), nullable=True),
        sa.Column("UF_DISTRICT", sa.Text(), nullable=True),
        sa.Column("UF_PHONE_INNER", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
    )
    op.create_table(
        "portal_user_department",
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("DEPARTMENT_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("USER_ID", "DEPARTMENT_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "portal_user_department_members", "portal_user_department", ["DEPARTMENT_ID", "USER_ID"], unique=False
    )
    op.create_table(
        "portal_webhook",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("TITLE", sa.Text(), nullable=False),
        sa.Column("CODE_HASH", sa.Text(), nullable=False),
        sa.Column("SCOPES", sa.Text(), nullable=False),
        sa.Column("DATE_CREATE", sa.Text(), nullable=False),
        sa.Column("EXPIRES", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
    )
    op.create_index("portal_webhook_user", "portal_webhook", ["USER_ID"], unique=False)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
