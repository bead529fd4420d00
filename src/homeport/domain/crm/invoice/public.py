"""Public links of old invoices: a page that says what is to be paid for what.

Source: ``crm-invoice-get-external-link.md``.
"""

from sqlalchemy import bindparam, select

from homeport.core.clock import Clock
from homeport.core.ctx import Ctx
from homeport.domain.crm.documents.values import money
from homeport.domain.crm.invoice.invoices import INVOICES
from homeport.domain.crm.invoice.tables import INVOICE, INVOICE_ROW, LINK
from homeport.domain.crm.record.dialects import CLASSIC
from homeport.domain.files import public
from homeport.domain.files.public import Opened, Public, Sheet
from homeport.domain.records import reading
from homeport.domain.records.fields import Values
from homeport.store import Query, Transaction
from homeport.store.numbers import fraction

_TURN = 1
"""Invoices have one link for ever: no method takes it back."""
_INVOICE = Query(select(INVOICE).where(INVOICE.c.ID == bindparam("id")))
_ROWS = Query(select(INVOICE_ROW).where(INVOICE_ROW.c.INVOICE_ID == bindparam("id")).order_by(INVOICE_ROW.c.ID))


def link_of(ctx: Ctx, number: int) -> str:
    """The public link of an invoice that the caller may read.

    :raises CallError: as ``crm.invoice.get`` does
    """
    reading.found(ctx, INVOICES, {"ID": number}, CLASSIC)
    return public.link_of(ctx, LINK, number, _TURN)


def _opened(tx: Transaction, clock: Clock, number: int) -> Opened:
    found = tx.dicts(_INVOICE, id=number)
    if not found:
        return None
    invoice, rows = found[0], tx.dicts(_ROWS, id=number)
    facts = {"For": invoice["ORDER_TOPIC"] or "", "Of": (invoice["DATE_BILL"] or invoice["DATE_INSERT"] or "")[:10]}
    facts |= {"To pay before": (invoice["DATE_PAY_BEFORE"] or "")[:10]}
    facts |= {"Sum": money(tx, invoice["PRICE"], invoice["CURRENCY"])}
    facts |= {"Paid": "yes" if invoice["PAYED"] == "Y" else "no"}
    cells = tuple(_cells(tx, row, invoice["CURRENCY"]) for row in rows)
    head = ("Name", "Quantity", "Price") if cells else ()
    return Sheet(
        f"Invoice {invoice['ACCOUNT_NUMBER']}", {name: text for name, text in facts.items() if text}, head, cells
    )


def _cells(tx: Transaction, row: Values, currency: str) -> tuple[str, ...]:
    return row["PRODUCT_NAME"] or "", fraction(row["QUANTITY"]), money(tx, row["PRICE"], currency)


PUBLIC = {LINK: Public(_opened)}
