"""Categories: the pipelines of deals, smart invoices, documents and smart processes, each with stages of its own, and
those of contacts and companies, which have none.

Sources: ``api-reference/crm/universal/category/``, ``tutorials/crm/how-to-get-lists/how-to-get-contractors.md``.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED, ErrorKind
from homeport.core.rights import Level, Operation
from homeport.domain.crm.enums import OBJECT_TYPES
from homeport.domain.crm.stages import statuses
from homeport.domain.crm.stages.directories import DOCUMENT_STAGES, pipeline_of
from homeport.domain.crm.tables import CATEGORY
from homeport.domain.crm.type.types import TYPE
from homeport.domain.crm.type.types import exists as type_exists
from homeport.domain.portal import generation
from homeport.store import Query, Transaction

TYPE_NOT_FOUND = ErrorKind("NOT_FOUND", "Smart process not found")
NOT_FOUND = ErrorKind("NOT_FOUND", "Element not found")
ENTITY_TYPE_NOT_SUPPORTED = ErrorKind("ENTITY_TYPE_NOT_SUPPORTED", "Entity type {type} is not supported")

DEFAULT_NAME = "General"
DEFAULT_SORT = 300

GENERAL = 0
"""The default category of deals, and of contacts and companies, which have no row for it."""

CONTRACTORS = {
    owner.CONTACT: ("Vendor contacts", "CATALOG_CONTRACTOR_CONTACT"),
    owner.COMPANY: ("Vendor companies", "CATALOG_CONTRACTOR_COMPANY"),
}
"""The system's own category of contacts and of companies: its name and code."""

CONTRACTORS_SORT = 500

BUILT_IN = (owner.DEAL, owner.SMART_INVOICE, *CONTRACTORS, *DOCUMENT_STAGES)
"""The types with categories beside the smart processes."""

_OF_TYPE = CATEGORY.c.ENTITY_TYPE_ID == bindparam("entity_type_id")
_DEFAULT = Query(select(CATEGORY.c.ID).where(_OF_TYPE, CATEGORY.c.IS_DEFAULT == "Y"))
_LIST = Query(select(CATEGORY).where(_OF_TYPE).order_by(CATEGORY.c.SORT, CATEGORY.c.ID))
_EVERY = Query(select(CATEGORY.c.ENTITY_TYPE_ID, CATEGORY.c.ID))
_ENABLED = Query(select(TYPE.c.IS_CATEGORIES_ENABLED).where(TYPE.c.ENTITY_TYPE_ID == bindparam("entity_type_id")))


def default_of(tx: Transaction, entity_type_id: int) -> int | None:
    """The id of a type's default category; None for types without pipelines."""
    if entity_type_id in CONTRACTORS:
        return GENERAL
    found: int | None = tx.value(_DEFAULT, entity_type_id=entity_type_id)
    return found


def exists(tx: Transaction, entity_type_id: int, category_id: int) -> bool:
    """Whether a type has such a category."""
    if entity_type_id in CONTRACTORS and category_id == GENERAL:
        return True
    return (entity_type_id, category_id) in generation.kept(tx, "categories", lambda tx: frozenset(tx.all(_EVERY)))


NAMES = frozenset({"id", "name", "sort", "entitytypeid", "isdefault", "issystem", "code", "originid", "originatorid"})
"""The fields that categories are found by, in small letters."""


