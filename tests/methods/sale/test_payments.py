"""``sale.payment.*``, ``sale.paymentitembasket.*``, ``sale.paymentitemshipment.*``, and payments through systems."""

from typing import Any

import pytest

from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.sale.orders import a_payment, a_shipment, an_item, an_order, order_of, shop

NOW, LATER = "2026-01-05T09:00:00+00:00", "2026-01-05T10:00:00+00:00"


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    wire.freeze(1_767_603_600.0)
    return shop(wire)


def payment_of(admin: AppApi, number: int) -> Any:
    return admin("sale.payment.get", id=number)["payment"]


def test_a_payment_is_numbered_within_its_order_and_knows_its_system(admin: AppApi) -> None:
    order = an_order(admin, currency="USD")
    first, shipment, second = a_payment(admin, order), a_shipment(admin, order), a_payment(admin, order, sum=5)
    numbers = [payment_of(admin, number)["accountNumber"] for number in (first, second)]
    assert numbers == [f"{order}/1", f"{order}/3"]
    assert admin("sale.shipment.get", id=shipment)["shipment"]["accountNumber"] == f"{order}/2"
    payment = payment_of(admin, second)
    assert (payment["currency"], payment["paySystemName"], payment["paySystemIsCash"]) == ("USD", "Cash", "Y")
    assert (payment["dateBill"], payment["datePaid"], payment["sum"], payment["priceCod"]) == (NOW, None, 5, "0")
    fields = {"orderId": order, "paySystemId": 3}  # of invoices
    assert admin.send("sale.payment.add", fields=fields).error == (400, "0", "Pay system not found")
    assert admin.refused("sale.payment.add", fields={"paySystemId": 1, "orderId": 999}) == (400, "0")
    assert admin.send("sale.payment.update", id=first, fields={"paid": "Y"}).error[2] == "Required fields: paySystemId"
    assert admin.refused("sale.payment.add", fields={**fields, "paySystemId": 1, "sum": -1}) == (400, "0")
    assert admin.refused("sale.payment.get", id=999) == (400, "200640400001")


def test_who_paid_and_when_is_noted_and_forgotten_when_it_is_taken_back(admin: AppApi) -> None:
    order = an_order(admin)
    number = a_payment(admin, order, sum=5, responsibleId=3)
    payment = payment_of(admin, number)
    assert (payment["dateResponsibleId"], payment["empResponsibleId"]) == (NOW, 1)
    admin.wire.freeze(1_767_607_200.0)
    paid = admin("sale.payment.update", id=number, fields={"paySystemId": 1, "paid": "Y"})["payment"]
    assert (paid["datePaid"], paid["empPaidId"]) == (LATER, 1)
    back = admin("sale.payment.update", id=number, fields={"paySystemId": 1, "paid": "N"})["payment"]
    assert (back["datePaid"], back["empPaidId"]) == (None, None)
    said = {"paySystemId": 2, "paid": "Y", "datePaid": "2026-01-01T10:00:00", "empPaidId": 3}
    told = admin("sale.payment.update", id=number, fields=said)["payment"]
    assert (told["datePaid"], told["empPaidId"]) == ("2026-01-01T10:00:00+00:00", 3)
    assert told["paySystemName"] == "Bank transfer"


def test_a_payment_is_for_items_and_shipments_of_its_order(admin: AppApi) -> None:
    order, other = an_order(admin), an_order(admin)
    item, payment, shipment = an_item(admin, order, price=5), a_payment(admin, order), a_shipment(admin, order)
    add = "sale.paymentitembasket.add"
    binding = {"paymentId": payment, "basketId": item, "quantity": 2}
    assert admin.refused(add, fields={"paymentId": payment, "basketId": item}) == (400, "0")
    made = admin(add, fields=binding)["paymentItemBasket"]
    assert (made["dateInsert"], made["quantity"], made["xmlId"][:3]) == (NOW, 2, "bx_")
    assert admin.refused(add, fields=binding) == (400, "201250000001")
    assert admin.refused(add, fields={**binding, "paymentId": 999}) == (400, "201240400002")
    assert admin.refused(add, fields={**binding, "basketId": an_item(admin, other)}) == (400, "201240400003")
    change = "sale.paymentitembasket.update"
    assert admin.refused(change, id=made["id"], fields={"xmlId": "a"}) == (400, "0")
    assert admin.refused(change, id=made["id"], fields={"quantity": 0}) == (400, "0")
    assert admin.refused(change, id=999, fields={"quantity": 1}) == (400, "201240400001")
    shipped = {"paymentId": payment, "shipmentId": shipment}
    link = admin("sale.paymentitemshipment.add", fields=shipped)["paymentItemShipment"]
    assert admin.refused("sale.paymentitemshipment.add", fields=shipped) == (400, "201250000001")
    wrong = {**shipped, "shipmentId": a_shipment(admin, other)}
    assert admin.refused("sale.paymentitemshipment.add", fields=wrong) == (400, "201240400003")
    assert admin("sale.payment.delete", id=payment) is True
    assert admin.refused("sale.paymentitembasket.get", id=made["id"]) == (400, "201240400001")
    assert admin.refused("sale.paymentitemshipment.get", id=link["id"]) == (400, "201240400001")
    assert order_of(admin, order)["basketItems"][0]["id"] == item


