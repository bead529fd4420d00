"""``crm.item.payment.*``, ``crm.item.delivery.*``: how deals are paid and delivered; ``crm.orderentity.*``,
``crm.paysystem.*``, ``crm.persontype.*``: orders and payments as the CRM speaks of them."""

from typing import Any

import pytest

from homeport.domain.integrity import broken
from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.sale.orders import a_shipment, an_order, order_of, shop

NOW = "2026-01-05T09:00:00+00:00"


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    wire.freeze(1_767_603_600.0)
    return shop(wire)


@pytest.fixture
def seller(admin: AppApi) -> AppApi:
    """The salesperson, who edits deals of her own alone."""
    return admin.as_user(3)


def a_deal(admin: AppApi, **fields: Any) -> int:
    given = {"TITLE": "Chains", "CURRENCY_ID": "USD", "CONTACT_IDS": [1, 2], "ASSIGNED_BY_ID": 3, "OPENED": "N"}
    return int(admin("crm.deal.add", fields={**given, **fields}))


def a_row(admin: AppApi, deal: int, **fields: Any) -> int:
    given = {"ownerType": "D", "ownerId": deal, "productName": "Chain", "price": 0.1, "quantity": 3}
    return int(admin("crm.item.productrow.add", fields={**given, **fields})["productRow"]["id"])


def asked(api: AppApi, deal: int) -> int:
    return int(api("crm.item.payment.add", entityTypeId=2, entityId=deal))


def order_by(admin: AppApi, payment: int) -> int:
    return int(admin("sale.payment.get", id=payment)["payment"]["orderId"])


def test_the_first_payment_makes_a_deal_an_order(admin: AppApi, seller: AppApi) -> None:
    deal = a_deal(admin, COMPANY_ID=1)
    first, second = asked(seller, deal), asked(seller, deal)
    order = order_of(admin, order_by(admin, first))
    assert order_by(admin, second) == order["id"]
    assert (order["currency"], order["personTypeId"], order["responsibleId"]) == ("USD", 4, 3)
    assert [(row["entityTypeId"], row["entityId"], row["isPrimary"]) for row in order["clients"]] == [
        (4, 1, "Y"), (3, 1, "Y"), (3, 2, "N"),
    ]  # fmt: skip
    (binding,) = order["tradeBindings"]
    assert (binding["externalOrderId"], binding["tradingPlatformId"]) == (str(deal), "1")
    assert admin("crm.orderentity.list", filter={"ownerId": deal}) == {
        "orderEntity": [{"orderId": order["id"], "ownerId": deal, "ownerTypeId": 2}]
    }
    assert seller("crm.item.payment.get", id=first) == {
        "id": first, "accountNumber": f"{order['id']}/1", "paid": "N", "datePaid": None, "empPaidId": None,
        "paySystemId": 1, "sum": 0, "currency": "USD", "paySystemName": "Cash",
    }  # fmt: skip
    rows = seller("crm.item.payment.list", entityTypeId=2, entityId=deal, order={"id": "desc"})
    assert [row["id"] for row in rows] == [second, first]
    last = admin("sale.tradeBinding.list", select=["orderId", "tradingPlatformId"])["tradeBindings"][-1]
    assert (last["orderId"], last["tradingPlatformId"]) == (order["id"], "1")


def test_only_deals_and_invoices_are_paid(admin: AppApi) -> None:
    for type_id in (1, 3, 4, 7, 130):
        answer = admin.send("crm.item.payment.add", entityTypeId=type_id, entityId=1)
        assert answer.error[:2] == (400, "0")
        assert admin("crm.item.payment.list", entityTypeId=type_id, entityId=1) == []
        assert admin("crm.item.delivery.list", entityTypeId=type_id, entityId=1) == []
    answer = admin.send("crm.item.payment.add", entityTypeId=2, entityId=99_999)
    assert answer.error == (400, "0", "Entity with identifier №99999 does not exist")
    assert admin.refused("crm.item.payment.add", entityTypeId=2) == (400, "100")


def test_who_may_not_edit_a_deal_does_nothing_with_its_payments(admin: AppApi, seller: AppApi) -> None:
    mine, hidden = a_deal(admin), a_deal(admin, ASSIGNED_BY_ID=1)
    payment, open_to_her = asked(admin, hidden), asked(admin, mine)
    answer = seller.send("crm.item.payment.add", entityTypeId=2, entityId=hidden)
    assert answer.error == (400, "0", "Access denied")
    assert seller.refused("crm.item.payment.list", entityTypeId=2, entityId=hidden) == (400, "0")
    for number in (payment, 99_999):
        for verb in ("get", "pay", "unpay", "delete"):
            answer = seller.send(f"crm.item.payment.{verb}", id=number)
            assert answer.error == (400, "0", "Insufficient permissions")
        assert seller.refused("crm.item.payment.update", id=number, fields={"paid": "Y"}) == (400, "0")
    assert admin("crm.item.payment.get", id=payment)["paid"] == "N"
    free = an_order(admin)
    loose = admin("sale.payment.add", fields={"orderId": free, "paySystemId": 1})["payment"]["id"]
    assert seller.refused("crm.item.payment.get", id=loose) == (400, "0")
    assert admin("crm.item.payment.get", id=loose)["id"] == loose
    assert seller("crm.item.payment.pay", id=open_to_her) is True


