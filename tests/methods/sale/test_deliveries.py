"""``sale.delivery.*`` and ``sale.cashbox.*``: delivery services and cash registers that applications register."""

from typing import Any

import pytest

from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.sale.orders import a_shipment, an_order, shop

FAILED = (400, "ERROR_CHECK_FAILURE")
HANDLER: dict[str, Any] = {
    "NAME": "Boats",
    "CODE": "boats",
    "SETTINGS": {
        "CALCULATE_URL": "https://boats.example.test/price",
        "CONFIG": [
            {"TYPE": "STRING", "CODE": "KEY", "NAME": "Key"},
            {"TYPE": "NUMBER", "CODE": "PRICE", "NAME": "Price"},
            {"TYPE": "Y/N", "CODE": "FAST", "NAME": "Fast"},
            {"TYPE": "ENUM", "CODE": "SIZE", "NAME": "Size", "OPTIONS": {"S": "Small", "L": "Large"}},
        ],
    },
    "PROFILES": [{"NAME": "Launch", "CODE": "LAUNCH", "DESCRIPTION": "Quick"}, {"NAME": "Barge", "CODE": "BARGE"}],
}
SERVICE: dict[str, Any] = {"REST_CODE": "boats", "NAME": "By boat", "CURRENCY": "EUR"}


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return shop(wire)


def changed(**given: Any) -> dict[str, Any]:
    return {**HANDLER, "CODE": "other", **given}


def test_a_handler_of_deliveries_has_addresses_settings_and_profiles(admin: AppApi) -> None:
    add = "sale.delivery.handler.add"
    number = admin(add, **HANDLER)
    assert admin.refused(add, **HANDLER) == (400, "ERROR_HANDLER_ALREADY_EXIST")
    for given in (
        {"NAME": ""},
        {"SETTINGS": {}},
        {"SETTINGS": {"CALCULATE_URL": "boats"}},
        {"SETTINGS": {**HANDLER["SETTINGS"], "CONFIG": [{"TYPE": "TEXT", "CODE": "A", "NAME": "A"}]}},
        {"SETTINGS": {**HANDLER["SETTINGS"], "CONFIG": [{"TYPE": "STRING", "NAME": "A"}]}},
        {"PROFILES": []},
        {"PROFILES": [{"NAME": "A"}]},
        {"PROFILES": "A"},
    ):
        assert admin.refused(add, **changed(**given)) == FAILED, given
    (row,) = admin("sale.delivery.handler.list")
    assert (row["ID"], row["SORT"], row["PROFILES"]) == (str(number), "100", HANDLER["PROFILES"])
    other = admin(add, **changed())
    update = "sale.delivery.handler.update"
    assert admin.refused(update, ID=other, CODE="boats") == (400, "ERROR_HANDLER_ALREADY_EXIST")
    assert admin.refused(update, ID=999, NAME="A") == (400, "ERROR_HANDLER_NOT_FOUND")
    assert admin.refused(update, NAME="A") == FAILED
    assert admin("sale.delivery.handler.delete", ID=other) is True
    admin("sale.delivery.add", **SERVICE)
    assert admin.refused("sale.delivery.handler.delete", ID=number) == (400, "ERROR_HANDLER_DELETE")
    assert admin.as_user(3).refused("sale.delivery.handler.list") == (403, "ACCESS_DENIED")