HANDLER = {
    "NAME": "Bank",
    "CODE": "bank",
    "SETTINGS": {
        "FORM_DATA": {"ACTION_URI": "https://bank.example.test/pay"},
        "CODES": {
            "SHOP": {"NAME": "Shop"},
            "NUMBER": {"NAME": "Number", "DEFAULT": {"PROVIDER_KEY": "PAYMENT", "PROVIDER_VALUE": "ACCOUNT_NUMBER"}},
            "TOTAL": {"NAME": "Total", "DEFAULT": {"PROVIDER_KEY": "ORDER", "PROVIDER_VALUE": "SHOULD_PAY"}},
        },
    },
}
SYSTEM = {"NAME": "Card", "PERSON_TYPE_ID": 3, "BX_REST_HANDLER": "bank", "ENTITY_REGISTRY_TYPE": "ORDER"}


def test_handlers_have_a_mode_and_a_code_of_their_own(admin: AppApi) -> None:
    add, failed = "sale.paysystem.handler.add", (400, "ERROR_CHECK_FAILURE")
    number = admin(add, **HANDLER)
    assert admin.refused(add, **HANDLER) == (400, "ERROR_HANDLER_ALREADY_EXIST")
    for given in ({"NAME": ""}, {"SETTINGS": {"CODES": {}}}, {"SETTINGS": "x"}, {"CODE": "b", "SETTINGS": {}}):
        assert admin.refused(add, **{**HANDLER, "CODE": "other", **given}) == failed
    assert admin.send(add, CODE="x").error[2] == "Parameter NAME, SETTINGS is not defined"
    other = admin(add, **{**HANDLER, "CODE": "other", "SORT": 5})
    rows = admin("sale.paysystem.handler.list")
    assert [(row["ID"], row["CODE"], row["SORT"]) for row in rows] == [
        (str(number), "bank", "100"), (str(other), "other", "5"),
    ]  # fmt: skip
    assert rows[0]["SETTINGS"] == HANDLER["SETTINGS"]
    update = "sale.paysystem.handler.update"
    assert admin.refused(update, ID=other, FIELDS={"CODE": "bank"}) == (400, "ERROR_UNEXPECTED_ANSWER")
    assert admin.refused(update, ID=99, FIELDS={"NAME": "A"}) == (400, "ERROR_HANDLER_NOT_FOUND")
    assert admin.refused(update, FIELDS={}) == admin.refused(update, ID=other) == failed
    assert admin("sale.paysystem.add", **SYSTEM)
    assert admin.refused("sale.paysystem.handler.delete", ID=number) == (400, "ERROR_PAY_SYSTEM_DELETE")
    assert admin.refused("sale.paysystem.handler.delete") == (400, "ERROR_PAY_SYSTEM_DELETE")
    assert admin("sale.paysystem.handler.delete", ID=other) is True
    assert admin.refused("sale.paysystem.handler.delete", ID=other) == (400, "ERROR_HANDLER_NOT_FOUND")
    assert admin(update, ID=number, FIELDS={"CODE": "bank2"}) is True
    assert admin("sale.paysystem.list", FILTER={"ACTION_FILE": "bank2"}, SELECT=["NAME"]) == [{"NAME": "Card"}]


