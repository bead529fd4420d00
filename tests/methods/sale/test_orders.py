"""``sale.order.*``: what orders begin with, sums that follow their rows, who may do what, and what goes with them."""

import pytest

from homeport.domain.integrity import broken
from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.sale.orders import a_payment, a_shipment, an_item, an_order, order_of, shop


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    wire.freeze(1_767_603_600.0)
    return shop(wire)


def test_an_order_begins_accepted_and_unpaid(admin: AppApi) -> None:
    order = admin("sale.order.add", fields={"lid": "s1", "personTypeId": 3, "currency": "EUR"})["order"]
    assert order["accountNumber"] == str(order["id"])
    assert {name: order[name] for name in ("statusId", "payed", "deducted", "canceled", "marked", "version")} == {
        "statusId": "N", "payed": "N", "deducted": "N", "canceled": "N", "marked": "N", "version": 0,
    }  # fmt: skip
    assert (order["userId"], order["empStatusId"], order["price"], order["taxValue"]) == (1, 1, 0, None)
    assert order["dateInsert"] == order["dateUpdate"] == order["dateStatus"] == "2026-01-05T09:00:00+00:00"
    assert order["xmlId"].startswith("bx_") and len(order["xmlId"]) == 16
    assert (order["basketItems"], order["clients"], order["requisiteLink"], order["comments"]) == ([], [], [], "")


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"lid": "s2"}, "Invalid value of the field: lid"),
        ({"lid": ""}, "Required fields: lid"),
        ({"personTypeId": 1}, "Invalid value of the field: personTypeId"),
        ({"currency": "XXX"}, "Invalid value of the field: currency"),
        ({"statusId": "DN"}, "Invalid value of the field: statusId"),
        ({"price": -1}, "Invalid value of the field: price"),
        ({"price": 1e300}, "Invalid value of the field: price"),
    ],
)
def test_what_no_order_can_be_is_refused(admin: AppApi, fields: dict[str, object], text: str) -> None:
    given = {"lid": "s1", "personTypeId": 3, "currency": "EUR", **fields}
    before = admin.send("sale.order.list").json["total"]
    assert admin.send("sale.order.add", fields=given).error == (400, "0", text)
    assert admin.send("sale.order.list").json["total"] == before


def test_orders_are_for_administrators(admin: AppApi) -> None:
    order, seller = an_order(admin), admin.as_user(3)
    assert seller.refused("sale.order.add", fields={}) == (400, "200040300020")
    assert seller.refused("sale.order.update", id=order, fields={}) == (400, "200040300020")
    assert seller.refused("sale.order.delete", id=order) == (400, "200040300020")
    for name, params in (("get", {"id": order}), ("list", {}), ("getFields", {})):
        assert seller.refused(f"sale.order.{name}", **params) == (400, "200040300010")
    assert admin.refused("sale.order.get", id=999) == (400, "200540400001")


def test_sums_follow_the_rows_to_the_last_figure(admin: AppApi) -> None:
    order = an_order(admin, price=5)
    assert order_of(admin, order)["price"] == 5
    item = an_item(admin, order, price=0.1, quantity=3, vatRate=0.1, vatIncluded="Y")
    assert (order_of(admin, order)["price"], order_of(admin, order)["taxValue"]) == (0.3, 0.02727273)
    an_item(admin, order, price=19.99, quantity=1.5, vatRate=0.19, vatIncluded="N")
    # 29.985 and its tax of 5.69715 on top, which is not in the price
    assert (order_of(admin, order)["price"], order_of(admin, order)["taxValue"]) == (35.98, 5.72442273)
    shipment = a_shipment(admin, order, basePriceDelivery=4.9)
    assert order_of(admin, order)["price"] == 40.88
    admin("sale.order.update", id=order, fields={"price": 1000})
    assert order_of(admin, order)["price"] == 40.88
    admin("sale.basketitem.update", id=item, fields={"quantity": 30})
    assert order_of(admin, order)["price"] == 43.58
    admin("sale.shipment.delete", id=shipment)
    admin("sale.basketitem.delete", id=item)
    assert order_of(admin, order)["price"] == 35.68


