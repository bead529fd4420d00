"""Units of measurement and VAT rates. Portals that there are already get the usual ones."""

import sqlalchemy as sa
from alembic import op

from homeport.store.migrations.rows import add

revision = "0014"
down_revision = "0013"

UNITS = (
    (6, "Meter", "m", "m", "MTR", "N"),
    (112, "Liter", "l", "l", "LTR", "N"),
    (163, "Gram", "g", "g", "GRM", "N"),
    (166, "Kilogram", "kg", "kg", "KGM", "N"),
    (796, "Piece", "pcs", "pc. 1", "PCE. NMB", "Y"),
)


def upgrade() -> None:
    op.create_table(
        "catalog_measure",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("CODE", sa.Integer(), nullable=False),
        sa.Column("MEASURE_TITLE", sa.Text(), nullable=False),
        sa.Column("SYMBOL_RUS", sa.Text(), nullable=True),
        sa.Column("SYMBOL_INTL", sa.Text(), nullable=True),
        sa.Column("SYMBOL_LETTER_INTL", sa.Text(), nullable=True),
        sa.Column("IS_DEFAULT", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("CODE"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "catalog_vat",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TIMESTAMP_X", sa.Text(), nullable=False),
        sa.Column("ACTIVE", sa.Text(), nullable=False),
        sa.Column("C_SORT", sa.Integer(), nullable=False),
        sa.Column("NAME", sa.Text(), nullable=False),
        sa.Column("RATE", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    if op.get_bind().execute(sa.text('SELECT "CURRENCY_ID" FROM portal')).scalar() is None:
        return  # a new file: whoever makes the portal writes them
    names = ("CODE", "MEASURE_TITLE", "SYMBOL_RUS", "SYMBOL_INTL", "SYMBOL_LETTER_INTL", "IS_DEFAULT")
    for unit in UNITS:
        add(op.get_bind(), "catalog_measure", dict(zip(names, unit, strict=True)))
    no_vat = {"TIMESTAMP_X": "2026-01-01 00:00:00", "ACTIVE": "Y", "C_SORT": 100, "NAME": "No VAT", "RATE": None}
    add(op.get_bind(), "catalog_vat", no_vat)


def downgrade() -> None:
    op.drop_table("catalog_vat")
    op.drop_table("catalog_measure")
