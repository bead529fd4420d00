"""Smart processes: CRM object types that a portal's administrator makes.

Source: ``api-reference/crm/universal/user-defined-object-types/``.
"""

from sqlalchemy import Column, Integer, Table, Text, select

from homeport.store import Query, Transaction
from homeport.store.schema import METADATA

TYPE = Table(
    "crm_type",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("ENTITY_TYPE_ID", Integer, nullable=False, unique=True),
    Column("TITLE", Text, nullable=False),
    Column("CODE", Text),
    Column("CUSTOM_SECTION_ID", Integer),
    Column("SETTINGS", Text, nullable=False),
    Column("LAST_ITEM_ID", Integer, nullable=False),
    Column("CREATED_BY", Integer, nullable=False),
    Column("CREATED_TIME", Text, nullable=False),
    Column("UPDATED_BY", Integer, nullable=False),
    Column("UPDATED_TIME", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""SETTINGS is a JSON object of the ``is...Enabled`` switches. LAST_ITEM_ID numbers the items of the type."""

_TYPE_IDS = Query(select(TYPE.c.ENTITY_TYPE_ID).order_by(TYPE.c.ENTITY_TYPE_ID))


def dynamic_type_ids(tx: Transaction) -> list[int]:
    """Type ids of the smart processes that exist."""
    return [row[0] for row in tx.all(_TYPE_IDS)]