def test_a_payment_system_is_made_of_a_handler_for_payers_of_its_kind(admin: AppApi) -> None:
    admin("sale.paysystem.handler.add", **HANDLER)
    add = "sale.paysystem.add"
    assert admin.refused(add, **{**SYSTEM, "BX_REST_HANDLER": "none"}) == (400, "ERROR_HANDLER_NOT_FOUND")
    assert admin.refused(add, **{**SYSTEM, "PERSON_TYPE_ID": 1}) == (400, "ERROR_PERSON_TYPE_NOT_FOUND")
    assert admin.refused(add, **{**SYSTEM, "ENTITY_REGISTRY_TYPE": "X"}) == (400, "ERROR_CHECK_FAILURE")
    assert admin.refused(add, **{**SYSTEM, "LOGOTYPE": "no picture!"}) == (400, "ERROR_CHECK_FAILURE")
    assert admin.send(add, NAME="A").error[2] == "Parameter PERSON_TYPE_ID is not defined"
    number = admin(add, **SYSTEM, LOGOTYPE="R0lGODlh", XML_ID="card")
    (row,) = admin("sale.paysystem.list", FILTER={"XML_ID": "card"})
    assert {name: row[name] for name in ("ID", "PSA_NAME", "ACTIVE", "ACTION_FILE", "SORT", "NEW_WINDOW")} == {
        "ID": number, "PSA_NAME": "Card", "ACTIVE": "N", "ACTION_FILE": "bank", "SORT": 100, "NEW_WINDOW": "N",
    }  # fmt: skip
    assert not {"LOGOTYPE", "SETTINGS"} & set(row)
    assert admin("sale.paysystem.update", ID=number, FIELDS={"NAME": "Cards", "ACTIVE": "Y"}) is True
    assert admin("sale.paysystem.list", FILTER={"ID": number}, SELECT=["NAME", "ACTIVE"]) == [
        {"NAME": "Cards", "ACTIVE": "Y"}
    ]
    assert admin.refused("sale.paysystem.update", ID=99, FIELDS={"NAME": "A"}) == (400, "ERROR_PAY_SYSTEM_NOT_FOUND")
    assert admin.refused("sale.paysystem.list", FILTER="x") == (400, "ERROR_CHECK_FAILURE")
    payment = a_payment(admin, an_order(admin), paySystemId=number)
    assert admin.refused("sale.paysystem.delete", ID=number) == (400, "ERROR_CHECK_FAILURE")
    admin("sale.payment.delete", id=payment)
    assert admin("sale.paysystem.delete", ID=number) is True
    assert admin.refused("sale.paysystem.delete", ID=number) == (400, "ERROR_PAY_SYSTEM_NOT_FOUND")
    assert admin.refused("sale.paysystem.delete") == (400, "ERROR_CHECK_FAILURE")


def test_a_handler_is_given_what_is_set_and_what_the_payment_says(admin: AppApi) -> None:
    admin("sale.paysystem.handler.add", **HANDLER)
    system = admin("sale.paysystem.add", **SYSTEM, SETTINGS={"SHOP": {"TYPE": "VALUE", "VALUE": "4711"}})
    get, update = "sale.paysystem.settings.get", "sale.paysystem.settings.update"
    assert admin(get, ID=system, PERSON_TYPE_ID=0)["SHOP"] == "4711"
    assert admin(update, ID=system, PERSON_TYPE_ID=3, SETTINGS={"SHOP": {"VALUE": "815"}}) is True
    assert [admin(get, ID=system, PERSON_TYPE_ID=payer)["SHOP"] for payer in (0, 3, 4)] == ["4711", "815", "4711"]
    assert admin.refused(get, ID=99, PERSON_TYPE_ID=0) == admin.refused(get, ID=system) == (400, "ERROR_CHECK_FAILURE")
    assert admin.refused(update, ID=system) == (400, "ERROR_HANDLER_NOT_FOUND")
    assert admin.refused(update, ID=system, SETTINGS={"SHOP": "815"}) == (400, "ERROR_CHECK_FAILURE")
    order = an_order(admin, price=64)
    payment = a_payment(admin, order, paySystemId=system, sum=64)
    of_payment = {"PAYMENT_ID": payment, "PAY_SYSTEM_ID": system}
    found = admin("sale.paysystem.settings.payment.get", **of_payment)
    assert found == {"SHOP": "815", "NUMBER": f"{order}/1", "TOTAL": "64"}
    pay = "sale.paysystem.pay.payment"
    for wrong in ({"PAY_SYSTEM_ID": 1}, {"PAY_SYSTEM_ID": 99}, {"PAYMENT_ID": 99}, {"PAYMENT_ID": ""}):
        assert admin.refused(pay, **{**of_payment, **wrong}) == (400, "ERROR_CHECK_FAILURE")
    assert admin.as_user(3).refused(pay, **of_payment) == (403, "ACCESS_DENIED")
    assert admin(pay, **of_payment) is True
    assert (payment_of(admin, payment)["paid"], order_of(admin, order)["payed"]) == ("Y", "Y")


def test_an_application_changes_only_what_it_has_registered_itself(admin: AppApi) -> None:
    number = admin("sale.paysystem.handler.add", **HANDLER)
    system = admin("sale.paysystem.add", **SYSTEM)
    other = shop(admin.wire)
    for name, params in (
        ("sale.paysystem.handler.update", {"ID": number, "FIELDS": {"NAME": "A"}}),
        ("sale.paysystem.handler.delete", {"ID": number}),
        ("sale.paysystem.update", {"ID": system, "FIELDS": {"NAME": "A"}}),
        ("sale.paysystem.delete", {"ID": system}),
    ):
        assert other.refused(name, **params) == (403, "ACCESS_DENIED")
        assert admin.as_user(3).refused(name, **params) == (403, "ACCESS_DENIED")
    assert other("sale.paysystem.update", ID=1, FIELDS={"PERSON_TYPE_ID": 3}) is True  # nobody's
