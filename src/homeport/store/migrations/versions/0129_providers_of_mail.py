"""Mail services."""

import sqlalchemy as sa
from alembic import op

revision = "0129"
down_revision = "0128"

NUMBERS = ("SORT", "PORT", "ICON", "SMTP_PORT")
TEXTS = (
    *("SITE_ID", "ACTIVE", "NAME", "SERVER", "ENCRYPTION", "LINK", "SMTP_SERVER", "SMTP_LOGIN_AS_IMAP"),
    *("SMTP_PASSWORD_AS_IMAP", "SMTP_ENCRYPTION", "UPLOAD_OUTGOING"),
)


def upgrade() -> None:
    op.create_table(
        "mail_service",
        sa.Column("ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in TEXTS),
        *(sa.Column(name, sa.Integer()) for name in NUMBERS),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("mail_service_order", "mail_service", ["ACTIVE", "SORT", "ID"])


def downgrade() -> None:
    op.drop_table("mail_service")
