"""What parts of texts are looked up by in a file; in a database :mod:`homeport.store.postgresql.searching` keeps it."""

from alembic import op

from homeport.store import sqlite_search
from homeport.store.searching import Place

revision = "0113"
down_revision = "0112"

PLACES = (
    Place(1, "crm_deal", "TITLE"),
    Place(2, "crm_lead", "TITLE"),
    Place(3, "crm_lead", "NAME"),
    Place(4, "crm_lead", "LAST_NAME"),
    Place(5, "crm_lead", "COMPANY_TITLE"),
    Place(6, "crm_contact", "NAME"),
    Place(7, "crm_contact", "LAST_NAME"),
    Place(8, "crm_contact", "POST"),
    Place(9, "crm_company", "TITLE"),
    Place(10, "crm_quote", "TITLE"),
    Place(11, "crm_quote", "QUOTE_NUMBER"),
    Place(12, "crm_smart_invoice", "TITLE"),
    Place(13, "crm_smart_invoice", "ACCOUNT_NUMBER"),
    Place(14, "crm_dynamic_item", "TITLE", "ENTITY_TYPE_ID"),
    Place(15, "task", "TITLE"),
    Place(16, "catalog_product", "NAME"),
)


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        sqlite_search.make(driver, PLACES)


def downgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        sqlite_search.drop(driver)
