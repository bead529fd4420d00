"""Which requisites the documents of a record take: its client's, and those of the own company.

Source: ``api-reference/crm/requisites/links/``.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.domain.crm import papers
from homeport.domain.crm.entities import BUILT_IN
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.record import lists
from homeport.domain.crm.requisite import fields
from homeport.domain.crm.requisite.owned import BY_RECORD
from homeport.domain.crm.requisite.tables import BANK_DETAIL, LINK, REQUISITE
from homeport.domain.crm.type.types import exists as type_exists
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Values
from homeport.store import Query, Transaction

RECORD_NOT_FOUND = ErrorKind("", "Entity is not found")
REQUISITE_NOT_FOUND = ErrorKind("", "The Requisite with ID '{id}' is not found")
REQUISITE_OF_OTHERS = ErrorKind("", "The Requisite with ID '{id}' is not assigned to {type} with ID '{client}'")
BANK_NOT_FOUND = ErrorKind("", "The BankDetail with ID '{id}' is not found")
BANK_OF_OTHERS = ErrorKind("", "The BankDetail with ID '{id}' is not assigned to Requisite with ID '{requisite}'")
OWN_REQUISITE_NOT_FOUND = ErrorKind("", "The Requisite of your company with ID '{id}' is not found")
OWN_REQUISITE_OF_OTHERS = ErrorKind(
    "", "The Requisite with ID '{id}' is not assigned to your company with ID '{client}'"
)
OWN_BANK_NOT_FOUND = ErrorKind("", "The BankDetail of your company with ID '{id}' is not found")
OWN_BANK_OF_OTHERS = ErrorKind(
    "",
    "The BankDetail of your company with ID '{id}' is not assigned to Requisite of your company with ID '{requisite}'",
)
REFUSALS = (
    RECORD_NOT_FOUND, REQUISITE_NOT_FOUND, REQUISITE_OF_OTHERS, BANK_NOT_FOUND, BANK_OF_OTHERS,
    OWN_REQUISITE_NOT_FOUND, OWN_REQUISITE_OF_OTHERS, OWN_BANK_NOT_FOUND, OWN_BANK_OF_OTHERS,
)  # fmt: skip

KEY = ("ENTITY_TYPE_ID", "ENTITY_ID")
IDS = ("REQUISITE_ID", "BANK_DETAIL_ID", "MC_REQUISITE_ID", "MC_BANK_DETAIL_ID")

_OWNER = Query(select(REQUISITE.c.ENTITY_TYPE_ID, REQUISITE.c.ENTITY_ID).where(REQUISITE.c.ID == bindparam("id")))
_BANK = Query(select(BANK_DETAIL.c.ENTITY_ID).where(BANK_DETAIL.c.ID == bindparam("id")))
_COMPANY = BUILT_IN[owner.COMPANY].table
_IS_OWN = Query(
    select(_COMPANY.c.ID).where(_COMPANY.c.ID == bindparam("id"), _COMPANY.c.IS_MY_COMPANY == bindparam("yes"))
)
_FIRST = Query(
    select(REQUISITE.c.ID)
    .where(REQUISITE.c.ENTITY_TYPE_ID == bindparam("type_id"), REQUISITE.c.ENTITY_ID == bindparam("id"))
    .order_by(REQUISITE.c.SORT, REQUISITE.c.ID)
    .limit(1)
)
_FIRST_BANK = Query(
    select(BANK_DETAIL.c.ID)
    .where(BANK_DETAIL.c.ENTITY_ID == bindparam("id"))
    .order_by(BANK_DETAIL.c.SORT, BANK_DETAIL.c.ID)
    .limit(1)
)


def has_links(tx: Transaction, type_id: int) -> bool:
    """Whether requisites can be chosen for the records of a type."""
    if type_id >= owner.FIRST_DYNAMIC:
        return type_exists(tx, type_id)
    return type_id in (owner.DEAL, owner.INVOICE, owner.QUOTE, owner.SMART_INVOICE)


def _require_fitting(tx: Transaction, record: Owner, ids: Values) -> None:
    """Refuse requisites that are not of the record's client, or not of the own company that it names."""
    clients = dict(papers.clients(tx, record))
    own = clients.pop("MYCOMPANY_ID", 0)
    theirs, ours = ids["REQUISITE_ID"], ids["MC_REQUISITE_ID"]
    if theirs:
        found = tx.one(_OWNER, id=theirs)
        if found is None:
            raise REQUISITE_NOT_FOUND(id=theirs)
        if not _is_client(tx, record, clients, Owner(*found)):
            company, contact = clients.get("COMPANY_ID", 0), clients.get("CONTACT_ID", 0)
            named = ("Contact", contact) if contact and not company else ("Company", company)
            raise REQUISITE_OF_OTHERS(id=theirs, type=named[0], client=named[1])
    _require_bank(tx, ids["BANK_DETAIL_ID"], theirs, BANK_NOT_FOUND, BANK_OF_OTHERS)
    if ours:
        found = tx.one(_OWNER, id=ours)
        if found is None or found[0] != owner.COMPANY or tx.one(_IS_OWN, id=found[1], yes="Y") is None:
            raise OWN_REQUISITE_NOT_FOUND(id=ours)
        if own and found[1] != own:
            raise OWN_REQUISITE_OF_OTHERS(id=ours, client=own)
    _require_bank(tx, ids["MC_BANK_DETAIL_ID"], ours, OWN_BANK_NOT_FOUND, OWN_BANK_OF_OTHERS)


