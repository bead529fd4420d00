"""Documents of the inventory, their goods, and their suppliers, as far as they are written; ``conducting.py`` moves
the stock.

Sources: ``api-reference/catalog/document/``, ``api-reference/catalog/documentcontractor/``.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, column, select, table

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.catalog import document_user_fields, money, products, stores
from homeport.domain.catalog.document_fields import (
    CONDUCTED,
    CONTRACTOR,
    CONTRACTOR_FIELDS,
    DOCUMENT,
    DRAFT,
    ELEMENT,
    ELEMENT_FIELDS,
    FIELDS,
    RECEIPT,
    TYPES,
)
from homeport.domain.catalog.stock import exact
from homeport.domain.catalog.variations import VARIATION
from homeport.domain.portal.people import users
from homeport.domain.records.collection import ADMINISTRATORS, SETTINGS, Change, Collection
from homeport.store import Query, Transaction

CLOSED = ErrorKind("0", "Insufficient permissions to save the document")
NOT_FOUND = ErrorKind("0", "Document not found")
NO_TYPE = ErrorKind("0", "DOC_TYPE isn't available")
IS_CONDUCTED = ErrorKind("0", 'You cannot delete document "{title}" as it is processed')
NO_DRAFT = ErrorKind("ERROR_DOCUMENT_STATUS", "Conducted document")
NO_DOCUMENT = ErrorKind("ERROR_DOCUMENT_STATUS", "Document not found")
NOT_ADDED = ErrorKind("0", "Error of adding new document element")
NOT_CHANGED = ErrorKind("0", "Error of modifying new document")

NO_RECEIPT = ErrorKind("0", "Store document was not found")
WRONG_TYPE = ErrorKind("0", "Type of store document is wrong")
UNEDITABLE = ErrorKind("0", "Unable to edit conducted document")
WRONG_KIND = ErrorKind("0", "Wrong entity type id")
WRONG_ID = ErrorKind("0", "Wrong entity id")
BOUND = ErrorKind("0", "This contractor has been already bound to this document")
HAS_COMPANY = ErrorKind("0", "This document already has a Company contractor")

_DOCUMENT = Query(select(DOCUMENT.c.DOC_TYPE, DOCUMENT.c.STATUS).where(DOCUMENT.c.ID == bindparam("id")))
_GOODS = Query(select(ELEMENT.c.AMOUNT, ELEMENT.c.PURCHASING_PRICE).where(ELEMENT.c.DOC_ID == bindparam("id")))
_SUPPLIERS = Query(
    select(CONTRACTOR.c.ENTITY_TYPE_ID, CONTRACTOR.c.ENTITY_ID).where(CONTRACTOR.c.DOCUMENT_ID == bindparam("id"))
)
_CATEGORY = table("crm_category", column("ID"), column("CODE"))
_VENDORS = {
    kind: Query(
        select(vendor.c.ID)
        .join(_CATEGORY, _CATEGORY.c.ID == vendor.c.CATEGORY_ID)
        .where(vendor.c.ID == bindparam("id"), _CATEGORY.c.CODE == bindparam("code"))
    )
    for kind, vendor in (
        (owner.CONTACT, table("crm_contact", column("ID"), column("CATEGORY_ID"))),
        (owner.COMPANY, table("crm_company", column("ID"), column("CATEGORY_ID"))),
    )
}
_CODES = {owner.CONTACT: "CATALOG_CONTRACTOR_CONTACT", owner.COMPANY: "CATALOG_CONTRACTOR_COMPANY"}


def suppliers_of(tx: Transaction, number: int) -> list[tuple[int, int]]:
    """The contacts and companies that supply a document's goods: type and id."""
    return [(row[0], row[1]) for row in tx.all(_SUPPLIERS, id=number)]


def _sound(change: Change) -> None:
    """A document is of a type, in a currency and of people that there are."""
    ctx, new = change.ctx, change.new
    kind = new.get("DOC_TYPE")
    if kind is not None and kind not in TYPES:
        raise NO_TYPE()
    if new.get("CURRENCY") and not money.exists(ctx, new["CURRENCY"]):
        raise change.dialect.misfit(FIELDS.by_name["CURRENCY"])
    for name in ("RESPONSIBLE_ID", "CREATED_BY", "MODIFIED_BY"):
        if new.get(name) and not users.exists(ctx.tx, new[name]):
            raise change.dialect.misfit(FIELDS.by_name[name])
    if new.get("TOTAL") is not None and abs(new["TOTAL"]) > products.MAX_NUMBER:
        raise change.dialect.misfit(FIELDS.by_name["TOTAL"])


def _signed(change: Change) -> None:
    """Who wrote it, and when; moments that a client gives of a change are kept."""
    ctx, new = change.ctx, change.new
    now = ctx.clock.stamp()
    new.pop("STATUS_BY", None)
    new["DATE_MODIFY"] = (change.said.get("DATE_MODIFY") if change.old else None) or now
    new["MODIFIED_BY"] = change.said.get("MODIFIED_BY") or ctx.actor.user_id
    if not change.old:
        new |= {"STATUS": DRAFT, "DATE_CREATE": now, "DATE_STATUS": now}
        new.setdefault("CREATED_BY", ctx.actor.user_id)


