"""Departments can be deleted now: their numbers are not used again."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    _numbered_once(True)


def downgrade() -> None:
    _numbered_once(False)


def _numbered_once(once: bool) -> None:
    """A database's own sequence does so already; a file's table is made anew."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("portal_department", recreate="always", table_kwargs={"sqlite_autoincrement": once}):
            pass
