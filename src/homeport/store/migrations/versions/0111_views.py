"""Views of lists that people save."""

import sqlalchemy as sa
from alembic import op

revision = "0111"
down_revision = "0110"


def upgrade() -> None:
    op.create_table(
        "crm_view",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("ID", "USER_ID", "ENTITY_TYPE_ID")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("NAME", "QUERY")),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_view_of", "crm_view", ["USER_ID", "ENTITY_TYPE_ID", "NAME"], unique=True)


def downgrade() -> None:
    op.drop_table("crm_view")
