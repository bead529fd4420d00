"""Adding, changing and deleting categories: pipelines with their stages, and those of contacts and companies.

Sources: ``api-reference/crm/universal/category/``, ``api-reference/crm/outdated/category-old/``.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, select, update

from homeport.core import owner
from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED, ErrorKind
from homeport.domain.crm.entities import identity, table_of
from homeport.domain.crm.stages import categories, statuses
from homeport.domain.crm.stages.directories import DOCUMENT_STAGES, pipeline_of
from homeport.domain.crm.tables import CATEGORY
from homeport.domain.portal import generation
from homeport.domain.portal.people import roles
from homeport.domain.records import writing
from homeport.domain.records.collection import EVERYBODY, SETTINGS, Change, Collection
from homeport.domain.records.describing import described
from homeport.domain.records.dialect import CLASSIC, Dialect
from homeport.domain.records.fields import F, FieldTable, Values
from homeport.store import Query, Transaction, constant

ADDING_DISABLED = ErrorKind("ADDING_DISABLED", "Adding a system category is prohibited")
REMOVING_DISABLED = ErrorKind("REMOVING_DISABLED", "Deletion of system category is prohibited")
NAME_REQUIRED = ErrorKind("0", "Field 'NAME' is required")
ONE_DEFAULT = ErrorKind("0", "Default client category does not support updating default state")
DEALS_FOUND = ErrorKind("0", "Deals related to the funnel {name} found")
DEFAULT_OF_DEALS = ErrorKind("0", "Default deal category cannot be deleted")
ITEMS_FOUND = ErrorKind("BX_ERROR", "Elements related to the funnel found")
DEFAULT_OF_ITEMS = ErrorKind("BX_ERROR", "This funnel is the default funnel")

MAX_NAME = 255
USUAL_SORT = 500

DIALECT = Dialect(
    camel=True,
    texts=False,
    typed=True,
    wraps=True,
    strict=False,
    described=("type", "isRequired", "isReadOnly", "isImmutable", "isMultiple", "isDynamic", "title", "upperName"),
    denied=ACCESS_DENIED,
    unreadable=ACCESS_DENIED,
    not_found=categories.NOT_FOUND,
    invalid=ErrorKind("0", "Invalid value of the field '{field}'"),
    required=NAME_REQUIRED,
)

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("NAME", v.STRING, "NAME"),
        F("SORT", v.INTEGER, "SORT", default=USUAL_SORT),
        F("ENTITY_TYPE_ID", v.INTEGER, "ENTITY_TYPE_ID", required=True, read_only=True),
        F("IS_DEFAULT", v.BOOLEAN, "IS_DEFAULT", default="N"),
        F("ORIGIN_ID", v.STRING, "ORIGIN_ID", default=""),
        F("ORIGINATOR_ID", v.STRING, "ORIGINATOR_ID", default=""),
        F("CODE", v.STRING, "CODE", immutable=True, default=""),
        F("IS_SYSTEM", v.BOOLEAN, "IS_SYSTEM", read_only=True, stored=False),
        F("CREATED_DATE", v.DATETIME, "CREATED_DATE", item="", read_only=True),
        F("IS_LOCKED", v.CHAR, "IS_LOCKED", item="", read_only=True, default="N"),
    )
)
_OLD = ("ID", "CREATED_DATE", "NAME", "IS_LOCKED", "SORT")

_NO_DEFAULT = Query(
    update(CATEGORY).where(CATEGORY.c.ENTITY_TYPE_ID == bindparam("type_id")).values(IS_DEFAULT=bindparam("no"))
)


def _named(change: Change) -> None:
    if "NAME" not in change.new and change.old:
        return
    name = str(change.new.get("NAME") or "").strip()
    if not name:
        raise NAME_REQUIRED()
    if len(name) > MAX_NAME:
        raise change.dialect.invalid(field=change.dialect.name(FIELDS.by_name["NAME"]))
    change.new["NAME"] = name


def _sorted(change: Change) -> None:
    """Less than nothing counts as nothing."""
    if "SORT" in change.new:
        change.new["SORT"] = max(change.new["SORT"], 0)


def _one_default(change: Change) -> None:
    """Of smart processes another category may become the default one; the one that it is cannot just cease to be it."""
    new, type_id = change.new, change.row["ENTITY_TYPE_ID"]
    becomes = new.get("IS_DEFAULT") == "Y" and change.old.get("IS_DEFAULT") != "Y"
    if becomes and type_id in categories.CONTRACTORS:
        raise ONE_DEFAULT()
    if becomes and type_id != owner.DEAL:
        change.ctx.tx.execute(_NO_DEFAULT, type_id=type_id, no="N")
    elif "IS_DEFAULT" in new:
        new["IS_DEFAULT"] = change.old.get("IS_DEFAULT", "N")


def _dated(change: Change) -> None:
    if not change.old:
        change.new["CREATED_DATE"] = change.ctx.clock.stamp()


def _none_of_the_system(change: Change) -> None:
    if not change.old and change.new.get("CODE"):
        raise ADDING_DISABLED()


def _with_stages(change: Change) -> None:
    row = change.row
    if change.old:
        return
    generation.changed(change.ctx.tx)  # records may be in it from now on
    if row["ENTITY_TYPE_ID"] not in categories.CONTRACTORS:
        pipeline = pipeline_of(row["ENTITY_TYPE_ID"], row["ID"])
        statuses.install_pipeline(change.ctx.tx, row["ID"], pipeline)


def _empty(change: Change) -> None:
    """The system's, the default one, and one with records in it stay; with any other its stages and rights go."""
    row, tx = change.old, change.ctx.tx
    type_id, of_deals = row["ENTITY_TYPE_ID"], row["ENTITY_TYPE_ID"] == owner.DEAL
    if row["CODE"]:
        raise REMOVING_DISABLED()
    if row["IS_DEFAULT"] == "Y":
        raise (DEFAULT_OF_DEALS if of_deals else DEFAULT_OF_ITEMS)()
    if _has_records(tx, type_id, row["ID"]):
        raise DEALS_FOUND(name=row["NAME"]) if of_deals else ITEMS_FOUND()
    statuses.drop(tx, pipeline_of(type_id, row["ID"]).directory)
    roles.forget(tx, f"{owner.code_of(type_id)}_C{row['ID']}")


