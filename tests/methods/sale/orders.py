"""Orders as tests of the store make them."""

from typing import Any

from tests.apps import AppApi, app_of
from tests.conftest import Wire

SCOPES = "sale,pay_system,delivery,cashbox,catalog,crm,salescenter"


def shop(wire: Wire) -> AppApi:
    """The administrator of a portal with a store."""
    return app_of(wire, 1, SCOPES)


def an_order(admin: AppApi, **fields: Any) -> int:
    given = {"lid": "s1", "personTypeId": 3, "currency": "EUR", **fields}
    return int(admin("sale.order.add", fields=given)["order"]["id"])


def an_item(admin: AppApi, order: int, **fields: Any) -> int:
    given = {"orderId": order, "productId": 0, "currency": "EUR", "quantity": 1, "name": "Rope", **fields}
    return int(admin("sale.basketitem.add", fields=given)["basketItem"]["id"])


def a_payment(admin: AppApi, order: int, **fields: Any) -> int:
    given = {"orderId": order, "paySystemId": 1, **fields}
    return int(admin("sale.payment.add", fields=given)["payment"]["id"])


def a_shipment(admin: AppApi, order: int, **fields: Any) -> int:
    given = {"orderId": order, "allowDelivery": "N", "deducted": "N", "deliveryId": 2, **fields}
    return int(admin("sale.shipment.add", fields=given)["shipment"]["id"])


def order_of(admin: AppApi, number: int) -> Any:
    return admin("sale.order.get", id=number)["order"]
