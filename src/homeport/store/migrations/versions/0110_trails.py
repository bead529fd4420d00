"""Trails: what was changed of records. The stages that are known to have been are put into them."""

import json
from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0110"
down_revision = "0100"

LEAD, QUOTE, CREATED = 1, 7, 1
PART = 1_000


def upgrade() -> None:
    op.create_table(
        "crm_trail",
        sa.Column("ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("OWNER_TYPE_ID", "OWNER_ID")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("KIND", "CREATED")),
        sa.Column("AUTHOR_ID", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("CREDENTIAL", "DETAILS")),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_trail_owner", "crm_trail", ["OWNER_TYPE_ID", "OWNER_ID", "ID"])
    _take_over_stages()


def _take_over_stages() -> None:
    names = ("OWNER_TYPE_ID", "OWNER_ID", "ID", "TYPE_ID", "CREATED_TIME", "STAGE_ID")
    history = sa.table("crm_stage_history", *(sa.column(name) for name in names))
    connection = op.get_bind()
    rows = connection.execute(sa.select(*history.c).order_by(*(history.c[name] for name in names[:3]))).all()
    found = []
    for (type_id, entity_id), steps in groupby(rows, key=lambda row: (row[0], row[1])):
        field, before = "STATUS_ID" if type_id in (LEAD, QUOTE) else "STAGE_ID", None
        for _, _, number, kind, created, stage in steps:
            if kind != CREATED and stage != before:
                found.append((number, created, type_id, entity_id, json.dumps({field: [before, stage]})))
            before = stage
    trail = sa.table("crm_trail", *(sa.column(name) for name in (
        "OWNER_TYPE_ID", "OWNER_ID", "KIND", "CREATED", "AUTHOR_ID", "CREDENTIAL", "DETAILS"
    )))  # fmt: skip
    found.sort()
    for first in range(0, len(found), PART):
        part = [
            {
                "OWNER_TYPE_ID": type_id,
                "OWNER_ID": entity_id,
                "KIND": "fields",
                "CREATED": created,
                "AUTHOR_ID": 0,
                "CREDENTIAL": "",
                "DETAILS": details,
            }
            for _, created, type_id, entity_id, details in found[first : first + PART]
        ]
        connection.execute(sa.insert(trail), part)


def downgrade() -> None:
    op.drop_table("crm_trail")