def _is_client(tx: Transaction, record: Owner, clients: Mapping[str, int], found: Owner) -> bool:
    if found.entity_type_id == owner.COMPANY:
        return clients.get("COMPANY_ID") == found.entity_id
    return found.entity_id in (*lists.of_record(tx, record).get("CONTACT_IDS", []), clients.get("CONTACT_ID"))


def _require_bank(
    tx: Transaction, bank_detail_id: int, requisite_id: int, not_found: ErrorKind, of_others: ErrorKind
) -> None:
    if not bank_detail_id:
        return
    found = tx.value(_BANK, id=bank_detail_id)
    if found is None:
        raise not_found(id=bank_detail_id)
    if found != requisite_id:
        raise of_others(id=bank_detail_id, requisite=requisite_id)


LINKS = Collection(
    noun="link",
    plural="links",
    table=LINK,
    fields=fields.LINK,
    access=BY_RECORD,
    key=KEY,
    order=tuple((name, False) for name in KEY),
)


def register(ctx: Ctx, record: Owner, ids: Values, dialect: Dialect) -> None:
    """Choose the requisites of a record; those that were chosen before are no more.

    :param ids: the four ids; 0 for none
    :raises CallError: one of :data:`REFUSALS`, or the dialect's refusal
    """
    if not papers.exists(ctx.tx, record):
        raise RECORD_NOT_FOUND()
    if not papers.may(ctx, Operation.WRITE, record):
        raise dialect.denied()
    key = {"ENTITY_TYPE_ID": record.entity_type_id, "ENTITY_ID": record.entity_id}
    _require_fitting(ctx.tx, record, ids)
    ctx.tx.delete(LINK, **key)
    ctx.tx.insert(LINK, {**key, **ids})


def choose(tx: Transaction, entity: Entity, record: Owner, new: Mapping[str, Any]) -> None:
    """Choose for a new record the first requisite of its client, with its first bank detail, and those of the own
    company that it names; ``how-to-add-deal-with-choice-of-requisite.md``.

    :param new: the columns that were written
    """
    if entity.type_id in BUILT_IN and not has_links(tx, entity.type_id):
        return
    row = dict.fromkeys(IDS, 0)
    named = [(owner.COMPANY, new.get("COMPANY_ID"), ""), (owner.CONTACT, new.get("CONTACT_ID"), "")]
    for type_id, client, side in (*named, (owner.COMPANY, new.get("MYCOMPANY_ID"), "MC_")):
        if client and not row[f"{side}REQUISITE_ID"]:
            requisite = tx.value(_FIRST, type_id=type_id, id=client)
            if requisite is not None:
                bank = tx.value(_FIRST_BANK, id=requisite)
                row |= {f"{side}REQUISITE_ID": requisite, f"{side}BANK_DETAIL_ID": bank or 0}
    if any(row.values()):
        tx.insert(LINK, {**row, "ENTITY_TYPE_ID": record.entity_type_id, "ENTITY_ID": record.entity_id})
