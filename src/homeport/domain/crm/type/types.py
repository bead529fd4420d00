"""Smart processes: CRM object types that a portal's administrator makes. Their tables, and which of them exist.

Source: ``api-reference/crm/universal/user-defined-object-types/``. The rules are in ``smart_processes``.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Column, Index, Integer, Table, Text, bindparam, select

from homeport.store import Query, Transaction
from homeport.store.schema import METADATA
from homeport.store.texts import Words

SWITCHES = (
    "IS_CATEGORIES_ENABLED",
    "IS_STAGES_ENABLED",
    "IS_BEGIN_CLOSE_DATES_ENABLED",
    "IS_CLIENT_ENABLED",
    "IS_USE_IN_USERFIELD_ENABLED",
    "IS_LINK_WITH_PRODUCTS_ENABLED",
    "IS_MYCOMPANY_ENABLED",
    "IS_DOCUMENTS_ENABLED",
    "IS_SOURCE_ENABLED",
    "IS_OBSERVERS_ENABLED",
    "IS_RECYCLEBIN_ENABLED",
    "IS_AUTOMATION_ENABLED",
    "IS_BIZ_PROC_ENABLED",
    "IS_SET_OPEN_PERMISSIONS",
    "IS_PAYMENTS_ENABLED",
    "IS_COUNTERS_ENABLED",
)
"""The settings of a type, each ``Y`` or ``N``."""

TYPE = Table(
    "crm_type",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("TITLE", Words, nullable=False),
    Column("CODE", Text, nullable=False),
    Column("CREATED_BY", Integer, nullable=False),
    Column("ENTITY_TYPE_ID", Integer, nullable=False, unique=True),
    Column("CUSTOM_SECTION_ID", Integer),
    *(Column(name, Text, nullable=False) for name in SWITCHES),
    Column("CREATED_TIME", Text, nullable=False),
    Column("UPDATED_TIME", Text, nullable=False),
    Column("UPDATED_BY", Integer, nullable=False),
    Column("LINKED_USER_FIELDS", Text, nullable=False),
    Column("LAST_ITEM_ID", Integer, nullable=False),
    sqlite_autoincrement=True,
)
"""LAST_ITEM_ID numbers the items of the type. LINKED_USER_FIELDS is a JSON list of user fields that offer them."""

RELATION = Table(
    "crm_type_relation",
    METADATA,
    Column("PARENT_TYPE_ID", Integer, primary_key=True),
    Column("CHILD_TYPE_ID", Integer, primary_key=True),
    Column("IS_CHILDREN_LIST_ENABLED", Text, nullable=False),
    Index("crm_type_relation_child", "CHILD_TYPE_ID"),
    sqlite_with_rowid=False,
)
"""Which types' records can be parents of which: the children show them as ``parentId...``."""

_TYPE_IDS = Query(select(TYPE.c.ENTITY_TYPE_ID).order_by(TYPE.c.ENTITY_TYPE_ID))
_TITLES = Query(select(TYPE.c.ENTITY_TYPE_ID, TYPE.c.TITLE).order_by(TYPE.c.ENTITY_TYPE_ID))
_EXISTS = Query(select(TYPE.c.ID).where(TYPE.c.ENTITY_TYPE_ID == bindparam("entity_type_id")))

_LAST_ITEM = Query(select(TYPE.c.LAST_ITEM_ID).where(TYPE.c.ENTITY_TYPE_ID == bindparam("entity_type_id")))
_PRODUCTS = Query(
    select(TYPE.c.IS_LINK_WITH_PRODUCTS_ENABLED).where(TYPE.c.ENTITY_TYPE_ID == bindparam("entity_type_id"))
)


def dynamic_type_ids(tx: Transaction) -> list[int]:
    """Type ids of the smart processes that exist."""
    return [row[0] for row in tx.all(_TYPE_IDS)]


def titles(tx: Transaction) -> dict[int, str]:
    """The smart processes that exist: their titles by type id."""
    return {row[0]: row[1] for row in tx.all(_TITLES)}


def exists(tx: Transaction, entity_type_id: int) -> bool:
    """Whether there is a smart process of this type id."""
    return tx.one(_EXISTS, entity_type_id=entity_type_id) is not None


def has_products(tx: Transaction, entity_type_id: int) -> bool:
    """Whether there is a smart process of this type id whose items have rows of goods."""
    return bool(tx.value(_PRODUCTS, entity_type_id=entity_type_id) == "Y")


@contextmanager
def numbered(tx: Transaction, entity_type_id: int, number: int) -> Iterator[None]:
    """Give a number that somebody chose, and no item of the type has, to the item that the block makes first."""
    last: int = tx.value(_LAST_ITEM, entity_type_id=entity_type_id)
    tx.update(TYPE, {"ENTITY_TYPE_ID": entity_type_id}, {"LAST_ITEM_ID": number - 1})
    yield
    tx.update(TYPE, {"ENTITY_TYPE_ID": entity_type_id}, {"LAST_ITEM_ID": max(last, number)})
