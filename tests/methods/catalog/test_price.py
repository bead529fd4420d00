"""Prices of products, their types, and rules of rounding."""

from typing import Any

import pytest

from homeport.domain.portal.people import roles
from homeport.store import Transaction
from tests.apps import AppApi, app_of
from tests.conftest import Wire


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, "crm,catalog")


@pytest.fixture
def product(admin: AppApi) -> int:
    return int(admin("catalog.product.add", fields={"iblockId": 1, "name": "Anchor"})["element"]["id"])


def priced(admin: AppApi, product: int, price: float = 100.5, **fields: Any) -> dict[str, Any]:
    given = {"productId": product, "catalogGroupId": 1, "price": price, "currency": "EUR", **fields}
    added: dict[str, Any] = admin("catalog.price.add", fields=given)["price"]
    return added


def kind(admin: AppApi, name: str = "TRADE", **fields: Any) -> int:
    return int(admin("catalog.priceType.add", fields={"name": name, **fields})["priceType"]["id"])


def test_a_price_is_exact_and_known_in_the_base_currency(admin: AppApi, product: int) -> None:
    admin("crm.currency.add", fields={"CURRENCY": "QQQ", "AMOUNT": 0.1, "AMOUNT_CNT": 3})
    added = priced(admin, product, 0.3, currency="QQQ")
    assert (added["price"], added["priceScale"], added["currency"]) == (0.3, 0.01, "QQQ")
    changed = admin("catalog.price.update", id=added["id"], fields={"price": 19.99, "currency": "EUR"})["price"]
    assert (changed["price"], changed["priceScale"]) == (19.99, 19.99)


def test_a_product_has_one_price_of_a_type(admin: AppApi, product: int) -> None:
    priced(admin, product)
    again = {"productId": product, "catalogGroupId": 1, "price": 1, "currency": "EUR"}
    assert admin.send("catalog.price.add", fields=again).error[1:] == (
        "0",
        "Validate price error. Catalog product is allowed has only single price without ranges in price group",
    )
    priced(admin, product, catalogGroupId=kind(admin))
    assert len(admin("catalog.price.list", filter={"productId": product})["prices"]) == 2


def test_what_a_price_names_is_there(admin: AppApi, product: int) -> None:
    fine = {"productId": product, "catalogGroupId": 1, "price": 1, "currency": "EUR"}
    for name, value in (("productId", 999_999), ("catalogGroupId", 99), ("currency", "XXX"), ("price", -1)):
        assert admin.refused("catalog.price.add", fields={**fine, name: value}) == (400, "0"), name
    answer = admin.send("catalog.price.add", fields={**fine, "catalogGroupId": 99})
    assert answer.error[2] == "Validate price error. Catalog price group is wrong"
    assert admin.refused("catalog.price.get", id=999_999) == (400, "")
    assert admin.refused("catalog.price.update", id=999_999, fields=fine) == (400, "")
    added = priced(admin, product)["id"]
    answer = admin.send("catalog.price.update", id=added, fields={"price": 2})
    assert answer.error == (400, "0", "Required fields: currency")
    assert admin("catalog.price.get", id=added)["price"]["price"] == 100.5


def test_prices_are_put_in_place_of_those_that_there_are(admin: AppApi, product: int) -> None:
    first, trade, retail = priced(admin, product), kind(admin), kind(admin, "RETAIL")
    gone = priced(admin, product, catalogGroupId=trade)

    def put(*prices: dict[str, Any]) -> Any:
        return admin("catalog.price.modify", fields={"product": {"id": product, "prices": list(prices)}})["prices"]

    changed = {"id": first["id"], "catalogGroupId": 1, "price": 7, "currency": "USD"}
    found = put(changed, {"catalogGroupId": retail, "price": 9, "currency": "EUR"})
    assert [(each["catalogGroupId"], each["price"], each["currency"]) for each in found] == [
        (1, 7, "USD"),
        (retail, 9, "EUR"),
    ]
    assert found[0]["id"] == first["id"]
    assert admin.refused("catalog.price.get", id=gone["id"]) == (400, "")
    found = put({**changed, "catalogGroupId": retail}, {"catalogGroupId": 1, "price": 3, "currency": "EUR"})
    assert [(each["catalogGroupId"], each["price"]) for each in found] == [(retail, 7), (1, 3)]
    assert put() == []


def test_prices_that_are_not_right_change_nothing(admin: AppApi, product: int) -> None:
    first = priced(admin, product)
    fine = {"catalogGroupId": 1, "price": 7, "currency": "EUR"}
    for prices, code in (
        ([fine, fine], "0"),
        ([{**fine, "catalogGroupId": 99}], "0"),
        ([{"catalogGroupId": 1, "price": 7}], "0"),
        ([{**fine, "id": 999_999}], ""),
        (["seven"], "0"),
        ("seven", "0"),
    ):
        refused = admin.refused("catalog.price.modify", fields={"product": {"id": product, "prices": prices}})
        assert refused == (400, code), prices
    assert admin.refused("catalog.price.modify", fields={"product": {"id": 999_999, "prices": [fine]}}) == (400, "0")
    assert admin.refused("catalog.price.modify", fields={"product": {"id": product}}) == (400, "0")
    assert admin.refused("catalog.price.modify", fields={}) == (400, "0")
    assert admin("catalog.price.list", filter={"productId": product})["prices"] == [first]