def test_a_service_has_a_profile_for_each_of_its_handler(admin: AppApi) -> None:
    admin("sale.delivery.handler.add", **HANDLER)
    add = "sale.delivery.add"
    made = admin(add, **SERVICE, SORT=250, LOGOTYPE="R0lGODlh", DESCRIPTION="By water")
    parent, profiles = made["parent"], made["profiles"]
    assert isinstance(parent.pop("LOGOTYPE"), int)
    assert parent == {
        "NAME": "By boat", "ACTIVE": "Y", "DESCRIPTION": "By water", "CURRENCY": "EUR", "ID": parent["ID"],
        "PARENT_ID": None, "SORT": 250,
    }  # fmt: skip
    assert [(row["NAME"], row["DESCRIPTION"], row["PARENT_ID"], row["SORT"]) for row in profiles] == [
        ("Launch", "Quick", parent["ID"], 250), ("Barge", None, parent["ID"], 250),
    ]  # fmt: skip
    assert admin.refused(add, **{**SERVICE, "REST_CODE": "none"}) == (400, "ERROR_HANDLER_NOT_FOUND")
    for given in ({"REST_CODE": ""}, {"CURRENCY": "XXX"}, {"NAME": ""}, {"CONFIG": [{"CODE": "NONE", "VALUE": 1}]}):
        assert admin.refused(add, **{**SERVICE, **given}) == FAILED
    rows = admin("sale.delivery.getlist", FILTER={"PARENT_ID": parent["ID"]}, ORDER={"ID": "DESC"}, SELECT=["NAME"])
    assert rows == [{"NAME": "Barge"}, {"NAME": "Launch"}]
    update = "sale.delivery.update"
    assert admin(update, ID=parent["ID"], NAME="By ship", ACTIVE="N") is True
    assert admin(update, ID=parent["ID"], FIELDS={"SORT": 10}) is True  # as the page's example has it
    (row,) = admin("sale.delivery.getlist", FILTER={"ID": parent["ID"]})
    assert (row["NAME"], row["ACTIVE"], row["SORT"]) == ("By ship", "N", 10)
    shipment = a_shipment(admin, an_order(admin), deliveryId=profiles[0]["ID"])
    assert admin.refused("sale.delivery.delete", ID=parent["ID"]) == (400, "ERROR_DELIVERY_DELETE")
    admin("sale.shipment.delete", id=shipment)
    assert admin("sale.delivery.delete", ID=parent["ID"]) is True
    assert admin("sale.delivery.getlist", FILTER={"PARENT_ID": parent["ID"]}) == []
    assert admin.refused("sale.delivery.delete", ID=parent["ID"]) == (400, "ERROR_DELIVERY_NOT_FOUND")


def test_settings_of_a_service_are_those_of_its_handler(admin: AppApi) -> None:
    admin("sale.delivery.handler.add", **HANDLER)
    made = admin("sale.delivery.add", **SERVICE, CONFIG=[{"CODE": "KEY", "VALUE": "abc"}])
    number = made["parent"]["ID"]
    get, update = "sale.delivery.config.get", "sale.delivery.config.update"
    assert admin(get, ID=number) == [{"CODE": "KEY", "VALUE": "abc"}]
    assert admin(get, ID=made["profiles"][1]["ID"]) == [{"CODE": "PROFILE_TYPE", "VALUE": "BARGE"}]
    assert admin(update, ID=number, CONFIG=[{"CODE": "PRICE", "VALUE": 9.5}, {"CODE": "SIZE", "VALUE": "L"}]) is True
    assert admin(get, ID=number) == [
        {"CODE": "KEY", "VALUE": "abc"}, {"CODE": "PRICE", "VALUE": "9.5"}, {"CODE": "SIZE", "VALUE": "L"},
    ]  # fmt: skip
    for code, value in (("PRICE", "much"), ("FAST", "very"), ("SIZE", "M"), ("NONE", "1"), ("KEY", ["a"])):
        assert admin.refused(update, ID=number, CONFIG=[{"CODE": code, "VALUE": value}]) == FAILED
    assert admin.refused(update, ID=number, CONFIG="x") == FAILED
    assert admin.refused(get, ID=999) == (400, "ERROR_DELIVERY_NOT_FOUND")


def test_extra_services_have_a_price_or_options(admin: AppApi) -> None:
    add, get = "sale.delivery.extra.service.add", "sale.delivery.extra.service.get"
    crane = {"DELIVERY_ID": 2, "TYPE": "checkbox", "NAME": "Crane", "PRICE": 25}
    number = admin(add, **crane)
    kinds = {"DELIVERY_ID": 2, "TYPE": "enum", "NAME": "Size", "SORT": 50}
    listed = admin(add, **kinds, ITEMS=[{"TITLE": "Small", "CODE": "S", "PRICE": 5}])
    found = admin(get, DELIVERY_ID=2)
    assert [row["ID"] for row in found] == [str(listed), str(number)]
    assert found[0]["ITEMS"] == [{"TITLE": "Small", "CODE": "S", "PRICE": "5.00"}] and "PRICE" not in found[0]
    assert (found[1]["PRICE"], found[1]["ACTIVE"], "ITEMS" in found[1]) == (25, "N", False)
    assert admin.refused(add, **{**crane, "DELIVERY_ID": 999}) == (400, "ERROR_DELIVERY_NOT_FOUND")
    for given in ({"TYPE": "other"}, {"TYPE": "enum"}, {"NAME": ""}, {"PRICE": "much"}):
        assert admin.refused(add, **{**crane, **given}) == FAILED
    assert admin.refused(add, **kinds, ITEMS=[{"CODE": "S"}]) == FAILED
    assert admin("sale.delivery.extra.service.update", ID=number, PRICE=30, ACTIVE="Y") is True
    assert admin(get, DELIVERY_ID=2)[1]["PRICE"] == 30
    missing = (400, "ERROR_EXTRA_SERVICE_NOT_FOUND")
    assert admin.refused("sale.delivery.extra.service.update", ID=999, PRICE=1) == missing
    assert admin("sale.delivery.extra.service.delete", ID=number) is True
    assert admin.refused("sale.delivery.extra.service.delete", ID=number) == missing
    assert admin.refused(get, DELIVERY_ID=999) == (400, "ERROR_DELIVERY_NOT_FOUND")