def test_a_payment_is_paid_taken_back_and_deleted(admin: AppApi, seller: AppApi) -> None:
    payment = asked(seller, a_deal(admin))
    assert seller("crm.item.payment.pay", id=payment) is True
    paid = seller("crm.item.payment.get", id=payment)
    assert (paid["paid"], paid["datePaid"], paid["empPaidId"]) == ("Y", NOW, 3)
    assert seller("crm.item.payment.unpay", id=payment) is True
    assert seller("crm.item.payment.get", id=payment)["datePaid"] is None
    change = "crm.item.payment.update"
    assert seller(change, id=payment, fields={"paid": "Y", "paySystemId": 2, "sum": 500}) is True
    changed = seller("crm.item.payment.get", id=payment)
    assert (changed["paid"], changed["paySystemName"], changed["sum"]) == ("Y", "Bank transfer", 0)
    answer = seller.send(change, id=payment, fields={"paySystemId": 99})
    assert answer.error == (400, "0", "Pay system not found")
    assert seller("crm.item.payment.delete", id=payment) is True
    assert seller.refused("crm.item.payment.get", id=payment) == (400, "0")


def test_a_payment_is_for_no_more_than_the_deal_has(admin: AppApi, seller: AppApi) -> None:
    deal = a_deal(admin)
    row, other = a_row(admin, deal, taxRate=10), a_row(admin, a_deal(admin))
    first, second = asked(seller, deal), asked(seller, deal)
    add = "crm.item.payment.product.add"

    def refusal(**given: Any) -> Any:
        return seller.send(add, **{"paymentId": first, "rowId": row, "quantity": 1, **given}).error[2]

    part = seller(add, paymentId=first, rowId=row, quantity=2)
    assert refusal(paymentId=99_999) == "Payment has not been found"
    assert refusal(rowId=other) == refusal(rowId=99_999) == "Product row has not been found"
    assert refusal(quantity=0) == refusal(quantity=-1) == "Product quantity cannot be less than or equal to 0"
    assert refusal(paymentId=second, quantity=1.5) == "Insufficient product quantity to add to payment"
    assert admin.send(add, paymentId=first, rowId=row, quantity="nan").status == 400
    seller(add, paymentId=second, rowId=row, quantity=1)
    listed = seller("crm.item.payment.product.list", paymentId=first, filter={">=quantity": 2, "@id": [part]})
    assert listed == [{"id": part, "paymentId": first, "quantity": 2, "rowId": row}]
    assert seller("crm.item.payment.product.list", paymentId=first, filter={">quantity": 2}) == []
    assert [seller("crm.item.payment.get", id=number)["sum"] for number in (first, second)] == [0.2, 0.1]
    order = order_of(admin, order_by(admin, first))
    assert (order["price"], [item["name"] for item in order["basketItems"]]) == (0.3, ["Chain"])
    left = admin("crm.item.productrow.getAvailableForPayment", ownerType="D", ownerId=deal)["productRows"]
    assert left == []
    change = "crm.item.payment.product.setQuantity"
    assert seller.send(change, id=part, quantity=3).error[2] == "Insufficient product quantity to add to payment"
    assert seller.send(change, id=99_999, quantity=1).error[2] == "Payable item has not been found"
    assert seller(change, id=part, quantity=1) is True
    (left,) = admin("crm.item.productrow.getAvailableForPayment", ownerType="D", ownerId=deal)["productRows"]
    assert (left["id"], left["quantity"]) == (row, 1)
    assert seller("crm.item.payment.product.delete", id=part) is True
    assert seller("crm.item.payment.get", id=first)["sum"] == 0
    assert seller.refused("crm.item.payment.product.delete", id=part) == (400, "0")


