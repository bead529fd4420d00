"""Applications and their tokens, settings, faults."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

TABLES = (
    "portal_app",
    "portal_app_member",
    "portal_confirmation",
    "portal_fault",
    "portal_grant",
    "portal_idempotency",
    "portal_option",
    "portal_outbox",
    "portal_password",
    "portal_placement",
    "portal_session",
    "portal_setting",
    "portal_token",
)


def upgrade() -> None:
    op.create_table(
        "portal_app",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("CLIENT_ID", sa.Text(), nullable=False),
        sa.Column("SECRET_HASH", sa.Text(), nullable=False),
        sa.Column("TITLE", sa.Text(), nullable=False),
        sa.Column("STATUS", sa.Text(), nullable=False),
        sa.Column("VERSION", sa.Integer(), nullable=False),
        sa.Column("HANDLER_URL", sa.Text(), nullable=False),
        sa.Column("INSTALL_URL", sa.Text(), nullable=False),
        sa.Column("SCOPES", sa.Text(), nullable=False),
        sa.Column("API_ONLY", sa.Text(), nullable=False),
        sa.Column("INSTALLED", sa.Text(), nullable=False),
        sa.Column("BLOCKED", sa.Text(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("DATE_CREATE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("CLIENT_ID"),
    )
    op.create_table(
        "portal_app_member",
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.Column("MEMBER", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("APP_ID", "MEMBER"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "portal_confirmation",
        sa.Column("TOKEN_ID", sa.Integer(), nullable=False),
        sa.Column("METHOD", sa.Text(), nullable=False),
        sa.Column("CONFIRMED", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("TOKEN_ID", "METHOD"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "portal_fault",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("RULE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "portal_grant",
        sa.Column("CODE_HASH", sa.Text(), nullable=False),
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("EXPIRES", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("CODE_HASH"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "portal_idempotency",
        sa.Column("CREDENTIAL", sa.Text(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("METHOD", sa.Text(), nullable=False),
        sa.Column("KEY", sa.Text(), nullable=False),
        sa.Column("BODY_HASH", sa.Text(), nullable=False),
        sa.Column("ANSWER", sa.Text(), nullable=False),
        sa.Column("EXPIRES", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("CREDENTIAL", "USER_ID", "METHOD", "KEY"),
        sqlite_with_rowid=False,
    )
    op.create_index("portal_idempotency_end", "portal_idempotency", ["EXPIRES"], unique=False)
    op.create_table(
        "portal_option",
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("VALUE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("APP_ID", "USER_ID", "NAME"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "portal_outbox",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("EVENT", sa.Text(), nullable=False),
        sa.Column("URL", sa.Text(), nullable=False),
        sa.Column("CLIENT_ID", sa.Text(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("DATA", sa.Text(), nullable=False),
        sa.Column("DATE_CREATE", sa.Float(), nullable=False),
        sa.Column("ATTEMPTS", sa.Integer(), nullable=False),
        sa.Column("NEXT_AT", sa.Float(), nullable=True),
        sa.Column("OUTCOME", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
    )
    op.create_index("portal_outbox_next", "portal_outbox", ["NEXT_AT"], unique=False)
    op.create_table(
        "portal_password",
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("PASSWORD_HASH", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("USER_ID"),
    )
    op.create_table(
        "portal_placement",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.Column("PLACEMENT", sa.Text(), nullable=False),
        sa.Column("HANDLER", sa.Text(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("TITLE", sa.Text(), nullable=False),
        sa.Column("DESCRIPTION", sa.Text(), nullable=False),
        sa.Column("GROUP_NAME", sa.Text(), nullable=False),
        sa.Column("LANG_ALL", sa.Text(), nullable=False),
        sa.Column("OPTIONS", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
    )
    op.create_index("portal_placement_app", "portal_placement", ["APP_ID", "PLACEMENT"], unique=False)
    op.create_table(
        "portal_session",
        sa.Column("SESSION_HASH", sa.Text(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("EXPIRES", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("SESSION_HASH"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "portal_setting",
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("VALUE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("NAME"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "portal_token",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("APP_ID", sa.Integer(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=False),
        sa.Column("SCOPES", sa.Text(), nullable=False),
        sa.Column("ACCESS_HASH", sa.Text(), nullable=False),
        sa.Column("ACCESS_EXPIRES", sa.Float(), nullable=False),
        sa.Column("REFRESH_HASH", sa.Text(), nullable=True),
        sa.Column("REFRESH_EXPIRES", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
    )
    op.create_index("portal_token_access", "portal_token", ["ACCESS_HASH"], unique=True)
    op.create_index("portal_token_app", "portal_token", ["APP_ID", "USER_ID"], unique=False)
    op.create_index("portal_token_end", "portal_token", ["REFRESH_EXPIRES"], unique=False)
    op.create_index("portal_token_refresh", "portal_token", ["REFRESH_HASH"], unique=True)
    # plans had other names, and only one of them mattered
    op.execute("INSERT INTO portal_setting SELECT 'plan', '\"free\"' FROM portal WHERE \"PLAN\" = 'free'")
    op.drop_column("portal", "PLAN")
    op.add_column("portal", sa.Column("BASELINE", sa.Text(), server_default="", nullable=False))
    op.add_column("portal_webhook", sa.Column("BLOCKED", sa.Text(), server_default="N", nullable=False))


def downgrade() -> None:
    op.drop_column("portal_webhook", "BLOCKED")
    op.drop_column("portal", "BASELINE")
    op.add_column("portal", sa.Column("PLAN", sa.Text(), server_default="pro", nullable=False))
    for table in TABLES:
        op.drop_table(table)
