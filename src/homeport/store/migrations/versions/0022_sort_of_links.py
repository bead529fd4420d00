"""Sort indexes of links; and companies hold all of their contacts, where they held those that were given them."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

CONTACT, COMPANY = 3, 4
_ROWS = sa.table(
    "crm_record_list",
    *(sa.column(name, sa.Integer) for name in ("ENTITY_TYPE_ID", "ENTITY_ID", "POSITION", "VALUE", "SORT")),
    sa.column("FIELD", sa.Text),
)
_AFTER_ALL = 1_000
"""No list is as long: where those follow that a company did not hold."""


def upgrade() -> None:
    op.add_column("crm_record_list", sa.Column("SORT", sa.Integer(), nullable=False, server_default="0"))
    contacts, companies = _ROWS.alias("contacts"), _ROWS.alias("companies")
    linked = sa.exists().where(
        contacts.c.ENTITY_TYPE_ID == CONTACT,
        contacts.c.FIELD == "COMPANY_IDS",
        contacts.c.ENTITY_ID == _ROWS.c.VALUE,
        contacts.c.VALUE == _ROWS.c.ENTITY_ID,
    )
    op.execute(_ROWS.delete().where(_ROWS.c.ENTITY_TYPE_ID == COMPANY, _ROWS.c.FIELD == "CONTACT_ID", ~linked))
    held = sa.exists().where(
        companies.c.ENTITY_TYPE_ID == COMPANY,
        companies.c.FIELD == "CONTACT_ID",
        companies.c.ENTITY_ID == contacts.c.VALUE,
        companies.c.VALUE == contacts.c.ENTITY_ID,
    )
    place = sa.func.row_number().over(partition_by=contacts.c.VALUE, order_by=contacts.c.ENTITY_ID)
    missing = sa.select(
        sa.literal_column(str(COMPANY)),
        contacts.c.VALUE,
        sa.literal_column("'CONTACT_ID'"),
        place + _AFTER_ALL,
        contacts.c.ENTITY_ID,
        sa.literal_column("0"),
    ).where(contacts.c.ENTITY_TYPE_ID == CONTACT, contacts.c.FIELD == "COMPANY_IDS", ~held)
    names = ["ENTITY_TYPE_ID", "ENTITY_ID", "FIELD", "POSITION", "VALUE", "SORT"]
    op.execute(_ROWS.insert().from_select(names, missing))
    op.execute(_ROWS.update().values(SORT=(_ROWS.c.POSITION + 1) * 10))


def downgrade() -> None:
    op.drop_column("crm_record_list", "SORT")