def test_whoever_sees_products_sees_prices(admin: AppApi, product: int) -> None:
    added = priced(admin, product)["id"]
    salesperson = admin.as_user(3)
    assert salesperson("catalog.price.get", id=added)["price"]["id"] == added
    fields = {"price": 1, "currency": "EUR"}
    whole = {"product": {"id": product, "prices": []}}
    for call, params in (("update", {"id": added, "fields": fields}), ("modify", {"fields": whole})):
        assert salesperson.refused(f"catalog.price.{call}", **params) == (400, "200040300020")
    assert salesperson.refused("catalog.price.delete", id=added) == (400, "200040300020")
    assert salesperson.refused("catalog.priceType.list") == (400, "200040300010")
    assert salesperson.refused("catalog.roundingRule.get", id=1) == (400, "200040300010")

    def take(tx: Transaction) -> None:
        role_id = roles.find(tx, "salesperson")
        assert role_id is not None
        roles.set_rules(tx, role_id, {})

    admin.wire.portal.store.write_now(take)
    for call, params in (("update", {"id": added, "fields": fields}), ("modify", {"fields": whole})):
        assert salesperson.refused(f"catalog.price.{call}", **params) == (400, "200040300030")
    assert salesperson.refused("catalog.price.get", id=added) == (400, "200040300010")


def test_prices_go_with_their_product_and_their_type(admin: AppApi, product: int) -> None:
    trade = kind(admin)
    base, other = priced(admin, product)["id"], priced(admin, product, catalogGroupId=trade)["id"]
    rule = {"catalogGroupId": trade, "price": 0, "roundType": 1, "roundPrecision": 1}
    rule_id = admin("catalog.roundingRule.add", fields=rule)["roundingRule"]["id"]
    admin("catalog.priceType.delete", id=trade)
    assert admin.refused("catalog.price.get", id=other) == (400, "")
    assert admin.refused("catalog.roundingRule.get", id=rule_id) == (400, "200900000000")
    admin("catalog.product.delete", id=product)
    assert admin.refused("catalog.price.get", id=base) == (400, "")


def test_there_is_one_base_type_and_it_stays(admin: AppApi) -> None:
    assert admin("catalog.priceType.get", id=1)["priceType"]["name"] == "BASE"
    assert admin.refused("catalog.priceType.delete", id=1) == (400, "BASE")
    assert admin.refused("catalog.priceType.update", id=1, fields={"name": "BASE", "base": "N"}) == (400, "0")
    trade = kind(admin, base="Y")
    assert [row["id"] for row in admin("catalog.priceType.list", filter={"base": "Y"})["priceTypes"]] == [trade]
    assert admin("catalog.priceType.delete", id=1) is True
    assert admin.refused("catalog.priceType.get", id=1) == (400, "201000000000")
    answer = admin.send("catalog.priceType.update", id=trade, fields={"sort": 1})
    assert answer.error == (400, "0", "Required fields: name")
    assert admin("catalog.priceType.get", id=trade)["priceType"]["sort"] == 100


def test_a_rule_of_rounding_says_how(admin: AppApi) -> None:
    fine = {"catalogGroupId": 1, "price": 1000, "roundType": 4, "roundPrecision": 100}
    added = admin("catalog.roundingRule.add", fields=fine)["roundingRule"]
    assert {name: added[name] for name in fine} == fine
    assert (added["createdBy"], added["modifiedBy"]) == (1, 1)
    for name, value in (("catalogGroupId", 99), ("roundType", 3), ("roundPrecision", 0), ("price", -1)):
        assert admin.refused("catalog.roundingRule.add", fields={**fine, name: value}) == (400, "0"), name
    answer = admin.send("catalog.roundingRule.update", Id=added["id"], fields={"price": 5})
    assert answer.error == (400, "0", "Required fields: catalogGroupId, roundType, roundPrecision")
    assert [row["id"] for row in admin("catalog.roundingrule.list", filter={"roundType": 4})["roundingRules"]] == [
        added["id"]
    ]
    assert [each["id"] for each in admin("catalog.enum.getRoundTypes")["enum"]] == [1, 2, 4]


def test_types_and_rules_describe_their_fields(admin: AppApi) -> None:
    kinds = admin("catalog.priceType.getFields")["priceType"]
    assert [name for name, facts in kinds.items() if not facts["isReadOnly"]] == ["name", "base", "sort", "xmlId"]
    rules = admin("catalog.roundingRule.getFields")["roundingRule"]
    needed = [name for name, facts in rules.items() if facts["isRequired"]]
    assert needed == ["catalogGroupId", "price", "roundType", "roundPrecision"]


def test_changes_are_told(admin: AppApi, product: int) -> None:
    forms = ("CATALOG.PRICE.TYPE.ON.", "CATALOG.PRICE.ON.", "CATALOG.ROUNDING.ON.")
    for form in forms:
        for verb in ("ADD", "UPDATE", "DELETE"):
            admin("event.bind", event=f"{form}{verb}", event_type="offline")
    rule = {"catalogGroupId": 1, "price": 0, "roundType": 1, "roundPrecision": 1}
    price = {"productId": product, "catalogGroupId": 1, "price": 1, "currency": "EUR"}
    for form, name, fields in zip(
        forms, ("priceType", "price", "roundingRule"), ({"name": "TRADE"}, price, rule), strict=True
    ):
        number = admin(f"catalog.{name}.add", fields=fields)[name]["id"]
        admin(f"catalog.{name}.update", id=number, fields=fields)
        admin(f"catalog.{name}.delete", id=number)
        told = [(row["EVENT_NAME"], row["EVENT_DATA"]) for row in admin("event.offline.list")][-3:]
        assert told == [(f"{form}{verb}", {"FIELDS": {"ID": number}}) for verb in ("ADD", "UPDATE", "DELETE")]