def _has_records(tx: Transaction, type_id: int, category_id: int) -> bool:
    if type_id in DOCUMENT_STAGES:
        return False
    table = table_of(type_id)
    where = (*identity(table, type_id), table.c.CATEGORY_ID == bindparam("category_id"))
    return tx.one(Query(select(table.c.ID).where(*where).limit(1)), category_id=category_id) is not None


CATEGORIES = Collection(
    noun="category",
    plural="categories",
    table=CATEGORY,
    fields=FIELDS,
    access=SETTINGS,
    key=("ENTITY_TYPE_ID", "ID"),
    before_save=(_none_of_the_system, _named, _sorted, _one_default, _dated),
    after_save=(_with_stages,),
    before_delete=(_empty,),
)


def add(ctx: Ctx, type_id: int, given: dict[str, Any], dialect: Dialect = DIALECT) -> Values:
    """Add a category of a type, with the stages that one starts with.

    :raises CallError: ``NOT_FOUND``, ``ENTITY_TYPE_NOT_SUPPORTED``, ``ACCESS_DENIED``, and what the rules refuse with
    """
    categories.require_type(ctx.tx, type_id)
    return writing.create(ctx, CATEGORIES, given, dialect, {"ENTITY_TYPE_ID": type_id})


def change(ctx: Ctx, type_id: int, category_id: int, given: dict[str, Any], dialect: Dialect = DIALECT) -> Values:
    """Change a category; as :func:`add`."""
    categories.require_type(ctx.tx, type_id)
    return writing.change(ctx, CATEGORIES, {"ENTITY_TYPE_ID": type_id, "ID": category_id}, given, dialect)


def delete(ctx: Ctx, type_id: int, category_id: int, dialect: Dialect = DIALECT) -> None:
    """Delete a category with its stages; as :func:`add`."""
    categories.require_type(ctx.tx, type_id)
    writing.delete(ctx, CATEGORIES, {"ENTITY_TYPE_ID": type_id, "ID": category_id}, dialect)


def fields(ctx: Ctx, type_id: int) -> dict[str, Any]:
    """What ``crm.category.fields`` says of a type's categories.

    :raises CallError: ``NOT_FOUND``, ``ENTITY_TYPE_NOT_SUPPORTED``
    """
    categories.require_type(ctx.tx, type_id)
    if type_id == owner.DEAL:
        return described(ctx, _OF_DEALS, DIALECT, {"IS_DEFAULT": {"isReadOnly": True}})
    return described(ctx, _OF_OTHERS, DIALECT, {})


def _without(*names: str) -> Collection:
    """Categories as types have them that lack some of the fields, to be described to everybody."""
    fields = FieldTable(tuple(field for field in FIELDS if field.name not in names))
    return replace(CATEGORIES, fields=fields, access=EVERYBODY)


_OF_DEALS, _OF_OTHERS = _without("CODE", "IS_SYSTEM"), _without("ORIGIN_ID", "ORIGINATOR_ID")


def _directions(grant: Any, row: FromClause, scans: bool) -> ColumnElement[bool]:
    return and_(row.c.ENTITY_TYPE_ID == constant(owner.DEAL), row.c.ID != constant(categories.GENERAL))


DIRECTIONS = replace(
    CATEGORIES,
    fields=FieldTable(tuple(field if field.name in _OLD else replace(field, classic=False) for field in FIELDS)),
    access=replace(SETTINGS, covers=_directions),
    key=("ID",),
    order=(("SORT", False), ("ID", False)),
)
"""The pipelines of deals beside the default one, by their old name."""

OLD = replace(CLASSIC, required=NAME_REQUIRED, invalid=ErrorKind("", "Invalid value of the field '{field}'"))
"""How ``crm.dealcategory.*`` speaks."""


def rename_default(ctx: Ctx, name: str) -> None:
    """Call the default pipeline of deals otherwise.

    :param name: the usual one when it is empty
    :raises CallError: ``Access denied.``
    """
    if not ctx.actor.is_admin:
        raise OLD.denied()
    key = {"ENTITY_TYPE_ID": owner.DEAL, "ID": categories.GENERAL}
    ctx.tx.update(CATEGORY, key, {"NAME": name.strip()[:MAX_NAME] or categories.DEFAULT_NAME})
