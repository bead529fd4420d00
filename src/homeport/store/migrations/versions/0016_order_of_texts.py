"""What records' titles and names are ordered by, so that lists in the order of letters have an index."""

import sqlalchemy as sa
from alembic import op

from homeport.store.texts import add_to, ordered_by

revision = "0016"
down_revision = "0015"

HEADLINES = {
    "crm_company": "TITLE",
    "crm_contact": "LAST_NAME",
    "crm_deal": "TITLE",
    "crm_lead": "TITLE",
    "crm_quote": "TITLE",
    "crm_smart_invoice": "TITLE",
    "crm_dynamic_item": "TITLE",
}


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        add_to(driver)
    for name, headline in HEADLINES.items():
        held = f"{headline}_ORDER"
        op.add_column(name, sa.Column(held, sa.Text(), nullable=True))
        table = sa.table(name, sa.column(headline, sa.Text()), sa.column(held, sa.Text()))
        op.execute(sa.update(table).values({held: ordered_by(table.c[headline])}))
        key = ["ENTITY_TYPE_ID"] if name == "crm_dynamic_item" else []
        op.create_index(f"{name}_{headline.lower()}_order", name, [*key, held, headline, "ID"])


def downgrade() -> None:
    for name, headline in HEADLINES.items():
        op.drop_index(f"{name}_{headline.lower()}_order", name)
        op.drop_column(name, f"{headline}_ORDER")
