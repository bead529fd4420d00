"""Sites."""

import sqlalchemy as sa
from alembic import op

revision = "0190"
down_revision = "0180"


def upgrade() -> None:
    op.create_table(
        "landing_binding",
        sa.Column("KIND", sa.Text(), nullable=False),
        sa.Column("BINDING_ID", sa.Text(), nullable=False),
        sa.Column("SITE_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("KIND", "BINDING_ID", "SITE_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("landing_binding_of_site", "landing_binding", ["SITE_ID"], unique=False)
    op.create_table(
        "landing_domain",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("landing_domain_name", "landing_domain", ["NAME"], unique=True)
    op.create_table(
        "landing_extra",
        sa.Column("KIND", sa.Text(), nullable=False),
        sa.Column("OWNER_ID", sa.Integer(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.Column("VALUE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("KIND", "OWNER_ID", "CODE"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "landing_folder",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("PARENT_ID", sa.Integer(), nullable=True),
        sa.Column("SITE_ID", sa.Integer(), nullable=False),
        sa.Column("INDEX_ID", sa.Integer(), nullable=True),
        sa.Column("ACTIVE", sa.Text(), nullable=False),
        sa.Column("DELETED", sa.Text(), nullable=False),
        sa.Column("TITLE", sa.Text(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.Column("CREATED_BY_ID", sa.Integer(), nullable=False),
        sa.Column("MODIFIED_BY_ID", sa.Integer(), nullable=False),
        sa.Column("DATE_CREATE", sa.Text(), nullable=False),
        sa.Column("DATE_MODIFY", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("landing_folder_of_site", "landing_folder", ["SITE_ID", "PARENT_ID", "CODE"], unique=False)
    op.create_index("landing_folder_parent", "landing_folder", ["PARENT_ID"], unique=False)
    op.create_table(
        "landing_option",
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("VALUE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("NAME"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "landing_page",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TITLE", sa.Text(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.Column("SITE_ID", sa.Integer(), nullable=False),
        sa.Column("FOLDER_ID", sa.Integer(), nullable=True),
        sa.Column("TPL_ID", sa.Integer(), nullable=True),
        sa.Column("ACTIVE", sa.Text(), nullable=False),
        sa.Column("PUBLIC", sa.Text(), nullable=False),
        sa.Column("DELETED", sa.Text(), nullable=False),
        sa.Column("DESCRIPTION", sa.Text(), nullable=True),
        sa.Column("XML_ID", sa.Text(), nullable=True),
        sa.Column("SITEMAP", sa.Text(), nullable=False),
        sa.Column("FOLDER", sa.Text(), nullable=False),
        sa.Column("RULE", sa.Text(), nullable=True),
        sa.Column("CREATED_BY_ID", sa.Integer(), nullable=False),
        sa.Column("MODIFIED_BY_ID", sa.Integer(), nullable=False),
        sa.Column("DATE_CREATE", sa.Text(), nullable=False),
        sa.Column("DATE_MODIFY", sa.Text(), nullable=False),
        sa.Column("DATE_PUBLIC", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("landing_page_folder", "landing_page", ["FOLDER_ID"], unique=False)
    op.create_index("landing_page_of_site", "landing_page", ["SITE_ID", "FOLDER_ID", "CODE"], unique=False)
    op.create_table(
        "landing_right",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("ROLE_ID", sa.Integer(), nullable=False),
        sa.Column("SECTION", sa.Text(), nullable=False),
        sa.Column("SITE_ID", sa.Integer(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.Column("OPERATION", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("landing_right_of_role", "landing_right", ["ROLE_ID", "SITE_ID"], unique=False)
    op.create_index("landing_right_of_site", "landing_right", ["SITE_ID", "ROLE_ID", "CODE"], unique=False)
    op.create_table(
        "landing_role",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("CODES", sa.Text(), nullable=False),
        sa.Column("RIGHTS", sa.Text(), nullable=False),
        sa.Column("ADDITIONAL", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "landing_site",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("SECTION", sa.Text(), nullable=False),
        sa.Column("TITLE", sa.Text(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.Column("TYPE", sa.Text(), nullable=False),
        sa.Column("ACTIVE", sa.Text(), nullable=False),
        sa.Column("DELETED", sa.Text(), nullable=False),
        sa.Column("DESCRIPTION", sa.Text(), nullable=True),
        sa.Column("XML_ID", sa.Text(), nullable=True),
        sa.Column("DOMAIN_ID", sa.Integer(), nullable=False),
        sa.Column("LANG", sa.Text(), nullable=True),
        sa.Column("TPL_ID", sa.Integer(), nullable=True),
        sa.Column("LANDING_ID_INDEX", sa.Integer(), nullable=True),
        sa.Column("LANDING_ID_404", sa.Integer(), nullable=True),
        sa.Column("LANDING_ID_503", sa.Integer(), nullable=True),
        sa.Column("CREATED_BY_ID", sa.Integer(), nullable=False),
        sa.Column("MODIFIED_BY_ID", sa.Integer(), nullable=False),
        sa.Column("DATE_CREATE", sa.Text(), nullable=False),
        sa.Column("DATE_MODIFY", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("landing_site_code", "landing_site", ["CODE"], unique=True)
    op.create_index("landing_site_domain", "landing_site", ["DOMAIN_ID"], unique=False)
    op.create_index("landing_site_list", "landing_site", ["SECTION", "DELETED", "ID"], unique=False)


def downgrade() -> None:
    op.drop_table("landing_site")
    op.drop_table("landing_role")
    op.drop_table("landing_right")
    op.drop_table("landing_page")
    op.drop_table("landing_option")
    op.drop_table("landing_folder")
    op.drop_table("landing_extra")
    op.drop_table("landing_domain")
    op.drop_table("landing_binding")
