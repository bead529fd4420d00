"""Currencies and how amounts of them are written. Portals that there are already get the usual ones."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

USUAL = (
    ("EUR", 1.0, "Euro", "€#"),
    ("USD", 0.92, "US dollar", "$#"),
    ("GBP", 1.17, "Pound sterling", "£#"),
)


def upgrade() -> None:
    currency = op.create_table(
        "crm_currency",
        sa.Column("CURRENCY", sa.Text(), nullable=False),
        sa.Column("AMOUNT_CNT", sa.Integer(), nullable=False),
        sa.Column("AMOUNT", sa.Float(), nullable=False),
        sa.Column("SORT", sa.Integer(), nullable=False),
        sa.Column("DATE_UPDATE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("CURRENCY"),
        sqlite_with_rowid=False,
    )
    localization = op.create_table(
        "crm_currency_localization",
        sa.Column("CURRENCY", sa.Text(), nullable=False),
        sa.Column("LID", sa.Text(), nullable=False),
        sa.Column("FORMAT_STRING", sa.Text(), nullable=False),
        sa.Column("FULL_NAME", sa.Text(), nullable=False),
        sa.Column("DEC_POINT", sa.Text(), nullable=False),
        sa.Column("THOUSANDS_SEP", sa.Text(), nullable=False),
        sa.Column("DECIMALS", sa.Integer(), nullable=False),
        sa.Column("THOUSANDS_VARIANT", sa.Text(), nullable=True),
        sa.Column("HIDE_ZERO", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("CURRENCY", "LID"),
        sqlite_with_rowid=False,
    )
    base = op.get_bind().execute(sa.text('SELECT "CURRENCY_ID" FROM portal')).scalar()
    if base is None:  # a new file: whoever makes the portal writes them
        return
    found = [*USUAL] if base in {row[0] for row in USUAL} else [(base, 1.0, base, "#"), *USUAL]
    op.bulk_insert(
        currency,
        [
            {
                "CURRENCY": code,
                "AMOUNT_CNT": 1,
                "AMOUNT": 1.0 if code == base else rate,
                "SORT": 100 * position,
                "DATE_UPDATE": "2026-01-01 00:00:00",
            }
            for position, (code, rate, _, _) in enumerate(found, 1)
        ],
    )
    op.bulk_insert(
        localization,
        [
            {
                "CURRENCY": code,
                "LID": "en",
                "FORMAT_STRING": form,
                "FULL_NAME": name,
                "DEC_POINT": ".",
                "THOUSANDS_SEP": ",",
                "DECIMALS": 2,
                "THOUSANDS_VARIANT": "C",
                "HIDE_ZERO": "N",
            }
            for code, _, name, form in found
        ],
    )


def downgrade() -> None:
    op.drop_table("crm_currency_localization")
    op.drop_table("crm_currency")
