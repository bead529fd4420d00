"""Activities, their bindings and communications."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TABLES = ("crm_activity", "crm_activity_binding", "crm_activity_communication")


def upgrade() -> None:
    op.create_table(
        "crm_activity",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("OWNER_ID", sa.Integer(), nullable=False),
        sa.Column("OWNER_TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("PROVIDER_ID", sa.Text(), nullable=True),
        sa.Column("PROVIDER_TYPE_ID", sa.Text(), nullable=True),
        sa.Column("PROVIDER_GROUP_ID", sa.Text(), nullable=True),
        sa.Column("ASSOCIATED_ENTITY_ID", sa.Integer(), nullable=True),
        sa.Column("SUBJECT", sa.Text(), nullable=True),
        sa.Column("START_TIME", sa.Text(), nullable=True),
        sa.Column("END_TIME", sa.Text(), nullable=True),
        sa.Column("DEADLINE", sa.Text(), nullable=True),
        sa.Column("COMPLETED", sa.Text(), nullable=False),
        sa.Column("STATUS", sa.Integer(), nullable=False),
        sa.Column("RESPONSIBLE_ID", sa.Integer(), nullable=False),
        sa.Column("PRIORITY", sa.Integer(), nullable=False),
        sa.Column("NOTIFY_TYPE", sa.Integer(), nullable=False),
        sa.Column("NOTIFY_VALUE", sa.Integer(), nullable=True),
        sa.Column("DESCRIPTION", sa.Text(), nullable=True),
        sa.Column("DESCRIPTION_TYPE", sa.Integer(), nullable=False),
        sa.Column("DIRECTION", sa.Integer(), nullable=False),
        sa.Column("LOCATION", sa.Text(), nullable=True),
        sa.Column("CREATED", sa.Text(), nullable=False),
        sa.Column("AUTHOR_ID", sa.Integer(), nullable=False),
        sa.Column("LAST_UPDATED", sa.Text(), nullable=False),
        sa.Column("EDITOR_ID", sa.Integer(), nullable=False),
        sa.Column("SETTINGS", sa.Text(), nullable=True),
        sa.Column("ORIGIN_ID", sa.Text(), nullable=True),
        sa.Column("ORIGINATOR_ID", sa.Text(), nullable=True),
        sa.Column("ORIGIN_VERSION", sa.Text(), nullable=True),
        sa.Column("RESULT_STATUS", sa.Integer(), nullable=True),
        sa.Column("RESULT_STREAM", sa.Integer(), nullable=True),
        sa.Column("RESULT_SOURCE_ID", sa.Text(), nullable=True),
        sa.Column("PROVIDER_PARAMS", sa.Text(), nullable=True),
        sa.Column("PROVIDER_DATA", sa.Text(), nullable=True),
        sa.Column("RESULT_MARK", sa.Integer(), nullable=True),
        sa.Column("RESULT_VALUE", sa.Float(), nullable=True),
        sa.Column("RESULT_SUM", sa.Float(), nullable=True),
        sa.Column("RESULT_CURRENCY_ID", sa.Text(), nullable=True),
        sa.Column("AUTOCOMPLETE_RULE", sa.Integer(), nullable=True),
        sa.Column("IS_INCOMING_CHANNEL", sa.Text(), nullable=True),
        sa.Column("PARENT_ACTIVITY_ID", sa.Integer(), nullable=True),
        sa.Column("COLOR_ID", sa.Text(), nullable=True),
        sa.Column("PING_OFFSETS", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_activity_owner", "crm_activity", ["OWNER_TYPE_ID", "OWNER_ID"], unique=False)
    op.create_index(
        "crm_activity_responsible", "crm_activity", ["RESPONSIBLE_ID", "COMPLETED", "DEADLINE"], unique=False
    )
    op.create_index("crm_activity_start", "crm_activity", ["START_TIME", "ID"], unique=False)
    op.create_table(
        "crm_activity_binding",
        sa.Column("ACTIVITY_ID", sa.Integer(), nullable=False),
        sa.Column("POSITION", sa.Integer(), nullable=False),
        sa.Column("OWNER_TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("OWNER_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ACTIVITY_ID", "POSITION"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "crm_activity_binding_owner", "crm_activity_binding", ["OWNER_TYPE_ID", "OWNER_ID", "ACTIVITY_ID"], unique=True
    )
    op.create_table(
        "crm_activity_communication",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("ACTIVITY_ID", sa.Integer(), nullable=False),
        sa.Column("ENTITY_ID", sa.Integer(), nullable=True),
        sa.Column("ENTITY_TYPE_ID", sa.Integer(), nullable=True),
        sa.Column("TYPE", sa.Text(), nullable=True),
        sa.Column("VALUE", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_activity_communication_activity", "crm_activity_communication", ["ACTIVITY_ID"], unique=False)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