PRINTER: dict[str, Any] = {
    "CODE": "printer",
    "NAME": "Printer",
    "SETTINGS": {
        "PRINT_URL": "https://till.example.test/print",
        "CHECK_URL": "https://till.example.test/check",
        "CONFIG": {
            "AUTH": {"LABEL": "Signing in", "ITEMS": {"KEY": {"TYPE": "STRING", "LABEL": "Key", "REQUIRED": "Y"}}},
            "MODE": {"LABEL": "Mode", "ITEMS": {"M": {"TYPE": "ENUM", "LABEL": "M", "OPTIONS": {"T": "Test"}}}},
        },
    },
}
TILL = {"NAME": "Till", "REST_CODE": "printer", "EMAIL": "till@example.test", "SETTINGS": {"AUTH": {"KEY": "k"}}}


def test_a_cash_register_is_set_up_as_its_handler_declares(admin: AppApi) -> None:
    add = "sale.cashbox.handler.add"
    number = admin(add, **PRINTER, SUPPORTS_FFD105="Y")
    assert admin.refused(add, **PRINTER) == (400, "ERROR_HANDLER_ALREADY_EXIST")
    (row,) = admin("sale.cashbox.handler.list")
    assert row["SETTINGS"] == {**PRINTER["SETTINGS"], "SUPPORTS_FFD105": "Y"}
    for settings in ({}, {**PRINTER["SETTINGS"], "PRINT_URL": "x"}, {**PRINTER["SETTINGS"], "CONFIG": {"A": {}}}):
        assert admin.refused(add, **{**PRINTER, "CODE": "other", "SETTINGS": settings}) == FAILED
    till = admin("sale.cashbox.add", **TILL)
    for given in (
        {"EMAIL": "nowhere"},
        {"REST_CODE": "none"},
        {"OFD": "bx_none"},
        {"SETTINGS": {}},
        {"SETTINGS": {"AUTH": {"KEY": "k"}, "MODE": {"M": "X"}}},
    ):
        assert admin.refused("sale.cashbox.add", **{**TILL, **given}) == FAILED, given
    (row,) = admin("sale.cashbox.list")
    assert {name: row[name] for name in ("ID", "ACTIVE", "SORT", "USE_OFFLINE", "NUMBER_KKM", "ENABLED")} == {
        "ID": str(till), "ACTIVE": "N", "SORT": "100", "USE_OFFLINE": "N", "NUMBER_KKM": "", "ENABLED": "Y",
    }  # fmt: skip
    assert "SETTINGS" not in row and "k" not in row.values()
    answer = admin.send("sale.cashbox.list", SELECT=["ID", "BAD_FIELD"])
    assert answer.error == (400, "", "BAD_FIELD not allowed for select")
    assert admin("sale.cashbox.update", ID=till, FIELDS={"ACTIVE": "Y", "SORT": 5}) is True
    assert admin("sale.cashbox.list", SELECT=["ACTIVE", "SORT"]) == [{"ACTIVE": "Y", "SORT": "5"}]
    assert admin.refused("sale.cashbox.update", ID=till) == FAILED
    assert admin.refused("sale.cashbox.update", ID=999, FIELDS={"NAME": "A"}) == (400, "ERROR_CASHBOX_NOT_FOUND")
    assert admin.refused("sale.cashbox.handler.delete", ID=number) == FAILED
    assert shop(admin.wire).refused("sale.cashbox.delete", ID=till) == (403, "ACCESS_DENIED")
    assert admin("sale.cashbox.delete", ID=till) is True
    assert admin("sale.cashbox.handler.delete", ID=number) is True
    assert admin.refused("sale.cashbox.handler.update", ID=number, FIELDS={}) == (400, "ERROR_HANDLER_NOT_FOUND")