def test_a_payment_is_for_deliveries_of_its_order_too(admin: AppApi, seller: AppApi) -> None:
    deal = a_deal(admin)
    payment = asked(seller, deal)
    order = order_by(admin, payment)
    here, there = a_shipment(admin, order, basePriceDelivery=79.99), a_shipment(admin, order, basePriceDelivery=5)
    elsewhere = a_shipment(admin, an_order(admin))
    rows = seller("crm.item.delivery.list", entityTypeId=2, entityId=deal, filter={"@id": [here]})
    assert rows == [seller("crm.item.delivery.get", id=here)]
    assert rows[0] == {
        "id": here, "accountNumber": f"{order}/2", "deducted": "N", "dateDeducted": None, "deliveryId": 2,
        "priceDelivery": 79.99, "currency": "USD", "deliveryName": "Courier delivery",
    }  # fmt: skip
    assert seller.refused("crm.item.delivery.get", id=elsewhere) == (400, "0")
    add = "crm.item.payment.delivery.add"
    part = seller(add, paymentId=payment, deliveryId=here)
    assert seller.refused(add, paymentId=payment, deliveryId=here) == (400, "0")
    assert seller.send(add, paymentId=payment, deliveryId=elsewhere).error[2] == "Delivery has not been found"
    assert seller("crm.item.payment.get", id=payment)["sum"] == 79.99
    listing = "crm.item.payment.delivery.list"
    assert seller(listing, paymentId=payment, filter={">=quantity": 1, "@id": [part]}) == [
        {"id": part, "paymentId": payment, "quantity": 1, "deliveryId": here}
    ]
    assert seller(listing, paymentId=payment, filter={">quantity": 1}) == []
    assert seller("crm.item.payment.delivery.setDelivery", id=part, deliveryId=there) is True
    assert seller("crm.item.payment.get", id=payment)["sum"] == 5
    assert seller.refused("crm.item.payment.delivery.setDelivery", id=part, deliveryId=elsewhere) == (400, "0")
    assert seller("crm.item.payment.delivery.delete", id=part) is True
    assert seller("crm.item.payment.get", id=payment)["sum"] == 0


def test_an_order_belongs_to_one_record_the_last_that_was_said(admin: AppApi, seller: AppApi) -> None:
    order, one, two = an_order(admin), a_deal(admin), a_deal(admin)
    add, gone = "crm.orderentity.add", "crm.orderentity.deletebyfilter"
    link = {"orderId": order, "ownerId": one, "ownerTypeId": 2}
    assert admin(add, fields=link) == {"dealOrder": link}
    assert admin.refused(add, fields=link) == (400, "201650000001")
    assert admin.refused(add, fields={**link, "orderId": 99_999}) == (400, "200540400001")
    assert admin.refused(add, fields={**link, "ownerTypeId": 3}) == (400, "0")
    assert admin.refused(add, fields={**link, "ownerId": 99_999}) == (400, "0")
    assert admin.send(add, fields={"ownerTypeId": 2}).error == (400, "0", "Required fields: orderId, ownerId")
    admin(add, fields={**link, "ownerId": two})
    found = seller("crm.orderentity.list", filter={"orderId": order})["orderEntity"]
    assert found == [{**link, "ownerId": two}]
    assert admin.refused(gone, fields=link) == (400, "201640400004")
    assert admin.refused(gone, fields={**link, "orderId": 99_999}) == (400, "200540400001")
    assert seller.refused(gone, fields=link) == seller.refused(add, fields=link) == (400, "200040300020")
    assert admin.as_user(6)("crm.orderentity.getFields")["orderEntity"]["orderId"]["isImmutable"] is True
    admin("crm.deal.delete", id=two)
    assert admin("crm.orderentity.list", filter={"orderId": order}) == {"orderEntity": []}
    admin(add, fields=link)
    assert admin(gone, fields=link) is True
    found_broken: list[str] = admin.wire.portal.store.write_now(lambda tx: list(broken(tx)))
    assert found_broken == []


def test_a_client_that_is_deleted_leaves_its_orders(admin: AppApi) -> None:
    contact = admin("crm.contact.add", fields={"NAME": "Gone"})
    payment = asked(admin, a_deal(admin, CONTACT_IDS=[contact]))
    order = order_by(admin, payment)
    assert [row["entityId"] for row in order_of(admin, order)["clients"]] == [contact]
    admin("crm.contact.delete", id=contact)
    assert order_of(admin, order)["clients"] == []


def test_everybody_sees_how_invoices_are_paid_and_by_whom(seller: AppApi) -> None:
    (company,) = seller("crm.persontype.list", filter={"NAME": "CRM_COMPANY"})
    assert (company["ID"], company["NAME"]) == ("2", "CRM_COMPANY")
    systems = seller("crm.paysystem.list", order={"SORT": "ASC"})
    assert [row["NAME"] for row in systems] == ["Bank transfer (company)"]
    assert seller("crm.paysystem.fields")["PERSON_TYPE_ID"]["type"] == "integer"
    assert seller("crm.persontype.fields")["NAME"]["type"] == "string"
