"""Roles, regions and numerators of documents."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"

ROLES = (
    (
        "Administrator",
        "ADMIN",
        '{"settings":{"modify":"X"},"templates":{"modify":"X"},"documents":{"modify":"X","view":"X"}}',
    ),
    (
        "Manager",
        "MANAGER",
        '{"settings":{"modify":""},"templates":{"modify":""},"documents":{"modify":"X","view":"X"}}',
    ),
)
SETTINGS = (
    '{"start":1,"step":1,"length":0,"padString":"0","periodicBy":null,"timezone":null,"isDirectNumeration":false}'
)
_ROLE = sa.table("docgen_role", *(sa.column(name) for name in ("ID", "NAME", "CODE", "PERMISSIONS")))
_ACCESS = sa.table("docgen_access", sa.column("ROLE_ID"), sa.column("ACCESS_CODE"))
_NUMERATOR = sa.table(
    "docgen_numerator", *(sa.column(name) for name in ("ID", "NAME", "TEMPLATE", "SETTINGS", "OF_REST"))
)


def upgrade() -> None:
    op.create_table(
        "docgen_access",
        sa.Column("ROLE_ID", sa.Integer(), nullable=False),
        sa.Column("ACCESS_CODE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ROLE_ID", "ACCESS_CODE"),
        sqlite_with_rowid=False,
    )
    op.create_index("docgen_access_code", "docgen_access", ["ACCESS_CODE"], unique=False)
    op.create_table(
        "docgen_numerator",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("TEMPLATE", sa.Text(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=True),
        sa.Column("SETTINGS", sa.Text(), nullable=False),
        sa.Column("OF_REST", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "docgen_region",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TITLE", sa.Text(), nullable=False),
        sa.Column("LANGUAGE_ID", sa.Text(), nullable=True),
        sa.Column("FORMAT_DATE", sa.Text(), nullable=True),
        sa.Column("FORMAT_DATETIME", sa.Text(), nullable=True),
        sa.Column("FORMAT_NAME", sa.Text(), nullable=True),
        sa.Column("PHRASES", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "docgen_role",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=True),
        sa.Column("PERMISSIONS", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )

    if op.get_bind().execute(sa.text('SELECT "CURRENCY_ID" FROM portal')).scalar() is None:
        return  # a new file: whoever makes the portal writes them
    for number, (name, code, rights) in enumerate(ROLES, 1):
        op.execute(_ROLE.insert().values(ID=number, NAME=name, CODE=code, PERMISSIONS=rights))
    op.execute(_ACCESS.insert().values(ROLE_ID=2, ACCESS_CODE="UA"))
    op.execute(_NUMERATOR.insert().values(ID=1, NAME="Documents", TEMPLATE="{NUMBER}", SETTINGS=SETTINGS, OF_REST="N"))


def downgrade() -> None:
    op.drop_table("docgen_role")
    op.drop_table("docgen_region")
    op.drop_table("docgen_numerator")
    op.drop_table("docgen_access")
