"""Calls to the handlers of delivery services: what a shipment costs, that it is to be brought, that it is not any more.

Each is made outside of the call that is its cause. Source: ``sale/delivery/webhooks/``.
"""

from sqlalchemy import bindparam, select

from homeport.core.clock import Clock
from homeport.domain.records import errands
from homeport.domain.records.collection import Change
from homeport.domain.records.errands import Done, Errand, Request
from homeport.domain.records.fields import Values
from homeport.domain.sale import delivery_content
from homeport.domain.sale.delivery_tables import (
    CALCULATE,
    FAILED,
    OPEN,
    ORDER,
    REQUEST,
    TO_CANCEL,
    TO_ORDER,
    forget,
    of_shipment,
)
from homeport.store import Query, Transaction

PRICE_URL = "CALCULATE_URL"
ORDER_URL, CANCEL_URL = "CREATE_DELIVERY_REQUEST_URL", "CANCEL_DELIVERY_REQUEST_URL"
PRICES = ("BASE_PRICE_DELIVERY", "PRICE_DELIVERY")
LONGEST = 255

_ROW = Query(select(REQUEST).where(REQUEST.c.ID == bindparam("id")))


def follow(change: Change) -> None:
    """The price of a shipment is asked for that nobody says. One that may be delivered is ordered; one that may not any
    more is cancelled."""
    tx, clock, row = change.ctx.tx, change.ctx.clock, change.row
    settings = delivery_content.addresses_of(tx, row["DELIVERY_ID"])
    if settings.get(PRICE_URL) and all(change.said.get(name) is None for name in PRICES):
        errands.put(tx, CALCULATE, row["ID"], clock.now())
    allowed = row["ALLOW_DELIVERY"] == "Y"
    if allowed == (change.old.get("ALLOW_DELIVERY") == "Y"):
        return
    if allowed and settings.get(ORDER_URL):
        _order(tx, clock, row)
    elif not allowed:
        for each in of_shipment(tx, row["ID"]):
            if each["STATE"] in (OPEN, TO_ORDER) and settings.get(CANCEL_URL):
                tx.update(REQUEST, {"ID": each["ID"]}, {"STATE": TO_CANCEL})
                errands.put(tx, ORDER, int(str(each["ID"])), clock.now())


def _order(tx: Transaction, clock: Clock, shipment: Values) -> None:
    row = {"DELIVERY_ID": shipment["DELIVERY_ID"], "SHIPMENT_ID": shipment["ID"], "REQUEST_ID": "", "STATE": TO_ORDER}
    number = tx.insert(REQUEST, {**row, "PROPERTIES": "[]"})
    tx.update(REQUEST, {"ID": number}, {"REQUEST_ID": f"request|{number}"})
    errands.put(tx, ORDER, number, clock.now())


def plan(tx: Transaction, clock: Clock, number: int) -> Errand | None:
    """Whom to call for a request now."""
    row = _of(tx, number)
    if row is None:
        return None
    settings = delivery_content.addresses_of(tx, row["DELIVERY_ID"])
    if row["STATE"] == TO_CANCEL and settings.get(CANCEL_URL):
        said = {"DELIVERY_ID": row["DELIVERY_ID"], "REQUEST_ID": row["REQUEST_ID"]}
        return Errand(requests=[Request(settings[CANCEL_URL], said)])
    shipment = delivery_content.shipment_of(tx, row["SHIPMENT_ID"]) if row["SHIPMENT_ID"] else None
    if row["STATE"] != TO_ORDER or shipment is None or not settings.get(ORDER_URL):
        return None
    return Errand(requests=[Request(settings[ORDER_URL], {"SHIPMENTS": [delivery_content.content_of(tx, shipment)]})])


def end(tx: Transaction, clock: Clock, number: int, errand: Errand, done: Done) -> None:
    """Note what the handler said of a request."""
    row = _of(tx, number)
    if row is None:
        return
    said, trouble = read(done)
    if row["STATE"] == TO_ORDER:
        called = said.get("REQUEST_ID")
        if not trouble and isinstance(called, str | int) and called != "":
            tx.update(REQUEST, {"ID": number}, {"STATE": OPEN, "REQUEST_ID": str(called)[:LONGEST], "TROUBLE": None})
        else:
            tx.update(REQUEST, {"ID": number}, {"STATE": FAILED, "TROUBLE": trouble or "it has no REQUEST_ID"})
    elif row["STATE"] == TO_CANCEL:
        if trouble and row["SHIPMENT_ID"] is not None:
            tx.update(REQUEST, {"ID": number}, {"STATE": OPEN, "TROUBLE": trouble})
        else:
            forget(tx, number)


def read(done: Done) -> tuple[Values, str]:
    """What a handler said, and why it did not do it; empty for nothing."""
    reply = done.replies[0]
    said = reply.said
    if said is None or said.get("SUCCESS") not in ("Y", "N"):
        return {}, f"the handler gave no answer: {reply.outcome}"[:LONGEST]
    if said["SUCCESS"] == "Y":
        return said, ""
    reason = said.get("REASON")
    text = reason.get("TEXT") if isinstance(reason, dict) else None
    return said, str(text or "the handler did not say why")[:LONGEST]


def _of(tx: Transaction, number: int) -> Values | None:
    for row in tx.dicts(_ROW, id=number):
        return row
    return None
