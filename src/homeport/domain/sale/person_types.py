"""Types of payers: persons and companies. Each kind of what is paid for has its own: orders, and the CRM's invoices.

Sources: ``api-reference/sale/person-type/``, ``api-reference/pay-system/index.md`` (each belongs to a kind).
"""

from dataclasses import replace

from sqlalchemy import Column, Table, Text, bindparam, select

from homeport.core import values as v
from homeport.core.errors import ErrorKind
from homeport.domain.records.collection import Change, Collection
from homeport.domain.records.fields import F, FieldTable
from homeport.domain.sale.kinds import SORT_TEXT, STORE, YES_NO
from homeport.domain.sale.order_fields import ORDER
from homeport.domain.sale.property_fields import DOMAIN, GROUP, PROPERTY, forget_property
from homeport.store import Query, Transaction
from homeport.store.schema import METADATA

NOT_FOUND = ErrorKind("200740400001", "person type does not exist")
CODE_TAKEN = ErrorKind("200750000005", "person type code exists")
CODE_TAKEN_BY_ANOTHER = ErrorKind("200750000007", "person type code exists")
PROTECTED = ErrorKind("200750000003", "person type code is protected")
IN_USE = ErrorKind("200750000008", "The payer type with ID={id} is used in orders")

ORDERS, INVOICES = "ORDER", "CRM_INVOICE"
"""The kinds of what is paid for that have types of payers."""
PROTECTED_CODES = ("CRM_CONTACT", "CRM_COMPANY")
"""Of the types that orders and invoices of the CRM's contacts and companies have."""

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("NAME", v.STRING, "Name", required=True),
        F("CODE", v.STRING, "Code", unique=True),
        F("SORT", SORT_TEXT, "Sorting", default=150),
        F("ACTIVE", YES_NO, "Active", default="Y"),
        F("XML_ID", v.STRING, "External code"),
    )
)

TABLE = Table(
    "sale_person_type",
    METADATA,
    *(field.column() for field in FIELDS),
    Column("ENTITY_REGISTRY_TYPE", Text, nullable=False),
    sqlite_autoincrement=True,
)

_USED = Query(select(ORDER.c.ID).where(ORDER.c.PERSON_TYPE_ID == bindparam("id")).limit(bindparam("limit")))
_PROPERTIES = Query(select(PROPERTY.c.ID).where(PROPERTY.c.PERSON_TYPE_ID == bindparam("id")))


def _may_go(change: Change) -> None:
    if change.old["CODE"] in PROTECTED_CODES:
        raise PROTECTED()
    if change.ctx.tx.one(_USED, id=change.old["ID"], limit=1) is not None:
        raise IN_USE(id=change.old["ID"])


def _forgotten(change: Change) -> None:
    tx, number = change.ctx.tx, change.old["ID"]
    for (property_id,) in tx.all(_PROPERTIES, id=number):
        tx.delete(PROPERTY, ID=property_id)
        forget_property(tx, property_id)
    tx.delete(GROUP, PERSON_TYPE_ID=number)
    tx.delete(DOMAIN, PERSON_TYPE_ID=number)


PERSON_TYPES = Collection(
    noun="personType",
    plural="personTypes",
    table=TABLE,
    fields=FIELDS,
    access=STORE,
    within={"ENTITY_REGISTRY_TYPE": ORDERS},
    before_delete=(_may_go,),
    after_delete=(_forgotten,),
)

OF_INVOICES = replace(PERSON_TYPES, within={"ENTITY_REGISTRY_TYPE": INVOICES})


INDIVIDUAL, COMPANY = 3, 4
"""The ids of the types that orders of a new portal have; its invoices have two of their own before them, which are
called by their codes."""


def install(tx: Transaction) -> None:
    """Write the types of a new portal; always the same ids."""
    for kind in (INVOICES, ORDERS):
        for sort, (code, name) in enumerate(zip(PROTECTED_CODES, ("Individual", "Legal entity"), strict=True)):
            called = code if kind == INVOICES else name
            row = {"NAME": called, "CODE": code, "SORT": 100 + 10 * sort, "ACTIVE": "Y", "ENTITY_REGISTRY_TYPE": kind}
            number = tx.insert(TABLE, row)
            if kind == ORDERS:
                tx.insert(DOMAIN, {"PERSON_TYPE_ID": number, "DOMAIN": "IE"[sort]})
