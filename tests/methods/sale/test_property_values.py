"""``sale.propertyvalue.*`` and ``sale.shipmentpropertyvalue.*``: what buyers answer."""

from typing import Any

import pytest

from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.sale.orders import a_shipment, an_order, order_of, shop


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return shop(wire)


def a_property(admin: AppApi, kind: str, family: str = "property", **fields: Any) -> int:
    given = {"personTypeId": 3, "propsGroupId": 1, "name": kind, "type": kind, **fields}
    return int(admin(f"sale.{family}.add", fields=given)["property"]["id"])


def modify(admin: AppApi, order: int, **values: Any) -> Any:
    given = [{"orderPropsId": int(number[1:]), "value": value} for number, value in values.items()]
    fields = {"order": {"id": order, "propertyValues": given}}
    return admin("sale.propertyvalue.modify", fields=fields)["propertyValues"]


def refused(admin: AppApi, order: int, number: int, value: Any) -> bool:
    fields = {"order": {"id": order, "propertyValues": [{"orderPropsId": number, "value": value}]}}
    return admin.refused("sale.propertyvalue.modify", fields=fields) == (400, "0")


def test_values_that_are_not_given_go(admin: AppApi) -> None:
    order = an_order(admin)
    name, mail = modify(admin, order, p1="Ann Example", p2="ann@example.test")
    assert {key: name[key] for key in ("code", "name", "orderId", "orderPropsId", "value")} == {
        "code": "FIO", "name": "Full name", "orderId": order, "orderPropsId": 1, "value": "Ann Example",
    }  # fmt: skip
    (kept,) = modify(admin, order, p1="Ann B.")
    assert (kept["id"], kept["value"]) == (name["id"], "Ann B.")
    assert admin.refused("sale.propertyvalue.get", id=mail["id"]) == (400, "201040400001")
    assert order_of(admin, order)["propertyValues"] == [kept]
    assert admin("sale.propertyvalue.delete", id=kept["id"]) is True
    assert order_of(admin, order)["propertyValues"] == []


def test_a_value_is_known_by_its_property(admin: AppApi) -> None:
    order = an_order(admin)
    modify(admin, order, p1="Ann")
    admin("sale.property.update", id=1, fields={"name": "Whole name", "code": "NAME", "xmlId": "x1"})
    (value,) = admin("sale.propertyvalue.list", filter={"orderPropsXmlId": "x1", "orderId": order})["propertyValues"]
    assert (value["name"], value["code"]) == ("Whole name", "NAME")
    assert admin("sale.property.delete", id=1) is True
    assert admin("sale.propertyvalue.list", filter={"orderId": order}) == {"propertyValues": []}


@pytest.mark.parametrize(
    ("kind", "settings", "good", "bad"),
    [
        ("STRING", {"minlength": 2, "maxlength": 3}, "abc", "abcd"),
        ("NUMBER", {"min": 1, "max": 10}, "2.5", "11"),
        ("NUMBER", {}, "-3", "three"),
        ("Y/N", {}, "Y", "yes"),
        ("DATE", {}, "04/17/2024", ["04/17/2024"]),
        ("ADDRESS", {}, "Quay 4", {"x": {"y": 1}}),
    ],
)
def test_a_value_fits_its_property(admin: AppApi, kind: str, settings: dict[str, Any], good: str, bad: Any) -> None:
    order, number = an_order(admin), a_property(admin, kind, settings=settings)
    assert modify(admin, order, **{f"p{number}": good})[0]["value"] == good
    assert refused(admin, order, number, bad)
    assert order_of(admin, order)["propertyValues"][0]["value"] == good


def test_lists_have_options_and_some_properties_several_values(admin: AppApi) -> None:
    order = an_order(admin)
    colour = a_property(admin, "ENUM", multiple="Y", isFiltered="N")
    for value in ("red", "blue"):
        admin("sale.propertyvariant.add", fields={"orderPropsId": colour, "name": value, "value": value})
    assert modify(admin, order, **{f"p{colour}": ["red", "blue"]})[0]["value"] == ["red", "blue"]
    assert refused(admin, order, colour, ["red", "green"])
    assert refused(admin, order, 5, "A company")  # of other payers
    assert refused(admin, order, 999, "x")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"order": "x"},
        {"order": {"id": 1}},
        {"order": {"id": 999, "propertyValues": []}},
        {"order": {"id": "x", "propertyValues": []}},
        {"order": {"id": 1, "propertyValues": ["x"]}},
        {"order": {"id": 1, "propertyValues": [{"orderPropsId": 1}]}},
    ],
)
def test_what_says_no_values_is_refused(admin: AppApi, fields: dict[str, Any]) -> None:
    assert an_order(admin)
    assert admin.refused("sale.propertyvalue.modify", fields=fields) == (400, "0")


def test_values_of_shipments_stay_until_they_are_deleted(admin: AppApi) -> None:
    shipment = a_shipment(admin, an_order(admin))
    quay, hour = (a_property(admin, kind, "shipmentproperty") for kind in ("STRING", "NUMBER"))
    name = "sale.shipmentpropertyvalue.modify"

    def put(number: int, value: Any) -> Any:
        values = [{"shipmentPropsId": number, "value": value}]
        return admin(name, fields={"shipment": {"id": shipment, "propertyValues": values}})["propertyValues"]

    put(quay, "Quay 4")
    assert [row["value"] for row in put(hour, "8")] == ["Quay 4", "8"]
    for number, code in (("x", "201040400006"), (999, "201040400007")):
        assert admin.refused(name, fields={"shipment": {"id": number, "propertyValues": []}}) == (400, code)
    (value, _) = admin("sale.shipmentpropertyvalue.list", filter={"shipmentId": shipment})["propertyValues"]
    assert admin("sale.shipmentpropertyvalue.delete", id=value["id"]) is True
    assert admin.refused("sale.shipmentpropertyvalue.get", id=value["id"]) == (400, "201040400001")
    seller = admin.as_user(3)
    assert seller.refused("sale.shipmentpropertyvalue.getfields") == (400, "200040300020")
    assert seller.refused("sale.propertyvalue.getFields") == (400, "200040300020")
    assert seller.refused(name, fields={}) == (400, "200040300020")
