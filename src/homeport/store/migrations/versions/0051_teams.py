"""Teams beside departments, who is in them, and what they talk in."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"

TEXTS = ("DESCRIPTION", "COLOR_NAME", "XML_ID", "CREATED_AT", "UPDATED_AT", "SETTINGS")


def upgrade() -> None:
    op.add_column("portal_department", sa.Column("TYPE", sa.Text(), nullable=False, server_default="DEPARTMENT"))
    for name in TEXTS:
        op.add_column("portal_department", sa.Column(name, sa.Text(), nullable=True))
    op.create_table(
        "portal_node_role",
        sa.Column("NODE_ID", sa.Integer(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("ROLE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("NODE_ID", "USER_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("portal_node_role_user", "portal_node_role", ["USER_ID"])
    op.create_table(
        "portal_node_communication",
        sa.Column("NODE_ID", sa.Integer(), nullable=False),
        sa.Column("TYPE", sa.Text(), nullable=False),
        sa.Column("COMMUNICATION_ID", sa.Integer(), nullable=False),
        sa.Column("ORIGINAL_NODE_ID", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("NODE_ID", "TYPE", "COMMUNICATION_ID"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("portal_node_communication")
    op.drop_table("portal_node_role")
    op.execute("DELETE FROM portal_department WHERE \"TYPE\" = 'TEAM'")
    for name in (*reversed(TEXTS), "TYPE"):
        op.drop_column("portal_department", name)