def _numbered(change: Change) -> None:
    """A document that is called nothing is called by its number."""
    row = change.row
    usual = {"DOC_NUMBER": str(row["ID"]), "TITLE": f"{TYPES[row['DOC_TYPE']].name} #{row['ID']}"}
    lacking = {name: value for name, value in usual.items() if not row.get(name)}
    change.new.update(lacking)
    change.ctx.tx.update(DOCUMENT, {"ID": row["ID"]}, lacking)


def _undone(change: Change) -> None:
    """What has moved stock stays until that is undone."""
    if change.old["STATUS"] == CONDUCTED:
        raise IS_CONDUCTED(title=change.old["TITLE"])


def _forgotten(change: Change) -> None:
    change.ctx.tx.delete(ELEMENT, DOC_ID=change.old["ID"])
    change.ctx.tx.delete(CONTRACTOR, DOCUMENT_ID=change.old["ID"])
    document_user_fields.forget(change.ctx.tx, change.old["DOC_TYPE"], change.old["ID"])


DOCUMENTS = Collection(
    noun="document",
    plural="documents",
    table=DOCUMENT,
    fields=FIELDS,
    access=ADMINISTRATORS,
    before_save=(_sound, _signed),
    after_save=(_numbered,),
    before_delete=(_undone,),
    after_delete=(_forgotten,),
)


def _of_a_draft(change: Change) -> None:
    """Goods change in a document that is not conducted."""
    number = change.row.get("DOC_ID")
    if number is not None:
        found = change.ctx.tx.one(_DOCUMENT, id=number)
        if found is None:
            raise NO_DOCUMENT()
        if found[1] == CONDUCTED:
            raise NO_DRAFT()


def _goods(change: Change) -> None:
    """Goods are products that are kept in stock, in warehouses that there are."""
    ctx, row = change.ctx, change.row
    refusal = NOT_CHANGED if change.old else NOT_ADDED
    kind = None if row.get("ELEMENT_ID") is None else products.kind_of(ctx, row["ELEMENT_ID"])
    if row.get("ELEMENT_ID") is not None and kind not in (products.SIMPLE, VARIATION):
        raise refusal()
    if any(change.new.get(name) and not stores.exists(ctx, change.new[name]) for name in ("STORE_FROM", "STORE_TO")):
        raise refusal()
    for name in ("AMOUNT", "PURCHASING_PRICE"):
        if change.new.get(name) is not None and not 0 <= change.new[name] <= products.MAX_NUMBER:
            raise refusal()


def _summed(change: Change) -> None:
    sum_up(change.ctx.tx, change.row["DOC_ID"])


def sum_up(tx: Transaction, number: int) -> None:
    """Have a document's total be the sum of its goods."""
    rows = tx.all(_GOODS, id=number)
    total = sum((exact(amount) * exact(price) for amount, price in rows), Decimal(0))
    tx.update(DOCUMENT, {"ID": number}, {"TOTAL": float(total)})


ELEMENTS = Collection(
    noun="documentElement",
    plural="documentElements",
    table=ELEMENT,
    fields=ELEMENT_FIELDS,
    access=SETTINGS,
    before_save=(_of_a_draft, _goods),
    after_save=(_summed,),
    before_delete=(_of_a_draft,),
    after_delete=(_summed,),
)


def _supplied(change: Change) -> None:
    """A supplier is one of the CRM's, and of a receipt that is not conducted: contacts, and one company at most."""
    row: Mapping[str, Any] = change.row
    if any(row.get(name) is None for name in ("DOCUMENT_ID", "ENTITY_TYPE_ID", "ENTITY_ID")):
        return
    ctx, kind = change.ctx, row["ENTITY_TYPE_ID"]
    _editable(ctx, row["DOCUMENT_ID"])
    if kind not in _VENDORS:
        raise WRONG_KIND()
    if ctx.tx.one(_VENDORS[kind], id=row["ENTITY_ID"], code=_CODES[kind]) is None:
        raise WRONG_ID()
    held = suppliers_of(ctx.tx, row["DOCUMENT_ID"])
    if (kind, row["ENTITY_ID"]) in held:
        raise BOUND()
    if kind == owner.COMPANY and any(each == owner.COMPANY for each, _ in held):
        raise HAS_COMPANY()


def _editable(ctx: Ctx, number: int) -> None:
    document = ctx.tx.one(_DOCUMENT, id=number)
    if document is None:
        raise NO_RECEIPT()
    if document[0] != RECEIPT:
        raise WRONG_TYPE()
    if document[1] == CONDUCTED:
        raise UNEDITABLE()


def _let_go(change: Change) -> None:
    _editable(change.ctx, change.old["DOCUMENT_ID"])


CONTRACTORS = Collection(
    noun="documentContractor",
    plural="documentContractor",
    table=CONTRACTOR,
    fields=CONTRACTOR_FIELDS,
    access=ADMINISTRATORS,
    before_save=(_supplied,),
    before_delete=(_let_go,),
)
