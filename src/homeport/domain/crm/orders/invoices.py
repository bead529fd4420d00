"""Old invoices that are paid through payment systems.

Sources: ``api-reference/pay-system/outdated/``.
"""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.crm.invoice.invoices import INVOICES
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import Values
from homeport.domain.sale import pay_systems
from homeport.domain.sale.registered import DENIED

NO_INVOICE = ErrorKind("ERROR_INTERNAL_INVOICE_NOT_FOUND", "Invoice not found")
NO_SYSTEM = ErrorKind("ERROR_PROCESS_REQUEST_RESULT", "Pay system not found")

PAID = "P"
"""The status of an invoice that is paid."""
_CALLED = {"SHOULD_PAY": "PRICE", "DATE_INSERT_DATE": "DATE_INSERT", "DATE_BILL_DATE": "DATE_BILL"}
"""What handlers call fields of an invoice otherwise."""


def pay(ctx: Ctx, invoice: int, system: int | None, handler: str | None) -> None:
    """Note that an invoice is paid, through a payment system.

    :param system: the system; None for the first that is made of a handler
    :raises CallError: ``NO_SYSTEM``, ``UNKNOWN`` of a handler, ``NO_INVOICE`` or ``DENIED``
    """
    found = _system(ctx, system, handler, NO_SYSTEM)
    collection, row = _invoice(ctx, invoice, Operation.WRITE)
    given = {"STATUS_ID": PAID, "PAY_SYSTEM_ID": found}
    writing.change(ctx, collection, {"ID": row["ID"]}, given, CLASSIC)


def settings(ctx: Ctx, invoice: int, system: int | None, handler: str | None) -> Values:
    """What the handler of a payment system is given for an invoice: what is set, or what the invoice says.

    :raises CallError: ``UNKNOWN``, ``NO_INVOICE`` or ``DENIED``
    """
    number = _system(ctx, system, handler, pay_systems.UNKNOWN)
    collection, row = _invoice(ctx, invoice, Operation.READ)
    found = pay_systems.settings_of(ctx, number, row["PERSON_TYPE_ID"] or 0)
    return {code: _said(ctx, collection, row, setting) for code, setting in found.items()}


def _system(ctx: Ctx, system: int | None, handler: str | None, missing: ErrorKind) -> int:
    if system is None:
        found = pay_systems.of_handler(ctx, handler or "")
        if found is None:
            raise pay_systems.UNKNOWN()
        return found
    if pay_systems.name_of(ctx, system) is None:
        raise missing()
    return system


def _invoice(ctx: Ctx, number: int, operation: Operation) -> tuple[Collection, Values]:
    collection = INVOICES.now(ctx.tx)
    row = reading.stored(ctx, collection, {"ID": number})
    if row is None:
        raise NO_INVOICE()
    if not reading.may(ctx, collection, operation, {"ID": number}):
        raise DENIED()
    return collection, row


def _said(ctx: Ctx, collection: Collection, row: Values, setting: Values) -> Any:
    if setting["TYPE"] not in ("ORDER", "PAYMENT"):
        return setting["VALUE"]
    name = str(setting["VALUE"])
    field = collection.fields.by_name.get(_CALLED.get(name, "PRICE" if name == "SUM" else name))
    return "" if field is None else CLASSIC.write(field, row.get(field.name), ctx.clock.zone) or ""
