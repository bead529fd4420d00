"""Two orders of Harbour Trading's store: one of a deal, which is paid and under way, and one by hand, which waits."""

from collections.abc import Mapping
from typing import Any

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm.orders import entities, payables, payments
from homeport.domain.demo.author import Author
from homeport.domain.demo.calendar import OPENING, later
from homeport.domain.records import writing
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import CATALOG
from homeport.domain.sale.baskets import ITEMS
from homeport.domain.sale.orders import ORDERS
from homeport.domain.sale.payments import PAID_ITEMS, PAYMENTS
from homeport.domain.sale.property_values import OF_ORDER, put
from homeport.domain.sale.shipments import SHIPMENTS, SHIPPED_ITEMS

DEAL = 5
"""The deal that is paid through the store."""
COURIER, PICKUP = 2, 3
CASH = 1


def add_shop(author: Author) -> None:
    """The orders, with what is in them."""
    _of_a_deal(author)
    _by_hand(author.acting(3, later(OPENING, 70)))


def _of_a_deal(author: Author) -> None:
    ctx = author.acting(1, later(OPENING, 60))
    record = Owner(owner.DEAL, DEAL)
    payment = payments.add(ctx, record)
    order = entities.order_of(ctx, record)
    assert order is not None, "the payment has made it"
    item = _made(ctx, ITEMS, {"orderId": order, "currency": "EUR", "productId": 2, "quantity": 2})
    _made(ctx, PAID_ITEMS, {"paymentId": payment, "basketId": item, "quantity": 2})
    shipment = _made(ctx, SHIPMENTS, _shipment(order, COURIER, 12.5))
    _made(ctx, SHIPPED_ITEMS, {"orderDeliveryId": shipment, "basketId": item, "quantity": 2})
    payables.add_delivery(ctx, payment, shipment)
    payments.change(ctx, payment, {"paid": "Y"})
    writing.change(ctx, ORDERS, {"ID": order}, {"statusId": "P", "comments": "Paid on the quay."}, CATALOG)


def _by_hand(ctx: Ctx) -> None:
    order = _made(ctx, ORDERS, {"lid": "s1", "personTypeId": 3, "currency": "EUR", "responsibleId": 3})
    alike = {"orderId": order, "currency": "EUR"}
    vest = _made(ctx, ITEMS, {**alike, "productId": 6, "quantity": 3})
    _made(ctx, ITEMS, {**alike, "productId": 0, "name": "Engraving", "quantity": 3, "price": 8.5, "vatIncluded": "Y"})
    _made(ctx, PAYMENTS, {"orderId": order, "paySystemId": CASH, "sum": 382.5})
    shipment = _made(ctx, SHIPMENTS, _shipment(order, PICKUP, 0))
    _made(ctx, SHIPPED_ITEMS, {"orderDeliveryId": shipment, "basketId": vest, "quantity": 3})
    answers = [{"orderPropsId": 1, "value": "Ann Moor"}, {"orderPropsId": 2, "value": "ann@moor.example.test"}]
    put(ctx, CATALOG, OF_ORDER, order, 3, answers, all_=True)


def _shipment(order: int, service: int, price: float) -> dict[str, Any]:
    return {
        "orderId": order,
        "allowDelivery": "Y",
        "deducted": "N",
        "deliveryId": service,
        "basePriceDelivery": price,
    }


def _made(ctx: Ctx, collection: Collection, fields: Mapping[str, Any]) -> int:
    return int(writing.create(ctx, collection, fields, CATALOG)["ID"])
