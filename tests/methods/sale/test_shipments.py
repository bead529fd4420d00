"""``sale.shipment.*``, ``sale.shipmentitem.*``: shipments and what is in them."""

from typing import Any

import pytest

from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.sale.orders import a_shipment, an_item, an_order, order_of, shop

NOW = "2026-01-05T09:00:00+00:00"
FIELDS = {"allowDelivery": "N", "deducted": "N", "deliveryId": 2}


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    wire.freeze(1_767_603_600.0)
    return shop(wire)


def shipment_of(admin: AppApi, number: int) -> Any:
    return admin("sale.shipment.get", id=number)["shipment"]


def test_a_shipment_waits_and_notes_who_let_it_go(admin: AppApi) -> None:
    order = an_order(admin)
    number = a_shipment(admin, order, responsibleId=3)
    shipment = shipment_of(admin, number)
    assert (shipment["statusId"], shipment["deliveryName"], shipment["currency"]) == ("DN", "Courier delivery", "EUR")
    assert (shipment["dateAllowDelivery"], shipment["dateDeducted"], shipment["system"]) == (None, None, "N")
    assert (shipment["dateResponsibleId"], shipment["empResponsibleId"]) == (NOW, 1)
    fields = {**FIELDS, "allowDelivery": "Y", "deducted": "Y", "statusId": "DF"}
    changed = admin("sale.shipment.update", id=number, fields=fields)["shipment"]
    assert (changed["dateAllowDelivery"], changed["empAllowDeliveryId"]) == (NOW, 1)
    assert (changed["dateDeducted"], changed["empDeductedId"]) == (NOW, 1)
    assert admin.refused("sale.shipment.delete", id=number) == (400, "SALE_SHIPMENT_EXIST_SHIPPED")
    admin("sale.shipment.update", id=number, fields=FIELDS)
    assert admin("sale.shipment.delete", id=number) is True
    assert admin.refused("sale.shipment.get", id=number) == (400, "201140400001")


def test_both_prices_are_the_one_that_is_said(admin: AppApi) -> None:
    order = an_order(admin)
    number = a_shipment(admin, order, basePriceDelivery=999.99)

    def prices(**fields: Any) -> tuple[Any, Any]:
        changed = admin("sale.shipment.update", id=number, fields={**FIELDS, **fields})["shipment"]
        return changed["basePriceDelivery"], changed["priceDelivery"]

    assert shipment_of(admin, number)["priceDelivery"] == 999.99 == order_of(admin, order)["price"]
    assert prices(basePriceDelivery=5, priceDelivery=7) == (5, 5)
    assert prices(priceDelivery=7) == (7, 7)
    assert prices() == (0, 0)
    assert order_of(admin, order)["price"] == 0


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"orderId": 999}, "0"),
        ({"deliveryId": 999}, "SALE_SHIPMENT_WRONG_DELIVERY_SERVICE"),
        ({"statusId": "N"}, "BX_INVALID_VALUE"),
        ({"basePriceDelivery": -1}, "BX_INVALID_VALUE"),
        ({"deducted": ""}, "0"),
    ],
)
def test_shipments_that_cannot_be_are_refused(admin: AppApi, fields: dict[str, Any], code: str) -> None:
    order = an_order(admin)
    assert admin.refused("sale.shipment.add", fields={**FIELDS, "orderId": order, **fields}) == (400, code)
    assert order_of(admin, order)["shipments"] == []


def test_a_change_says_again_what_there_must_be(admin: AppApi) -> None:
    number = a_shipment(admin, an_order(admin))
    answer = admin.send("sale.shipment.update", id=number, fields={"comments": "A"})
    assert answer.error == (400, "0", "Required fields: allowDelivery, deducted, deliveryId")
    wrong = {**FIELDS, "deliveryId": 999}
    assert admin.refused("sale.shipment.update", id=number, fields=wrong) == (400, "BX_INVALID_VALUE")
    assert admin.refused("sale.shipment.update", id=999, fields=FIELDS) == (400, "201140400001")


def test_items_of_the_order_go_into_its_shipments_once(admin: AppApi) -> None:
    order, other = an_order(admin), an_order(admin)
    item, shipment = an_item(admin, order, price=5, quantity=3), a_shipment(admin, order)
    add = "sale.shipmentitem.add"
    fields = {"orderDeliveryId": shipment, "basketId": item, "quantity": 3}
    assert admin.refused(add, fields={"orderDeliveryId": shipment, "basketId": item}) == (400, "0")
    made = admin(add, fields=fields)["shipmentItem"]
    assert (made["dateInsert"], made["reservedQuantity"], made["xmlId"][:3]) == (NOW, 0, "bx_")
    assert admin.refused(add, fields=fields) == (400, "201250000001")
    assert admin.refused(add, fields={**fields, "orderDeliveryId": 999}) == (400, "201240400002")
    assert admin.refused(add, fields={**fields, "basketId": 999}) == (400, "201240400003")
    assert admin.refused(add, fields={**fields, "basketId": an_item(admin, other)}) == (400, "201240400003")
    assert shipment_of(admin, shipment)["shipmentItems"] == [made]
    assert order_of(admin, order)["shipments"][0]["shipmentItems"] == [made]
    change = "sale.shipmentitem.update"
    assert admin(change, id=made["id"], fields={"quantity": 2})["shipmentItem"]["quantity"] == 2
    assert admin.refused(change, id=made["id"], fields={"xmlId": "a"}) == (400, "0")
    admin("sale.basketitem.delete", id=item)
    assert admin.refused("sale.shipmentitem.get", id=made["id"]) == (400, "201240400001")
