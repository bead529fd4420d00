"""The documentation's scenarios of the online store: ``tutorials/sale/``."""

from typing import Any

import pytest

from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.sale.orders import an_order, shop


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return shop(wire)


def test_a_line_item_is_added_to_an_order_with_an_arbitrary_price(admin: AppApi) -> None:
    product = admin("catalog.product.add", fields={"iblockId": 1, "name": "Coffee machine"})["element"]["id"]
    cost = {"productId": product, "catalogGroupId": 1, "price": 1030, "currency": "EUR"}
    admin("catalog.price.add", fields=cost)
    order = an_order(admin)
    of_catalogue = {
        "orderId": order,
        "productId": product,
        "currency": "EUR",
        "quantity": 4,
        "customPrice": "Y",
        "basePrice": 1030,
        "price": 1100,
        "discountPrice": -70,
    }
    first = admin("sale.basketitem.add", fields=of_catalogue)["basketItem"]
    assert {name: first[name] for name in ("name", "measureCode", "measureName", "canBuy", "vatIncluded")} == {
        "name": "Coffee machine", "measureCode": "796", "measureName": "pcs", "canBuy": "Y", "vatIncluded": "N",
    }  # fmt: skip
    assert (first["discountPrice"], first["barcodeMulti"], first["reservations"]) == (-70, "N", [])
    assert first["dimensions"] == 'a:3:{s:5:"WIDTH";N;s:6:"HEIGHT";N;s:6:"LENGTH";N;}'
    by_hand = {
        "orderId": order,
        "productId": 0,
        "name": "Equipment setup",
        "currency": "EUR",
        "quantity": 2,
        "customPrice": "Y",
        "basePrice": 1000,
        "price": 900,
        "discountPrice": 100,
        "measureCode": 796,
        "measureName": "pcs",
        "weight": 40,
        "dimensions": 'a:3:{s:5:"WIDTH";i:244;s:6:"HEIGHT";i:100;s:6:"LENGTH";i:31;}',
        "vatRate": 0.1,
        "vatIncluded": "Y",
        "canBuy": "Y",
        "sort": 400,
        "xmlId": "service-setup-1",
        "productXmlId": "service-setup",
    }
    second = admin("sale.basketitem.add", fields=by_hand)["basketItem"]
    assert second | by_hand == second | {"measureCode": 796}
    assert (second["catalogXmlId"], second["barcodeMulti"]) == (None, None)
    shown = ["id", "name", "price", "basePrice", "discountPrice", "customPrice", "quantity", "productId"]
    rows = admin("sale.basketitem.list", filter={"orderId": order}, select=shown, order={"id": "asc"})["basketItems"]
    assert rows == [{name: item[name] for name in shown} for item in (first, second)]
    found = admin("sale.order.get", id=order)["order"]
    assert (found["price"], found["taxValue"]) == (6200, 163.63636364)


