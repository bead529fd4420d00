"""The life of an old invoice. Who may do what to it follows from the rights to invoices.

Source: ``api-reference/crm/outdated/invoice/``.
"""

from collections.abc import Hashable

from sqlalchemy import ColumnElement, FromClause, bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.core.rights import Grant, Level, Operation
from homeport.domain.crm import access, events
from homeport.domain.crm.documents import removal as documents
from homeport.domain.crm.entities import exists
from homeport.domain.crm.invoice import beside
from homeport.domain.crm.invoice.home import HOME
from homeport.domain.crm.invoice.recurring_tables import KIND, RECURRING_INVOICE
from homeport.domain.crm.invoice.tables import FIELDS, INVOICE, LINK, RIGHTS, STATUSES
from homeport.domain.crm.requisite import removal as requisites
from homeport.domain.crm.stages import history, statuses
from homeport.domain.crm.stages.directories import SUCCESS
from homeport.domain.files import public
from homeport.domain.portal.info import currency_of
from homeport.domain.portal.people import users
from homeport.domain.records import timers
from homeport.domain.records.collection import UPDATE, Access, Change, Collection
from homeport.domain.user_fields.collections import growing
from homeport.store import Query

_RULES = Query(select(RECURRING_INVOICE.c.ID).where(RECURRING_INVOICE.c.INVOICE_ID == bindparam("id")))

NEW = "N"
"""The status of an invoice that does not say one."""

LEADING = {
    "UF_COMPANY_ID": owner.COMPANY,
    "UF_CONTACT_ID": owner.CONTACT,
    "UF_MYCOMPANY_ID": owner.COMPANY,
    "UF_DEAL_ID": owner.DEAL,
    "UF_QUOTE_ID": owner.QUOTE,
}
"""Fields that lead to records, and the types of these."""


def may_read(ctx: Ctx) -> bool:
    """Whether the caller may read some of them."""
    return ctx.actor.rights.grant(RIGHTS, Operation.READ).highest is not Level.NONE


def _grant(ctx: Ctx, operation: Operation) -> Grant | None:
    found = ctx.actor.rights.grant(RIGHTS, operation)
    return None if found.highest is Level.NONE else found


def _covers(grant: Hashable, row: FromClause, scans: bool) -> ColumnElement[bool]:
    assert isinstance(grant, Grant)
    return access.predicate(grant, row, scans=scans)


def _begin(change: Change) -> None:
    """A new invoice begins now, by the caller, in the portal's currency."""
    now, user = change.ctx.clock.stamp(), change.ctx.actor.user_id
    change.new["DATE_UPDATE"] = now
    if change.old:
        return
    follows = {"RESPONSIBLE_ID": user, "DATE_INSERT": now, "STATUS_ID": NEW}
    change.new.update((name, value) for name, value in follows.items() if change.new.get(name) is None)
    change.new.update({"CREATED_BY": user, "CURRENCY": currency_of(change.ctx.tx)})


def _refer(change: Change) -> None:
    """What an invoice leads to is there, and the caller may read it; somebody is responsible."""
    for name, type_id in LEADING.items():
        number = change.new.get(name)
        if number is None or number == change.old.get(name):
            continue
        record = Owner(type_id, number)
        if not access.may(change.ctx, Operation.READ, record):
            raise change.dialect.denied() if exists(change.ctx.tx, record) else change.dialect.invalid(field=name)
    responsible = change.new.get("RESPONSIBLE_ID", change.old.get("RESPONSIBLE_ID"))
    if responsible is None or not users.exists(change.ctx.tx, responsible):
        raise change.dialect.invalid(field="RESPONSIBLE_ID")


def _stand(change: Change) -> None:
    """The status is of the directory, and says whether the invoice is paid."""
    status = change.row.get("STATUS_ID") or NEW
    semantics = statuses.semantics_of(change.ctx.tx, STATUSES, status)
    if semantics is None:
        raise change.dialect.invalid(field="STATUS_ID")
    change.new["STATUS_ID"] = status
    if status == change.old.get("STATUS_ID"):
        return
    now, user, paid = change.ctx.clock.stamp(), change.ctx.actor.user_id, semantics == SUCCESS
    change.new.update({"DATE_STATUS": now, "EMP_STATUS_ID": user, "PAYED": "Y" if paid else "N"})
    change.new.update({"DATE_PAYED": now if paid else None})
    if paid:
        change.new["EMP_PAYED_ID"] = user


def _sum_up(change: Change) -> None:
    """The amount is what the rows of goods sum up to."""
    if "PRODUCT_ROWS" in change.beside:
        change.new["PRICE"], change.new["TAX_VALUE"] = beside.amounts_of(change.beside["PRODUCT_ROWS"])


def _number(change: Change) -> None:
    """A new invoice without a number has that of its row."""
    if not change.old and not change.new.get("ACCOUNT_NUMBER"):
        change.new["ACCOUNT_NUMBER"] = str(change.new["ID"])
        change.ctx.tx.update(INVOICE, {"ID": change.new["ID"]}, {"ACCOUNT_NUMBER": change.new["ACCOUNT_NUMBER"]})


def _remember(change: Change) -> None:
    """Through which statuses an invoice goes is kept."""
    status = change.row["STATUS_ID"]
    if status != change.old.get("STATUS_ID"):
        semantics = statuses.semantics_of(change.ctx.tx, STATUSES, status)
        record = Owner(owner.INVOICE, change.row["ID"])
        history.keep(change.ctx, record, history.kind_of(change.old, semantics), None, (status, semantics))


def _forget(change: Change) -> None:
    """What is beside an invoice goes with it, and the rules by which it is copied."""
    ctx, number = change.ctx, change.old["ID"]
    beside.forget(ctx.tx, number)
    public.revoke(ctx.tx, LINK, number)
    record = Owner(owner.INVOICE, number)
    history.forget(ctx.tx, record)
    for papers in (requisites, documents):
        papers.forget(ctx, record)
    for (rule_id,) in ctx.tx.all(_RULES, id=number):
        ctx.tx.delete(RECURRING_INVOICE, ID=rule_id)
        timers.put(ctx.tx, KIND, rule_id, None)
        events.recurring_invoice(ctx, events.DELETE, rule_id, None)


def _tell(change: Change, verb: str) -> None:
    events.invoice(change.ctx, verb, change.row["ID"])
    if verb == UPDATE and change.row["STATUS_ID"] != change.old["STATUS_ID"]:
        events.invoice(change.ctx, events.SET_STATUS, change.row["ID"])


INVOICES = Collection(
    noun="invoice",
    plural="invoices",
    table=INVOICE,
    fields=FIELDS,
    access=Access(_grant, _covers),
    beside={
        "INVOICE_PROPERTIES": beside.Properties(),
        "PRODUCT_ROWS": beside.Rows(),
        **dict.fromkeys(
            (name for name, field in FIELDS.by_name.items() if not field.stored and not field.multiple),
            beside.OfResponsible(),
        ),
    },
    filled_later=frozenset({"ACCOUNT_NUMBER"}),
    before_save=(_begin, _refer, _stand, _sum_up),
    after_save=(_number, _remember),
    after_delete=(_forget,),
    tell=_tell,
    grown=growing(HOME.entity_id),
)
