"""What payments of deals and invoices are for: rows of goods of the record, and shipments.

Sources: ``api-reference/crm/universal/payment/products-in-payment/``, ``delivery-in-payment/``.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.amounts import exact, product, rounded
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.domain.crm.orders import entities
from homeport.domain.crm.orders.payments import (
    ITEMS,
    NO_PAYMENT,
    PAID_ITEMS,
    PAID_SHIPMENTS,
    PAYMENTS,
    every,
    payment,
)
from homeport.domain.crm.products import rows
from homeport.domain.records import reading, writing
from homeport.domain.records.at_hand import chosen
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import CATALOG
from homeport.domain.records.fields import Values
from homeport.domain.sale import payment_fields
from homeport.domain.sale import shipments as store_shipments
from homeport.domain.sale.basket_fields import ITEM
from homeport.domain.sale.shipment_fields import SHIPMENT
from homeport.store import Query

NO_DELIVERY = ErrorKind("0", "Delivery has not been found")
NO_ROW = ErrorKind("0", "Product row has not been found")
NO_PART = ErrorKind("0", "Payable item has not been found")
TOO_FEW = ErrorKind("0", "Insufficient product quantity to add to payment")
NOTHING = ErrorKind("0", "Product quantity cannot be less than or equal to 0")
PAID_ALREADY = ErrorKind("0", "The delivery is in the payment already")

_ROW_CODE = "crm_pr_{id}"
"""The external code of the item that stands for a row of goods."""

_ITEM = Query(select(ITEM.c.ID).where(ITEM.c.ORDER_ID == bindparam("order"), ITEM.c.XML_ID == bindparam("code")))
_ITEM_OF = Query(select(ITEM.c.XML_ID, ITEM.c.PRICE, ITEM.c.ORDER_ID).where(ITEM.c.ID == bindparam("id")))
_TAKEN = Query(
    select(payment_fields.BASKET.c.QUANTITY)
    .where(payment_fields.BASKET.c.BASKET_ID == bindparam("item"), payment_fields.BASKET.c.ID != bindparam("but"))
    .order_by(payment_fields.BASKET.c.ID)
)
_PARTS = Query(
    select(ITEM.c.PRICE, payment_fields.BASKET.c.QUANTITY)
    .join(ITEM, ITEM.c.ID == payment_fields.BASKET.c.BASKET_ID)
    .where(payment_fields.BASKET.c.PAYMENT_ID == bindparam("id"))
    .order_by(payment_fields.BASKET.c.ID)
)
_DELIVERIES = Query(
    select(SHIPMENT.c.PRICE_DELIVERY)
    .join(payment_fields.SHIPMENT, payment_fields.SHIPMENT.c.SHIPMENT_ID == SHIPMENT.c.ID)
    .where(payment_fields.SHIPMENT.c.PAYMENT_ID == bindparam("id"))
    .order_by(payment_fields.SHIPMENT.c.ID)
)


def add_product(ctx: Ctx, number: int, row_id: int, quantity: float) -> int:
    """Let a payment be for some of a row of goods of its record; the id of that.

    :raises CallError: ``NO_PAYMENT``, ``DENIED``, ``NO_ROW``, ``NOTHING`` or ``TOO_FEW``
    """
    paid = payment(ctx, number, Operation.WRITE, NO_PAYMENT)
    record = entities.record_of(ctx, paid["ORDER_ID"])
    if record is None or rows.owner_of(ctx, row_id) != record:
        raise NO_ROW()
    row = rows.one(ctx, row_id)
    item = ctx.tx.value(_ITEM, order=paid["ORDER_ID"], code=_ROW_CODE.format(id=row_id))
    _require_enough(ctx, row, item, quantity, 0)
    if item is None:
        item = _item(ctx, paid, row)
    given = {"paymentId": number, "basketId": item, "quantity": quantity}
    part = int(writing.create(ctx, PAID_ITEMS, given, CATALOG)["ID"])
    _summed(ctx, number)
    return part


def _item(ctx: Ctx, paid: Values, row: Values) -> int:
    """The item of the order that stands for a row of goods."""
    given = {
        "orderId": paid["ORDER_ID"],
        "productId": row["PRODUCT_ID"] or 0,
        "currency": paid["CURRENCY"],
        "quantity": row["QUANTITY"],
        "name": row["PRODUCT_NAME"],
        "price": row["PRICE"],
        "basePrice": row["PRICE"],
        "customPrice": "Y",
        "vatRate": None if row["TAX_RATE"] is None else rounded(exact(float(row["TAX_RATE"])) / 100, 6),
        "vatIncluded": "Y",
        "xmlId": _ROW_CODE.format(id=row["ID"]),
    }
    return int(writing.create(ctx, ITEMS, given, CATALOG)["ID"])


def _require_enough(ctx: Ctx, row: Values, item: int | None, quantity: float, but: int) -> None:
    if not quantity > 0:
        raise NOTHING()
    taken = [exact(float(each)) for (each,) in ctx.tx.all(_TAKEN, item=item, but=but)] if item else []
    if sum(taken) + exact(float(quantity)) > exact(float(row["QUANTITY"] or 0.0)):
        raise TOO_FEW()


def products(ctx: Ctx, number: int, given: Any, order: Any) -> list[Values]:
    """What a payment is for, of the rows of goods of its record."""
    payment(ctx, number, Operation.READ, NO_PAYMENT)
    found = every(ctx, PAID_ITEMS, {"paymentId": number}, given, order)
    shown = []
    for part in found:
        code = ctx.tx.value(_ITEM_OF, id=part["basketId"]) or ""
        row_id = int(code[len("crm_pr_") :]) if code.startswith("crm_pr_") else None
        shown.append({"id": part["id"], "paymentId": number, "quantity": part["quantity"], "rowId": row_id})
    return shown


def paid_item(ctx: Ctx, number: int, collection: Collection) -> Values:
    """What a payment is for, for whoever may change the payment.

    :raises CallError: ``NO_PART`` or ``DENIED``
    """
    part = reading.stored(ctx, collection, {"ID": number})
    if part is None:
        raise NO_PART()
    payment(ctx, part["PAYMENT_ID"], Operation.WRITE, NO_PART)
    return part


def remove(ctx: Ctx, number: int, collection: Collection) -> None:
    """Take something out of a payment.

    :raises CallError: ``NO_PART`` or ``DENIED``
    """
    part = paid_item(ctx, number, collection)
    writing.delete(ctx, collection, {"ID": number}, CATALOG)
    _summed(ctx, part["PAYMENT_ID"])


def set_quantity(ctx: Ctx, number: int, quantity: float) -> None:
    """Change how much of a row of goods a payment is for.

    :raises CallError: ``NO_PART``, ``DENIED``, ``NOTHING`` or ``TOO_FEW``
    """
    part = paid_item(ctx, number, PAID_ITEMS)
    code = str(ctx.tx.value(_ITEM_OF, id=part["BASKET_ID"]) or "")
    row_id = int(code[len("crm_pr_") :]) if code.startswith("crm_pr_") else 0
    if rows.owner_of(ctx, row_id) is None:
        raise NO_ROW()
    _require_enough(ctx, rows.one(ctx, row_id), part["BASKET_ID"], quantity, number)
    writing.change(ctx, PAID_ITEMS, {"ID": number}, {"quantity": quantity}, CATALOG)
    _summed(ctx, part["PAYMENT_ID"])


def add_delivery(ctx: Ctx, number: int, delivery: int) -> int:
    """Let a payment be for a shipment too; the id of that.

    :raises CallError: ``NO_PAYMENT``, ``DENIED``, ``NO_DELIVERY`` or ``PAID_ALREADY``
    """
    paid = payment(ctx, number, Operation.WRITE, NO_PAYMENT)
    _require_delivery(ctx, paid, delivery)
    part = int(writing.create(ctx, PAID_SHIPMENTS, {"paymentId": number, "shipmentId": delivery}, CATALOG)["ID"])
    _summed(ctx, number)
    return part


def _require_delivery(ctx: Ctx, paid: Values, delivery: int) -> None:
    if store_shipments.order_of(ctx, delivery) != paid["ORDER_ID"]:
        raise NO_DELIVERY()
    if any(
        part["shipmentId"] == delivery for part in every(ctx, PAID_SHIPMENTS, {"paymentId": paid["ID"]}, None, None)
    ):
        raise PAID_ALREADY()


def set_delivery(ctx: Ctx, number: int, delivery: int) -> None:
    """Let what a payment is for be another shipment.

    :raises CallError: ``NO_PART``, ``DENIED``, ``NO_DELIVERY`` or ``PAID_ALREADY``
    """
    part = paid_item(ctx, number, PAID_SHIPMENTS)
    if part["SHIPMENT_ID"] == delivery:
        return
    _require_delivery(ctx, payment(ctx, part["PAYMENT_ID"], Operation.WRITE), delivery)
    ctx.tx.update(payment_fields.SHIPMENT, {"ID": number}, {"SHIPMENT_ID": delivery})
    _summed(ctx, part["PAYMENT_ID"])


def deliveries(ctx: Ctx, number: int, given: Any, order: Any) -> list[Values]:
    """The shipments that a payment is for."""
    payment(ctx, number, Operation.READ, NO_PAYMENT)
    found = every(ctx, PAID_SHIPMENTS, {"paymentId": number}, None, None)
    rows_ = [{"id": part["id"], "paymentId": number, "quantity": 1, "deliveryId": part["shipmentId"]} for part in found]
    return chosen(ctx, rows_, ("id", "quantity"), filter=given, order=order)


def _summed(ctx: Ctx, number: int) -> None:
    """The sum of a payment is what it is for."""
    items = sum((product(float(each or 0.0), float(many)) for each, many in ctx.tx.all(_PARTS, id=number)), exact(0.0))
    carried = _sum(each for (each,) in ctx.tx.all(_DELIVERIES, id=number))
    writing.change(ctx, PAYMENTS, {"ID": number}, {"sum": rounded(items + carried)}, CATALOG)


def _sum(figures: Iterable[float | None]) -> Decimal:
    return sum((exact(float(each or 0.0)) for each in figures), Decimal(0))


def unpaid_rows(ctx: Ctx, record: Owner) -> list[Values]:
    """The rows of goods of a record that nobody was asked to pay yet, with what is left of each."""
    found = []
    orders_ = entities.orders_of(ctx, record)
    for row in rows.of_record(ctx, record):
        taken = exact(0.0)
        for order in orders_:
            item = ctx.tx.value(_ITEM, order=order, code=_ROW_CODE.format(id=row["ID"]))
            taken += _sum(each for (each,) in ctx.tx.all(_TAKEN, item=item, but=0)) if item else exact(0.0)
        left = exact(float(row["QUANTITY"] or 0.0)) - taken
        if left > 0:
            found.append({**row, "QUANTITY": float(left)})
    return found