def test_a_delivery_service_is_set_up_for_the_crm(admin: AppApi) -> None:
    settings = {
        "CALCULATE_URL": "https://gateway.example.test/calculate",
        "CREATE_DELIVERY_REQUEST_URL": "https://gateway.example.test/create",
        "CANCEL_DELIVERY_REQUEST_URL": "https://gateway.example.test/cancel",
        "HAS_CALLBACK_TRACKING_SUPPORT": "Y",
        "CONFIG": [{"TYPE": "STRING", "CODE": f"MY_{nth}_SETTING", "NAME": f"My {nth}"} for nth in ("FIRST", "SECOND")],
    }
    profiles = [{"NAME": "Taxi", "CODE": "TAXI"}, {"NAME": "Cargo", "CODE": "CARGO"}]
    admin("sale.delivery.handler.add", CODE="uber", NAME="Uber", SETTINGS=settings, PROFILES=profiles)
    values = [{"CODE": f"MY_{nth}_SETTING", "VALUE": nth} for nth in ("FIRST", "SECOND")]
    made = admin("sale.delivery.add", REST_CODE="uber", NAME="Uber Taxi", CURRENCY="EUR", ACTIVE="Y", CONFIG=values)
    services = [profile["ID"] for profile in made["profiles"]]
    assert [(row["NAME"], row["PARENT_ID"]) for row in made["profiles"]] == [
        ("Taxi", made["parent"]["ID"]), ("Cargo", made["parent"]["ID"]),
    ]  # fmt: skip

    def address(name: str, flag: str) -> Any:
        payer = admin("sale.persontype.list", select=["id"])["personTypes"][0]["id"]
        group = admin("sale.propertygroup.list", filter={"personTypeId": payer})["propertyGroups"][0]["id"]
        fields = {"personTypeId": payer, "propsGroupId": group, "name": name, "active": "Y", "sort": 100}
        fields |= {"type": "ADDRESS", "required": "Y", flag: "Y"}
        return admin("sale.shipmentproperty.add", fields=fields)["property"]

    here, there = address("Address From", "isAddressFrom"), address("Address To", "isAddressTo")
    assert (here["isAddressFrom"], here["isAddressTo"], there["isAddressTo"]) == ("Y", "N", "Y")
    relations = [
        {"entityId": service, "entityType": "D", "propertyId": asked["id"]}
        for service in services
        for asked in (here, there)
    ]
    for relation in relations:
        assert admin("sale.propertyRelation.add", fields=relation) == {"propertyRelation": relation}
    door = {"ACTIVE": "Y", "CODE": "door_delivery", "NAME": "Door Delivery", "TYPE": "checkbox", "PRICE": 1000}
    extra = admin("sale.delivery.extra.service.add", DELIVERY_ID=services[0], **door)
    names = {row["NAME"] for row in admin("sale.delivery.getlist")}
    assert {"Uber Taxi", "Taxi", "Cargo"} <= names
    assert [row["id"] for row in admin("sale.shipmentproperty.list")["properties"]] == [here["id"], there["id"]]
    listed = admin("sale.propertyRelation.list", filter={"entityType": "D"})["propertyRelations"]
    assert sorted(listed, key=str) == sorted(relations, key=str)
    (service,) = admin("sale.delivery.extra.service.get", DELIVERY_ID=services[0])
    assert (service["ID"], service["PRICE"]) == (str(extra), 1000)
    # what the scenario says of errors
    refusal = admin.refused("sale.delivery.handler.add", CODE="uber", NAME="A", SETTINGS=settings, PROFILES=profiles)
    assert refusal == (400, "ERROR_HANDLER_ALREADY_EXIST")
    assert admin.refused("sale.propertyRelation.add", fields=relations[0]) == (400, "201650000001")


def test_a_cash_register_is_connected(admin: AppApi) -> None:
    text = {"TYPE": "STRING", "REQUIRED": "Y"}
    config = {
        "AUTH": {
            "LABEL": "Authorization",
            "ITEMS": {"LOGIN": {**text, "LABEL": "Login"}, "PASSWORD": {**text, "LABEL": "Password"}},
        },
        "COMPANY": {"LABEL": "Company", "ITEMS": {"INN": {**text, "LABEL": "Taxpayer ID"}}},
        "INTERACTION": {
            "LABEL": "Interaction",
            "ITEMS": {"MODE": {"TYPE": "ENUM", "LABEL": "Mode", "OPTIONS": {"ACTIVE": "live", "TEST": "test"}}},
        },
    }
    urls = {"PRINT_URL": "https://till.example.test/print", "CHECK_URL": "https://till.example.test/check"}
    code = "my_rest_cashbox"
    handler = admin(
        "sale.cashbox.handler.add", CODE=code, NAME="My REST cash register", SETTINGS={**urls, "CONFIG": config}
    )
    register = {"REST_CODE": code, "NAME": "REST cash register", "NUMBER_KKM": "1", "OFD": "bx_firstofd"}
    register |= {"EMAIL": "owner@example.test", "USE_OFFLINE": "Y", "ACTIVE": "Y"}
    values = {"AUTH": {"LOGIN": "a", "PASSWORD": "b"}, "COMPANY": {"INN": "123"}, "INTERACTION": {"MODE": "ACTIVE"}}
    number = admin("sale.cashbox.add", **register, SETTINGS=values)
    assert [row["ID"] for row in admin("sale.cashbox.handler.list")] == [str(handler)]
    (row,) = admin("sale.cashbox.list", FILTER={"=NAME": "REST cash register"})
    assert (row["ID"], row["OFD"], row["USE_OFFLINE"], row["ACTIVE"]) == (str(number), "bx_firstofd", "Y", "Y")
    assert admin.as_user(3).refused("sale.cashbox.list") == (403, "ACCESS_DENIED")
