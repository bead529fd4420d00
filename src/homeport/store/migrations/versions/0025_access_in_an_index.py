"""Rights look at who is responsible, whether a record is open, and at its pipeline: an index has all of it, so that
records are counted without being read."""

from alembic import op

revision = "0025"
down_revision = "0024"

RECORDS = {
    "crm_lead": [],
    "crm_deal": ["CATEGORY_ID"],
    "crm_contact": ["CATEGORY_ID"],
    "crm_company": ["CATEGORY_ID"],
    "crm_quote": [],
    "crm_smart_invoice": ["CATEGORY_ID"],
    "crm_dynamic_item": ["CATEGORY_ID"],
}


def _first(table: str) -> list[str]:
    return ["ENTITY_TYPE_ID"] if table == "crm_dynamic_item" else []


def upgrade() -> None:
    for table, more in RECORDS.items():
        op.drop_index(f"{table}_assigned_by_id", table)
        op.create_index(f"{table}_access", table, [*_first(table), "ASSIGNED_BY_ID", "OPENED", *more])


def downgrade() -> None:
    for table in RECORDS:
        op.drop_index(f"{table}_access", table)
        op.create_index(f"{table}_assigned_by_id", table, [*_first(table), "ASSIGNED_BY_ID"])
