"""What shipments cost, as the handlers of their delivery services say it, where nobody else does.

Source: ``sale/delivery/webhooks/calculate.md``.
"""

from homeport.core.amounts import rounded
from homeport.core.clock import Clock
from homeport.domain.records import timers
from homeport.domain.records.errands import Done, Errand, Request
from homeport.domain.sale import delivery_content, orders
from homeport.domain.sale.delivery_calls import PRICE_URL, PRICES, read
from homeport.domain.sale.orders import MAX_NUMBER
from homeport.domain.sale.shipment_fields import SHIPMENT
from homeport.store import Transaction


def plan(tx: Transaction, clock: Clock, number: int) -> Errand | None:
    """Whom to ask what a shipment costs."""
    shipment = delivery_content.shipment_of(tx, number)
    settings = {} if shipment is None else delivery_content.addresses_of(tx, shipment["DELIVERY_ID"])
    if shipment is None or not settings.get(PRICE_URL):
        return None
    return Errand(requests=[Request(settings[PRICE_URL], {"SHIPMENT": delivery_content.content_of(tx, shipment)})])


def end(tx: Transaction, clock: Clock, number: int, errand: Errand, done: Done) -> None:
    """Let a shipment cost what the handler says; one whose price cannot be had is marked, with the reason."""
    shipment = delivery_content.shipment_of(tx, number)
    if shipment is None:
        return
    said, trouble = read(done)
    price = said.get("PRICE")
    if trouble or not isinstance(price, int | float) or isinstance(price, bool) or not 0 <= price <= MAX_NUMBER:
        why = trouble or "the handler says no price"
        tx.update(SHIPMENT, {"ID": number}, {"MARKED": "Y", "DATE_MARKED": clock.stamp(), "REASON_MARKED": why})
        return
    found = dict.fromkeys(PRICES, rounded(float(price)))
    tx.update(SHIPMENT, {"ID": number}, {**found, "MARKED": "N", "DATE_MARKED": None, "REASON_MARKED": None})
    orders.settle(timers.acting(tx, clock, shipment["RESPONSIBLE_ID"] or 1), shipment["ORDER_ID"])
