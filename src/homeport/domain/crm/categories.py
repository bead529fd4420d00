"""Categories: the pipelines of deals, smart invoices and smart processes, each with stages of its own.

Source: ``api-reference/crm/universal/category/``.
"""

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.domain.crm import statuses
from homeport.domain.crm.directories import pipeline_of
from homeport.domain.crm.tables import CATEGORY
from homeport.store import Query, Transaction

DEFAULT_NAME = "General"
DEFAULT_SORT = 300

_OF_TYPE = CATEGORY.c.ENTITY_TYPE_ID == bindparam("entity_type_id")
_DEFAULT = Query(select(CATEGORY.c.ID).where(_OF_TYPE, CATEGORY.c.IS_DEFAULT == "Y"))
_EXISTS = Query(select(CATEGORY.c.ID).where(_OF_TYPE, CATEGORY.c.ID == bindparam("category_id")))


def default_of(tx: Transaction, entity_type_id: int) -> int | None:
    """The id of a type's default category; None for types without pipelines."""
    found: int | None = tx.value(_DEFAULT, entity_type_id=entity_type_id)
    return found


def exists(tx: Transaction, entity_type_id: int, category_id: int) -> bool:
    """Whether a type has such a category."""
    return tx.one(_EXISTS, entity_type_id=entity_type_id, category_id=category_id) is not None


def install(tx: Transaction) -> None:
    """Write the default categories of a new portal: of deals, with the id 0, and of smart invoices.

    The stages of the first are a standard directory, which ``statuses.install`` writes.
    """
    tx.insert(CATEGORY, {"ID": 0, **_row(owner.DEAL, DEFAULT_NAME, DEFAULT_SORT, is_default=True)})
    add(tx, owner.SMART_INVOICE, DEFAULT_NAME, DEFAULT_SORT, is_default=True)


def add(tx: Transaction, entity_type_id: int, name: str, sort: int = DEFAULT_SORT, *, is_default: bool = False) -> int:
    """Add a category with the stages that one starts with; its id."""
    category_id = tx.insert(CATEGORY, _row(entity_type_id, name, sort, is_default=is_default))
    statuses.install_pipeline(tx, category_id, pipeline_of(entity_type_id, category_id))
    return category_id


def _row(entity_type_id: int, name: str, sort: int, *, is_default: bool) -> dict[str, object]:
    return {
        "ENTITY_TYPE_ID": entity_type_id,
        "NAME": name,
        "SORT": sort,
        "IS_DEFAULT": "Y" if is_default else "N",
        "ORIGIN_ID": "",
        "ORIGINATOR_ID": "",
    }
