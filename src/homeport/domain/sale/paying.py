"""Payments through payment systems: what a handler is given of a payment, and that it was paid.

Source: ``api-reference/pay-system/sale-pay-system-pay-payment.md``, ``sale-pay-system-settings-payment-get.md``.
"""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.records import reading, writing
from homeport.domain.records.dialect import CATALOG
from homeport.domain.records.fields import Values
from homeport.domain.sale import pay_systems
from homeport.domain.sale.orders import ORDERS
from homeport.domain.sale.payments import PAYMENTS

NO_PAYMENT = ErrorKind("ERROR_CHECK_FAILURE", "Payment not found")
NO_ORDER = ErrorKind("ERROR_INTERNAL_ORDER_NOT_FOUND", "Order not found")


def through(ctx: Ctx, payment: int, system: int) -> None:
    """Pay a payment through its payment system.

    :raises CallError: ``UNKNOWN`` or ``NO_PAYMENT``
    """
    _payment(ctx, payment, system)
    writing.change(ctx, PAYMENTS, {"ID": payment}, {"paid": "Y"}, CATALOG)


def settings(ctx: Ctx, payment: int, system: int) -> Values:
    """What the handler of a payment system is given for a payment: what is set, or what the payment and its order say.

    :raises CallError: ``UNKNOWN``, ``NO_PAYMENT`` or ``NO_ORDER``
    """
    paid = _payment(ctx, payment, system)
    order = reading.stored(ctx, ORDERS, {"ID": paid["ORDER_ID"]})
    if order is None:
        raise NO_ORDER()
    found = pay_systems.settings_of(ctx, system, order["PERSON_TYPE_ID"])
    return {code: _said(ctx, setting, paid, order) for code, setting in found.items()}


def _payment(ctx: Ctx, payment: int, system: int) -> Values:
    pay_systems.find(ctx, system)
    found = reading.stored(ctx, PAYMENTS, {"ID": payment})
    if found is None or found["PAY_SYSTEM_ID"] != system:
        raise NO_PAYMENT()
    return found


def _said(ctx: Ctx, setting: Values, payment: Values, order: Values) -> Any:
    """A value that is set, or that the row says which it is taken from."""
    source = {"PAYMENT": (PAYMENTS, payment), "ORDER": (ORDERS, order)}.get(str(setting["TYPE"]))
    if source is None:
        return setting["VALUE"]
    collection, row = source
    name = {"SHOULD_PAY": "PRICE", "DATE_INSERT_DATE": "DATE_INSERT", "DATE_BILL_DATE": "DATE_BILL"}.get(
        str(setting["VALUE"]), str(setting["VALUE"])
    )
    field = collection.fields.by_name.get(name)
    if field is None:
        return ""
    value = CATALOG.write(field, row.get(name), ctx.clock.zone)
    return "" if value is None else str(value)
