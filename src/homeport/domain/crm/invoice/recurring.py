"""Recurring invoices: an invoice that is copied, and the rule by which that happens.

Source: ``api-reference/crm/outdated/invoice/crm-invoice-recurring-fields.md``.
"""

from collections.abc import Hashable
from dataclasses import replace
from datetime import date
from functools import partial

from sqlalchemy import ColumnElement, FromClause, exists

from homeport.core.ctx import Ctx
from homeport.core.rights import Grant, Operation
from homeport.domain.crm import access, events
from homeport.domain.crm.invoice import periods
from homeport.domain.crm.invoice.invoices import INVOICES
from homeport.domain.crm.invoice.recurring_tables import FIELDS, KIND, RECURRING_INVOICE
from homeport.domain.crm.invoice.tables import INVOICE
from homeport.domain.crm.record.dialects import CLASSIC
from homeport.domain.crm.recurring import running
from homeport.domain.crm.recurring.calendar import Series
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import DELETE, Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Values

_NOT_COPIED = (
    "ID", "ACCOUNT_NUMBER", "DATE_INSERT", "DATE_MARKED", "PAY_VOUCHER_DATE", "PAY_VOUCHER_NUM", "REASON_MARKED",
    "STATUS_ID", "IS_RECURRING",
)  # fmt: skip


def _series(rule: Values) -> Series:
    return periods.series_of(rule.get("PARAMS"), date.fromisoformat(rule["START_DATE"]))


def _make(ctx: Ctx, rule: Values, day: date) -> int:
    collection = INVOICES.now(ctx.tx)
    stored = reading.stored(ctx, collection, {"ID": rule["INVOICE_ID"]})
    assert stored is not None
    given = reading.whole(ctx, collection, CLASSIC, stored)
    for name in _NOT_COPIED:
        given.pop(name)
    given["PRODUCT_ROWS"] = [row | {"ID": 0} for row in given["PRODUCT_ROWS"]]
    until = periods.paid_before(rule.get("PARAMS"), day)
    given |= {"DATE_BILL": day.isoformat(), "DATE_PAY_BEFORE": until and until.isoformat()}
    number: int = writing.create(ctx, collection, given, CLASSIC)["ID"]
    events.recurring_invoice_exposed(ctx, rule["ID"], rule["INVOICE_ID"], number)
    return number


RULES = running.Kind(KIND, RECURRING_INVOICE, _series, _make)

fire = partial(running.fire, RULES)
"""Makes the invoice that is due."""


def _covers(grant: Hashable, row: FromClause, scans: bool) -> ColumnElement[bool]:
    """The rules whose invoices a grant covers."""
    assert isinstance(grant, Grant)
    invoice = INVOICE.alias()
    return exists().where(invoice.c.ID == row.c.INVOICE_ID, access.predicate(grant, invoice)).correlate(row)


def _of_template(change: Change) -> None:
    """A new rule is of an invoice that is a template, which the caller may change."""
    if change.old:
        return
    change.new["CREATED_BY_ID"] = change.ctx.actor.user_id
    key = {"ID": change.new.get("INVOICE_ID") or 0}
    found = reading.stored(change.ctx, INVOICES, key)
    if found is None or found["IS_RECURRING"] != "Y":
        raise change.dialect.misfit(FIELDS.by_name["INVOICE_ID"])
    if not reading.may(change.ctx, INVOICES, Operation.WRITE, key):
        raise change.dialect.denied()


def _tell(change: Change, verb: str) -> None:
    template = None if verb == DELETE else change.row["INVOICE_ID"]
    events.recurring_invoice(change.ctx, verb, change.row["ID"], template)


RECURRING_INVOICES = Collection(
    noun="template of recurring invoices",
    plural="templates",
    table=RECURRING_INVOICE,
    fields=FIELDS,
    access=replace(INVOICES.access, covers=_covers),
    before_save=(_of_template, partial(running.plan, RULES)),
    after_save=(partial(running.set_timer, RULES),),
    after_delete=(partial(running.forget_timer, RULES),),
    tell=_tell,
)


def expose(ctx: Ctx, rule_id: int, dialect: Dialect) -> int:
    """Make an invoice by a template now, whatever its rule says; its id.

    :raises CallError: the dialect's ``not_found`` or refusal
    """
    if INVOICES.access.grant(ctx, Operation.ADD) is None:
        raise dialect.denied()
    rule = running.of_id(ctx.tx, RULES, rule_id)
    if rule is None:
        raise dialect.not_found()
    if not reading.may(ctx, INVOICES, Operation.READ, {"ID": rule["INVOICE_ID"]}):
        raise dialect.denied()
    return running.expose_now(RULES, ctx, rule)
