"""The columns of a table without row numbers in the order of its key: SQLite before 3.41 takes others for damaged."""

from alembic import op

revision = "0118"
down_revision = "0117"

COLUMNS = '"POST_ID", "KIND", "TARGET"'


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute(
        'CREATE TABLE "log_destination~" ("POST_ID" INTEGER NOT NULL, "KIND" TEXT NOT NULL, "TARGET" INTEGER NOT NULL, '
        f"PRIMARY KEY ({COLUMNS})) WITHOUT ROWID"
    )
    op.execute(
        f'INSERT INTO "log_destination~" ({COLUMNS}) SELECT {COLUMNS} FROM log_destination'  # noqa: S608  constants
    )
    op.drop_table("log_destination")
    op.rename_table("log_destination~", "log_destination")
    op.create_index("log_destination_posts", "log_destination", ["KIND", "TARGET", "POST_ID"])


def downgrade() -> None:
    """The order of columns is no other state."""
