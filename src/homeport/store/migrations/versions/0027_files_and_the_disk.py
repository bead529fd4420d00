"""Files and the disk."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "disk_attached",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("OBJECT_ID", sa.Integer(), nullable=False),
        sa.Column("MODULE_ID", sa.Text(), nullable=False),
        sa.Column("ENTITY_TYPE", sa.Text(), nullable=False),
        sa.Column("ENTITY_ID", sa.Integer(), nullable=False),
        sa.Column("CREATE_TIME", sa.Text(), nullable=False),
        sa.Column("CREATED_BY", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("disk_attached_entity", "disk_attached", ["ENTITY_TYPE", "ENTITY_ID"], unique=False)
    op.create_index("disk_attached_object", "disk_attached", ["OBJECT_ID"], unique=False)
    op.create_table(
        "disk_link",
        sa.Column("OBJECT_ID", sa.Integer(), nullable=False),
        sa.Column("SLUG", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("OBJECT_ID"),
        sa.UniqueConstraint("SLUG"),
    )
    op.create_table(
        "disk_object",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("TYPE", sa.Text(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=True),
        sa.Column("STORAGE_ID", sa.Integer(), nullable=False),
        sa.Column("PARENT_ID", sa.Integer(), nullable=True),
        sa.Column("DELETED_TYPE", sa.Integer(), nullable=False),
        sa.Column("CREATE_TIME", sa.Text(), nullable=False),
        sa.Column("UPDATE_TIME", sa.Text(), nullable=False),
        sa.Column("DELETE_TIME", sa.Text(), nullable=True),
        sa.Column("CREATED_BY", sa.Integer(), nullable=False),
        sa.Column("UPDATED_BY", sa.Integer(), nullable=False),
        sa.Column("DELETED_BY", sa.Integer(), nullable=True),
        sa.Column("GLOBAL_CONTENT_VERSION", sa.Integer(), nullable=True),
        sa.Column("FILE_ID", sa.Integer(), nullable=True),
        sa.Column("SIZE", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("disk_object_file", "disk_object", ["FILE_ID"], unique=False)
    op.create_index("disk_object_place", "disk_object", ["PARENT_ID", "DELETED_TYPE", "NAME"], unique=False)
    op.create_index("disk_object_storage", "disk_object", ["STORAGE_ID", "DELETED_TYPE", "UPDATE_TIME"], unique=False)
    op.create_table(
        "disk_path",
        sa.Column("OBJECT_ID", sa.Integer(), nullable=False),
        sa.Column("ANCESTOR_ID", sa.Integer(), nullable=False),
        sa.Column("DEPTH", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("OBJECT_ID", "ANCESTOR_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("disk_path_below", "disk_path", ["ANCESTOR_ID", "OBJECT_ID"], unique=False)
    op.create_table(
        "disk_right",
        sa.Column("OBJECT_ID", sa.Integer(), nullable=False),
        sa.Column("ACCESS_CODE", sa.Text(), nullable=False),
        sa.Column("LEVEL", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("OBJECT_ID", "ACCESS_CODE"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "disk_storage",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=True),
        sa.Column("MODULE_ID", sa.Text(), nullable=False),
        sa.Column("ENTITY_TYPE", sa.Text(), nullable=False),
        sa.Column("ENTITY_ID", sa.Text(), nullable=False),
        sa.Column("ROOT_OBJECT_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("disk_storage_entity", "disk_storage", ["ENTITY_TYPE", "ENTITY_ID"], unique=True)
    op.create_table(
        "disk_version",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("OBJECT_ID", sa.Integer(), nullable=False),
        sa.Column("FILE_ID", sa.Integer(), nullable=False),
        sa.Column("SIZE", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("GLOBAL_CONTENT_VERSION", sa.Integer(), nullable=False),
        sa.Column("CREATE_TIME", sa.Text(), nullable=False),
        sa.Column("CREATED_BY", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("disk_version_object", "disk_version", ["OBJECT_ID"], unique=False)
    op.create_table(
        "file",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("HASH", sa.Text(), nullable=False),
        sa.Column("SIZE", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("CREATED", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_file_HASH"), "file", ["HASH"], unique=False)
    op.create_table(
        "file_upload",
        sa.Column("NONCE", sa.Text(), nullable=False),
        sa.Column("EXPIRES", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("NONCE"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("file_upload")
    op.drop_index(op.f("ix_file_HASH"), table_name="file")
    op.drop_table("file")
    op.drop_index("disk_version_object", table_name="disk_version")
    op.drop_table("disk_version")
    op.drop_index("disk_storage_entity", table_name="disk_storage")
    op.drop_table("disk_storage")
    op.drop_table("disk_right")
    op.drop_index("disk_path_below", table_name="disk_path")
    op.drop_table("disk_path")
    op.drop_index("disk_object_storage", table_name="disk_object")
    op.drop_index("disk_object_place", table_name="disk_object")
    op.drop_index("disk_object_file", table_name="disk_object")
    op.drop_table("disk_object")
    op.drop_table("disk_link")
    op.drop_index("disk_attached_object", table_name="disk_attached")
    op.drop_index("disk_attached_entity", table_name="disk_attached")
    op.drop_table("disk_attached")
