"""External lines of telephony."""

import sqlalchemy as sa
from alembic import op

revision = "0140"
down_revision = "0133"


def upgrade() -> None:
    op.create_table(
        "telephony_line",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("NUMBER", "NAME", "CRM_AUTO_CREATE")),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("telephony_line_number", "telephony_line", ["APP_ID", "NUMBER"], unique=True)


def downgrade() -> None:
    op.drop_table("telephony_line")