def test_an_order_is_paid_when_its_payments_are_and_shipped_when_its_shipments_are(admin: AppApi) -> None:
    order = an_order(admin)
    an_item(admin, order, price=10, quantity=3)
    first, second = a_payment(admin, order, sum=10.1), a_payment(admin, order, sum=19.9)
    admin("sale.payment.update", id=first, fields={"paySystemId": 1, "paid": "Y"})
    assert order_of(admin, order)["payed"] == "N"
    admin("sale.payment.update", id=second, fields={"paySystemId": 1, "paid": "Y"})
    assert order_of(admin, order)["payed"] == "Y"
    admin("sale.payment.delete", id=first)
    assert order_of(admin, order)["payed"] == "N"
    shipments = [a_shipment(admin, order), a_shipment(admin, order)]
    for number, shipped in zip(shipments, ("N", "Y"), strict=True):
        fields = {"allowDelivery": "Y", "deducted": "Y", "deliveryId": 2}
        admin("sale.shipment.update", id=number, fields=fields)
        assert order_of(admin, order)["deducted"] == shipped


def test_who_changed_a_state_is_noted_unless_it_is_said(admin: AppApi) -> None:
    order = an_order(admin)
    fields = {"statusId": "P", "canceled": "Y", "empCanceledId": 3, "marked": "Y", "reasonMarked": "Late"}
    changed = admin("sale.order.update", id=order, fields=fields)["order"]
    assert (changed["empStatusId"], changed["empCanceledId"], changed["empMarkedId"]) == (1, 3, 1)
    assert changed["dateCanceled"] == changed["dateMarked"] == "2026-01-05T09:00:00+00:00"
    assert changed["version"] == 1
    kept = {"currency": "USD", "personTypeId": 4, "userId": 3, "lid": "s2", "accountNumber": "9", "payed": "Y"}
    again = admin("sale.order.update", id=order, fields=kept)["order"]
    assert {name: again[name] for name in kept} == {
        "currency": "EUR", "personTypeId": 3, "userId": 1, "lid": "s1", "accountNumber": str(order), "payed": "N",
    }  # fmt: skip


def test_codes_of_what_an_order_names_come_with_it(admin: AppApi) -> None:
    admin("sale.status.update", id="S", fields={"type": "O", "xmlId": "paid"})
    admin("sale.persontype.update", id=4, fields={"name": "Company", "xmlId": "firm"})
    order = an_order(admin, statusId="S", personTypeId=4)
    assert (order_of(admin, order)["statusXmlId"], order_of(admin, order)["personTypeXmlId"]) == ("paid", "firm")
    found = admin("sale.order.list", filter={"statusXmlId": "paid"}, select=["id", "personTypeXmlId"])["orders"]
    assert found == [{"id": order, "personTypeXmlId": "firm"}]
    assert admin.refused("sale.status.delete", id="S") == (400, "0")
    assert admin.refused("sale.persontype.delete", id=4) == (400, "200750000003")
    other = admin("sale.persontype.add", fields={"name": "Club"})["personType"]["id"]
    an_order(admin, personTypeId=other)
    assert admin.refused("sale.persontype.delete", id=other) == (400, "200750000008")
    assert admin.refused("sale.status.update", id="S", fields={"type": "D"}) == (400, "201350000007")


