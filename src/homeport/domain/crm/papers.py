"""What has papers: requisites are chosen for it, and documents made about it. These are records, and old invoices.

Sources: ``crm-requisite-link-register.md``, ``crm-document-generator-document-add.md``.
"""

from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, or_, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.core.rights import Level, Operation, Rights
from homeport.domain.crm import access, entities
from homeport.domain.crm.invoice.tables import INVOICE, RIGHTS
from homeport.store import Lookup, Query, Transaction, constant, statements

CLIENTS = {"COMPANY_ID": "UF_COMPANY_ID", "CONTACT_ID": "UF_CONTACT_ID", "MYCOMPANY_ID": "UF_MYCOMPANY_ID"}
"""Fields that say who pays and who is paid, as records and as old invoices have them."""
_THERE = Query(select(INVOICE.c.ID).where(INVOICE.c.ID == bindparam("id")))


def is_type(tx: Transaction, type_id: int) -> bool:
    """Whether there is such a type."""
    return type_id == owner.INVOICE or entities.is_type(tx, type_id)


def exists(tx: Transaction, record: Owner) -> bool:
    """Whether there is such a record, or old invoice, whoever may read it."""
    if record.entity_type_id == owner.INVOICE:
        return tx.one(_THERE, id=record.entity_id) is not None
    return entities.exists(tx, record)


def may(ctx: Ctx, operation: Operation, record: Owner) -> bool:
    """Whether the caller may do it to a record; False also when there is none."""
    if record.entity_type_id != owner.INVOICE:
        return access.may(ctx, operation, record)
    check = _check(ctx.actor.rights, operation)
    return ctx.tx.value(check, id=record.entity_id, actor=ctx.actor.user_id) is not None


@lru_cache(access.SHAPES)
def _check(rights: Rights, operation: Operation) -> Query:
    covered = access.predicate(rights.grant(RIGHTS, operation), INVOICE)
    return Query(select(INVOICE.c.ID).where(INVOICE.c.ID == bindparam("id"), covered))


def leads(rights: Rights, operation: Operation, row: FromClause, names: str) -> ColumnElement[bool]:
    """As :func:`access.leads`, of rows that lead to old invoices too."""
    found = access.leads(rights, operation, row, names)
    grant = rights.grant(RIGHTS, operation)
    if rights.is_admin or grant.highest is Level.NONE:
        return found
    invoice = INVOICE.alias()
    covered = Lookup(invoice.c.ID == row.c[f"{names}_ID"], access.predicate(grant, invoice)).correlate(row)
    return or_(found, and_(row.c[f"{names}_TYPE_ID"] == constant(owner.INVOICE), covered))


def clients(tx: Transaction, record: Owner) -> Mapping[str, int]:
    """The client of a record, and the own company, as far as its type has them; 0 for none."""
    is_old = record.entity_type_id == owner.INVOICE
    key = {"ID": record.entity_id} if is_old else entities.key_of(record)
    row = tx.one(_row(record.entity_type_id), **{f"key_{name}": value for name, value in key.items()})
    names = _named(record.entity_type_id)
    return {} if row is None else {name: value or 0 for name, value in zip(names, row, strict=True)}


def _named(type_id: int) -> dict[str, str]:
    if type_id == owner.INVOICE:
        return CLIENTS
    columns = entities.table_of(type_id).c
    return {name: name for name in CLIENTS if name in columns}


@statements
def _row(type_id: int) -> Query:
    is_old = type_id == owner.INVOICE
    table = INVOICE if is_old else entities.table_of(type_id)
    key = ("ID",) if is_old else entities.key_of(Owner(type_id, 0))
    found = select(*(table.c[name] for name in _named(type_id).values()))
    return Query(found.where(*(table.c[name] == bindparam(f"key_{name}") for name in key)))
