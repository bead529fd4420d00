"""Duplicates: phones and addresses as they are compared, and the fields that are compared beside them."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

STEP = 10_000


def upgrade() -> None:
    op.create_table(
        "crm_duplicate_field",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("ENTITY_TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("FIELD_CODE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("ENTITY_TYPE_ID", "FIELD_CODE"),
        sqlite_autoincrement=True,
    )
    op.add_column("crm_multifield", sa.Column("COMPARABLE", sa.Text(), nullable=True))
    _fill()
    op.create_index("crm_multifield_comparable", "crm_multifield", ["COMPARABLE", "TYPE_ID", "ENTITY_TYPE_ID"])


def downgrade() -> None:
    op.drop_index("crm_multifield_comparable", table_name="crm_multifield")
    op.drop_column("crm_multifield", "COMPARABLE")
    op.drop_table("crm_duplicate_field")


def _fill() -> None:
    """What there is, a step at a time."""
    connection, last = op.get_bind(), 0
    page = sa.text(
        'SELECT "ID", "TYPE_ID", "VALUE" FROM crm_multifield '
        'WHERE "ID" > :last AND "TYPE_ID" IN (\'PHONE\', \'EMAIL\') ORDER BY "ID" LIMIT :step'
    )
    change = sa.text('UPDATE crm_multifield SET "COMPARABLE" = :comparable WHERE "ID" = :number')
    while rows := connection.execute(page, {"last": last, "step": STEP}).all():
        last = rows[-1][0]
        connection.execute(
            change, [{"number": number, "comparable": _comparable(kind, value)} for number, kind, value in rows]
        )


def _comparable(kind: str, value: str) -> str | None:
    """As it was when this was written: migrations do not follow the code."""
    if kind == "EMAIL":
        return value.strip().lower() or None
    number = re.split(r"[;,#xX]|\b(?:ext|доб)", value.strip(), maxsplit=1, flags=re.IGNORECASE)[0]
    digits = re.sub(r"[^0-9]+", "", number)
    if not digits:
        return None
    return f"+{digits}" if number.startswith("+") else digits
