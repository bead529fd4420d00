"""Files that people import records from."""

import sqlalchemy as sa
from alembic import op

revision = "0112"
down_revision = "0111"

TEXTS = ("NAME", "DELIMITER", "CONTENT", "MAPPING")


def upgrade() -> None:
    names = ("ID", "USER_ID", "ENTITY_TYPE_ID", *TEXTS, "PLACE", "TOTAL", "DONE", "ADDED")
    op.create_table(
        "crm_import",
        *(sa.Column(name, sa.Text() if name in TEXTS else sa.Integer(), nullable=False) for name in names),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_import_of", "crm_import", ["USER_ID", "ENTITY_TYPE_ID"], unique=True)
    op.create_table(
        "crm_import_refused",
        sa.Column("IMPORT_ID", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("NUMBER", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("WHY", sa.Text(), nullable=False),
        sa.Column("CELLS", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("IMPORT_ID", "NUMBER"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("crm_import_refused")
    op.drop_table("crm_import")