def test_a_deleted_order_takes_all_that_it_consisted_of_with_it(admin: AppApi) -> None:
    order = an_order(admin)
    item, payment, shipment = an_item(admin, order, price=5), a_payment(admin, order), a_shipment(admin, order)
    admin("sale.basketproperties.add", fields={"basketId": item, "name": "Colour", "value": "red", "code": "C"})
    admin("sale.paymentitembasket.add", fields={"paymentId": payment, "basketId": item, "quantity": 1})
    admin("sale.paymentitemshipment.add", fields={"paymentId": payment, "shipmentId": shipment})
    admin("sale.shipmentitem.add", fields={"orderDeliveryId": shipment, "basketId": item, "quantity": 1})
    values = {"order": {"id": order, "propertyValues": [{"orderPropsId": 1, "value": "Ann"}]}}
    admin("sale.propertyvalue.modify", fields=values)
    admin("sale.payment.update", id=payment, fields={"paySystemId": 1, "paid": "Y"})
    assert admin.refused("sale.order.delete", id=order) == (400, "SALE_ORDER_CANCEL_PAYMENT_EXIST_ACTIVE")
    admin("sale.payment.update", id=payment, fields={"paySystemId": 1, "paid": "N"})
    assert admin("sale.order.delete", id=order) is True
    for family, number in (("basketitem", item), ("payment", payment), ("shipment", shipment)):
        assert admin.send(f"sale.{family}.get", id=number).status == 400
    for family in ("basketproperties", "paymentitembasket", "paymentitemshipment", "shipmentitem", "propertyvalue"):
        rows = next(iter(admin(f"sale.{family}.list").values()))
        assert all(row.get("basketId") != item and row.get("orderId") != order for row in rows)
    found: list[str] = admin.wire.portal.store.write_now(lambda tx: list(broken(tx)))
    assert found == []


def test_applications_are_told_of_orders_and_of_what_is_in_them(admin: AppApi) -> None:
    def kept() -> list[tuple[str, object]]:
        found = admin("event.offline.get", clear=1)["events"]
        return sorted((row["EVENT_NAME"], row["EVENT_DATA"]["FIELDS"]["ID"]) for row in found)

    codes = (
        "OnOrderEntitySaved", "OnSaleOrderSaved", "OnSaleBeforeOrderDelete", "OnOrderDeleted", "OnPaymentEntitySaved",
        "OnPaymentDeleted", "OnShipmentEntitySaved", "OnShipmentDeleted", "OnPropertyValueEntitySaved",
        "OnPropertyValueDeleted",
    )  # fmt: skip
    for code in codes:
        admin("event.bind", event=code, event_type="offline")
    order = an_order(admin)
    assert kept() == [("ONORDERENTITYSAVED", order), ("ONSALEORDERSAVED", order)]
    payment = a_payment(admin, order)
    saved = ["ONORDERENTITYSAVED", "ONSALEORDERSAVED"]
    assert [name for name, _ in kept()] == [saved[0], "ONPAYMENTENTITYSAVED", saved[1]]
    shipment = a_shipment(admin, order)
    assert ("ONSHIPMENTENTITYSAVED", shipment) in kept()
    values = {"order": {"id": order, "propertyValues": [{"orderPropsId": 1, "value": "Ann"}]}}
    (value,) = admin("sale.propertyvalue.modify", fields=values)["propertyValues"]
    assert ("ONPROPERTYVALUEENTITYSAVED", value["id"]) in kept()
    admin("sale.order.delete", id=order)
    assert kept() == [
        ("ONORDERDELETED", order),
        ("ONPAYMENTDELETED", payment),
        ("ONPROPERTYVALUEDELETED", value["id"]),
        ("ONSALEBEFOREORDERDELETE", order),
        ("ONSHIPMENTDELETED", shipment),
    ]


def test_a_refused_row_changes_no_order(admin: AppApi) -> None:
    order = an_order(admin)
    an_item(admin, order, price=5)
    before = order_of(admin, order)
    refusals = (
        ("sale.basketitem.add", {"orderId": order, "productId": 0, "currency": "USD", "quantity": 1}),
        ("sale.payment.add", {"orderId": order, "paySystemId": 99}),
        ("sale.shipment.add", {"orderId": order, "allowDelivery": "Y", "deducted": "Y", "deliveryId": 99}),
    )
    for name, fields in refusals:
        assert admin.send(name, fields=fields).status == 400
    assert order_of(admin, order) == before
