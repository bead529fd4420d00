"""Knowledge bases with their documents and files."""

import sqlalchemy as sa
from alembic import op

revision = "0082"
down_revision = "0081"

MADE = "CREATED_BY CREATED_AT UPDATED_BY UPDATED_AT STATE"
NUMBERS = ("POSITION", "COLLECTION_ID", "PARENT_ID", "CREATED_BY", "UPDATED_BY")


def upgrade() -> None:
    for table, names in (
        ("note_collection", f"NAME POSITION POLICY_LEVEL {MADE}"),
        ("note_document", f"COLLECTION_ID PARENT_ID TITLE MARKDOWN POSITION {MADE}"),
    ):
        op.create_table(
            table,
            sa.Column("ID", sa.Integer(), nullable=False),
            *(sa.Column(name, sa.Integer() if name in NUMBERS else sa.Text(), nullable=True) for name in names.split()),
            sa.PrimaryKeyConstraint("ID"),
            sqlite_autoincrement=True,
        )
    op.create_index("note_collection_list", "note_collection", ["STATE", "POSITION", "ID"])
    op.create_index("note_document_tree", "note_document", ["COLLECTION_ID", "STATE", "PARENT_ID", "POSITION"])
    op.create_index("note_document_parent", "note_document", ["PARENT_ID"])
    op.create_table(
        "note_file",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("DOCUMENT_ID", sa.Integer(), nullable=False),
        sa.Column("FILE_ID", sa.Integer(), nullable=False),
        sa.Column("MIME_TYPE", sa.Text(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("SIZE", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("note_file_document", "note_file", ["DOCUMENT_ID"])


def downgrade() -> None:
    for table in ("note_file", "note_document", "note_collection"):
        op.drop_table(table)