def readable(ctx: Ctx, entity_type_id: int, given_filter: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The categories of a type in which the caller may read records.

    :param given_filter: values that fields of the categories must have, such as ``code``
    :raises CallError: ``NOT_FOUND`` for no such type, ``ENTITY_TYPE_NOT_SUPPORTED`` for one without categories
    """
    require_type(ctx.tx, entity_type_id)
    wanted = {name.lower(): value for name, value in given_filter.items()}
    found = [answered(row) for row in _rows(ctx.tx, entity_type_id) if _may_read(ctx, entity_type_id, row["ID"])]
    return [category for category in found if _fits(category, wanted)]


def _fits(category: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether a category's fields have the values wanted; names that it has not are ignored."""
    for name, value in category.items():
        among = wanted.get(name.lower(), value)
        if str(value) not in map(str, among if isinstance(among, list) else [among]):
            return False
    return True


def _rows(tx: Transaction, entity_type_id: int) -> list[dict[str, Any]]:
    rows = tx.dicts(_LIST, entity_type_id=entity_type_id)
    if entity_type_id in CONTRACTORS:
        rows.insert(0, {"ID": GENERAL, **_row(entity_type_id, DEFAULT_NAME, DEFAULT_SORT, is_default=True)})
    return rows


def get(ctx: Ctx, entity_type_id: int, category_id: int) -> dict[str, Any]:
    """One category.

    :raises CallError: ``NOT_FOUND``, ``ENTITY_TYPE_NOT_SUPPORTED``, ``ACCESS_DENIED``
    """
    require_type(ctx.tx, entity_type_id)
    found = next((row for row in _rows(ctx.tx, entity_type_id) if row["ID"] == category_id), None)
    if found is None:
        raise NOT_FOUND()
    if not _may_read(ctx, entity_type_id, category_id):
        raise ACCESS_DENIED()
    return answered(found)


def require_type(tx: Transaction, entity_type_id: int) -> None:
    """Refuse types that have no categories.

    :raises CallError: ``NOT_FOUND`` for no such type, ``ENTITY_TYPE_NOT_SUPPORTED`` for one without categories
    """
    if entity_type_id in BUILT_IN or type_exists(tx, entity_type_id):
        return
    known = OBJECT_TYPES.get(entity_type_id)
    if known is None:
        raise TYPE_NOT_FOUND()
    raise ENTITY_TYPE_NOT_SUPPORTED(type=known.code)


def require_enabled(tx: Transaction, entity_type_id: int) -> None:
    """Refuse smart processes that have no pipelines of their own; as :func:`require_type`."""
    require_type(tx, entity_type_id)
    if tx.value(_ENABLED, entity_type_id=entity_type_id) == "N":
        raise ENTITY_TYPE_NOT_SUPPORTED(type=owner.code_of(entity_type_id))


def _may_read(ctx: Ctx, entity_type_id: int, category_id: int) -> bool:
    grant = ctx.actor.rights.grant(entity_type_id, Operation.READ)
    return dict(grant.categories).get(category_id, grant.level) is not Level.NONE


def answered(row: Mapping[str, Any]) -> dict[str, Any]:
    """A category as ``crm.category.*`` answers it."""
    answer = {
        "id": row["ID"],
        "name": row["NAME"],
        "sort": row["SORT"],
        "entityTypeId": row["ENTITY_TYPE_ID"],
        "isDefault": row["IS_DEFAULT"],
    }
    if row["ENTITY_TYPE_ID"] != owner.DEAL:
        answer |= {"isSystem": "Y" if row["CODE"] else "N", "code": row["CODE"] or ""}
    elif row["ID"] != GENERAL:  # the first category of deals has no origin
        answer |= {"originId": row["ORIGIN_ID"] or "", "originatorId": row["ORIGINATOR_ID"] or ""}
    return answer


def remove_all(tx: Transaction, entity_type_id: int) -> None:
    """Delete the categories of a type with their stages."""
    for row in tx.dicts(_LIST, entity_type_id=entity_type_id):
        statuses.drop(tx, pipeline_of(entity_type_id, row["ID"]).directory)
    tx.delete(CATEGORY, ENTITY_TYPE_ID=entity_type_id)
    generation.changed(tx)


def install(tx: Transaction) -> None:
    """Write the categories of a new portal: the default ones of deals, with the id 0, of smart invoices and documents,
    and those of contractors.

    The stages of the first are a standard directory, which ``statuses.install`` writes.
    """
    tx.insert(CATEGORY, {"ID": GENERAL, **_row(owner.DEAL, DEFAULT_NAME, DEFAULT_SORT, is_default=True)})
    add(tx, owner.SMART_INVOICE, DEFAULT_NAME, DEFAULT_SORT, is_default=True)
    for entity_type_id, (name, code) in CONTRACTORS.items():
        tx.insert(CATEGORY, {**_row(entity_type_id, name, CONTRACTORS_SORT, is_default=False), "CODE": code})
    for entity_type_id in DOCUMENT_STAGES:
        add(tx, entity_type_id, DEFAULT_NAME, is_default=True)


def add(tx: Transaction, entity_type_id: int, name: str, sort: int = DEFAULT_SORT, *, is_default: bool = False) -> int:
    """Add a category with the stages that one starts with; its id."""
    category_id = tx.insert(CATEGORY, _row(entity_type_id, name, sort, is_default=is_default))
    generation.changed(tx)
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
        "CODE": "",
    }
