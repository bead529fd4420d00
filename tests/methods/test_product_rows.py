"""Rows of goods: ``crm.item.productrow.*``."""

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.apps import app_of
from tests.conftest import Api, Wire

NOWHERE = 999_999
TYPES = {"L": 1, "D": 2, "Q": 7, "SI": 31, "T82": 130}
PRICES = ("priceExclusive", "priceNetto", "priceBrutto", "discountRate", "discountSum")

of_every_type = pytest.mark.parametrize("code", TYPES)
of_classic_types = pytest.mark.parametrize("noun", ["lead", "deal", "quote"])


class Goods:
    """A new record, and what is done to its rows."""

    def __init__(self, api: Api, code: str = "D", **fields: Any) -> None:
        self.api, self.code = api, code
        item = {"title": "With goods", "currencyId": "EUR", **fields}
        self.id = api("crm.item.add", entityTypeId=TYPES[code], fields=item)["item"]["id"]

    @property
    def owner(self) -> dict[str, Any]:
        return {"ownerType": self.code, "ownerId": self.id}

    def add(self, **fields: Any) -> dict[str, Any]:
        made: dict[str, Any] = self.api("crm.item.productrow.add", fields={**self.owner, **fields})["productRow"]
        return made

    def set(self, *rows: dict[str, Any]) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = self.api("crm.item.productrow.set", **self.owner, productRows=list(rows))[
            "productRows"
        ]
        return made

    def list(self, **params: Any) -> list[dict[str, Any]]:
        given = {**params, "filter": {"=ownerType": self.code, "=ownerId": self.id, **params.get("filter", {})}}
        found: list[dict[str, Any]] = self.api("crm.item.productrow.list", **given)["productRows"]
        return found

    def item(self) -> dict[str, Any]:
        found: dict[str, Any] = self.api("crm.item.get", entityTypeId=TYPES[self.code], id=self.id)["item"]
        return found

    def amount(self) -> float:
        found: float = self.item()["opportunity"]
        return found

    def refuse(self, **fields: Any) -> tuple[int, str, str]:
        return self.api.send("crm.item.productrow.add", fields={**self.owner, **fields}).error


@pytest.mark.parametrize(
    ("given", "follows"),
    [
        ({"price": 80000, "discountRate": 20, "taxRate": 20, "taxIncluded": "Y"},
         (66666.67, 83333.34, 100000.01, 20, 16666.67)),
        ({"price": 90000, "discountTypeId": 2, "discountRate": 10, "taxRate": 10, "taxIncluded": "Y"},
         (81818.18, 90909.09, 100000, 10, 9090.91)),
        ({"price": 22175.328, "discountRate": 40, "taxRate": 12}, (19799.4, 32999, 36958.88, 40, 13199.6)),
        ({"price": 899.1, "discountRate": 10}, (899.1, 999, 999, 10, 99.9)),
        ({"price": 99999.99}, (99999.99, 99999.99, 99999.99, 0, 0)),
        ({"price": 900, "discountTypeId": 1, "discountSum": 100}, (900, 1000, 1000, 10, 100)),
        ({"price": 1080, "discountTypeId": 1, "discountSum": 100, "taxRate": 20}, (900, 1000, 1200, 10, 100)),
        ({"price": 0, "discountRate": 100, "discountSum": 50}, (0, 50, 50, 100, 50)),
        ({"price": 0.125, "taxRate": 0}, (0.13, 0.13, 0.13, 0, 0)),
        ({"price": 110, "discountRate": -10}, (110, 100, 100, -10, -10)),
    ],
)  # fmt: skip
def test_the_other_prices_follow_from_the_price(admin: Api, given: dict[str, Any], follows: tuple[float, ...]) -> None:
    """The first four are figures of the pages' examples."""
    row = Goods(admin).add(**given)
    assert tuple(row[name] for name in PRICES) == follows
    assert row["price"] == given["price"]


def test_a_row_is_answered_whole(admin: Api) -> None:
    goods = Goods(admin)
    row = goods.add(productId=9621, productName="Chain", price=80, quantity=2, sort=10, measureCode=6)
    assert row == {
        "id": row["id"], **goods.owner, "productId": 9621, "productName": "Chain",
        "price": 80, "priceAccount": 80, "priceExclusive": 80, "priceNetto": 80, "priceBrutto": 80,
        "quantity": 2, "discountTypeId": 2, "discountRate": 0, "discountSum": 0, "taxRate": None, "taxIncluded": "N",
        "customized": "Y", "measureCode": 6, "measureName": "m", "sort": 10, "xmlId": "", "type": 1, "storeId": None,
    }  # fmt: skip
    assert admin("crm.item.productrow.get", id=row["id"]) == {"productRow": row}
    assert goods.list() == [row]
    assert admin("crm.item.productrow.getAvailableForPayment", **goods.owner) == {"productRows": [row]}


def test_what_a_row_does_not_say(admin: Api) -> None:
    goods = Goods(admin)
    bare = goods.add()
    assert (bare["productName"], bare["quantity"], bare["price"]) == (f"[{bare['id']}]", 1, 0)
    assert (bare["measureCode"], bare["measureName"], bare["productId"]) == (0, "", 0)
    named = goods.add(productId=9_999)
    assert named["productName"] == f"[{named['id']}]"
    assert (named["measureCode"], named["measureName"]) == (796, "pcs")
    other = goods.add(measureCode=4_000)
    assert (other["measureCode"], other["measureName"]) == (4_000, "")


def test_a_row_has_the_name_unit_and_type_of_its_product(admin: Api) -> None:
    rope = admin("crm.product.add", fields={"NAME": "Rope", "MEASURE": 1, "PRICE": 3, "CURRENCY_ID": "EUR"})
    work = admin("catalog.product.service.add", fields={"iblockId": 1, "name": "Splicing"})["service"]["id"]
    goods = Goods(admin)
    row = goods.add(productId=rope)
    taken = ("productName", "measureCode", "measureName", "type", "price")
    assert [row[name] for name in taken] == ["Rope", 6, "m", 1, 0]
    own = goods.add(productId=rope, productName="Cut rope", measureCode=796)
    assert [own[name] for name in taken] == ["Cut rope", 796, "pcs", 1, 0]
    admin("crm.product.update", id=rope, fields={"NAME": "Line"})
    changed = admin("crm.item.productrow.update", id=row["id"], fields={"quantity": 2})["productRow"]
    assert [changed[name] for name in taken] == ["Rope", 6, "m", 1, 0]
    changed = admin("crm.item.productrow.update", id=row["id"], fields={"productId": work})["productRow"]
    assert [changed[name] for name in taken] == ["Splicing", 796, "pcs", 7, 0]


def test_the_classic_methods_tell_the_name_of_the_product_by_now(admin: Api) -> None:
    rope = admin("crm.product.add", fields={"NAME": "Rope", "MEASURE": 1})
    admin("crm.deal.productrows.set", id=1, rows=[{"PRODUCT_ID": rope, "PRICE": 3}, {"PRODUCT_NAME": "Chain"}])
    admin("crm.product.update", id=rope, fields={"NAME": "Line"})
    rows = admin("crm.deal.productrows.get", id=1)
    assert [(row["PRODUCT_NAME"], row["ORIGINAL_PRODUCT_NAME"]) for row in rows] == [("Rope", "Line"), ("Chain", None)]
    listed = admin("crm.productrow.list", filter={"OWNER_TYPE": "D", "OWNER_ID": 1})
    assert [row["ORIGINAL_PRODUCT_NAME"] for row in listed] == ["Line", None]
    admin("crm.product.delete", id=rope)
    assert admin("crm.deal.productrows.get", id=1)[0]["PRODUCT_NAME"] == "Rope"


@of_every_type
def test_the_amount_of_a_record_follows_its_rows(admin: Api, code: str) -> None:
    goods = Goods(admin, code, opportunity=5)
    assert goods.amount() == 5
    chain, rope = goods.set({"price": 120, "quantity": 3, "taxRate": 20}, {"price": 9.99, "quantity": 0})
    assert (chain["ownerType"], rope["ownerType"]) == (code, code)
    assert goods.amount() == 360
    assert goods.item().get("taxValue", 60) == 60
    admin("crm.item.productrow.update", id=rope["id"], fields={"quantity": 2.5})
    assert goods.amount() == 384.98
    goods.add(price=0.02)
    assert goods.amount() == 385
    admin("crm.item.update", entityTypeId=TYPES[code], id=goods.id, fields={"opportunity": 7, "title": "Typed in"})
    assert goods.amount() == 385
    assert admin("crm.item.productrow.delete", id=chain["id"]) is None
    assert goods.amount() == 25
    assert goods.set() == []
    assert goods.amount() == 0
    assert goods.item().get("taxValue", 0) == 0


@of_every_type
def test_an_amount_entered_by_hand_stays(admin: Api, code: str) -> None:
    goods = Goods(admin, code, opportunity=5, isManualOpportunity="Y")
    goods.set({"price": 120, "quantity": 3})
    assert goods.amount() == 5
    admin("crm.item.update", entityTypeId=TYPES[code], id=goods.id, fields={"opportunity": 8})
    assert goods.amount() == 8
    admin("crm.item.update", entityTypeId=TYPES[code], id=goods.id, fields={"isManualOpportunity": "N"})
    assert goods.amount() == 360
    admin("crm.item.update", entityTypeId=TYPES[code], id=goods.id, fields={"isManualOpportunity": "Y"})
    goods.set()
    assert goods.amount() == 360


@of_every_type
def test_rows_go_with_their_record(admin: Api, code: str) -> None:
    goods = Goods(admin, code)
    row = goods.add(price=1)
    admin("crm.item.delete", entityTypeId=TYPES[code], id=goods.id)
    assert admin.refused("crm.item.productrow.get", id=row["id"]) == (400, "NOT_FOUND")
    assert admin.refused("crm.item.productrow.list", filter=goods.owner) == (400, "ACCESS_DENIED")


def test_prices_are_told_in_the_base_currency_too(admin: Api) -> None:
    goods = Goods(admin, currencyId="USD")
    row = goods.add(price=100)
    assert row["priceAccount"] == 92
    admin("crm.item.update", entityTypeId=2, id=goods.id, fields={"currencyId": "GBP"})
    assert [each["priceAccount"] for each in goods.list()] == [117]


def test_a_change_leaves_what_it_does_not_say(admin: Api) -> None:
    goods = Goods(admin)
    row = goods.add(productName="Chain", price=80, quantity=2, sort=10, measureCode=6, discountRate=20, taxRate=20)
    changed = admin("crm.item.productrow.update", id=row["id"], fields={"price": 160})["productRow"]
    told = {"priceExclusive": 133.33, "priceNetto": 166.66, "priceBrutto": 199.99, "discountSum": 33.33}
    assert changed == {**row, "price": 160, "priceAccount": 160, **told}
    changed = admin("crm.item.productrow.update", id=row["id"], fields={"measureCode": 166, "productName": ""})
    assert (changed["productRow"]["measureName"], changed["productRow"]["productName"]) == ("kg", "Chain")
    assert admin("crm.item.productrow.update", id=row["id"], fields={}) == changed


def test_a_list_is_of_one_record(admin: Api) -> None:
    goods, others = Goods(admin), Goods(admin)
    rows = goods.set(*({"price": number, "productName": f"Rope {number}"} for number in range(1, 61)))
    others.set({"price": 3})
    answer = admin.send("crm.item.productrow.list", filter={"=ownerType": "D", "=ownerId": goods.id})
    assert (len(answer.result["productRows"]), answer.json["total"], answer.json["next"]) == (50, 60, 50)
    assert [row["id"] for row in goods.list(start=50)] == [row["id"] for row in rows[50:]]
    assert [row["price"] for row in goods.list(filter={">price": 58}, order={"price": "desc"})] == [60, 59]
    assert [row["price"] for row in goods.list(filter={"%productName": "rope 6"})] == [6, 60]
    assert [row["price"] for row in goods.list(filter={"=%productName": "%pe 7"})] == [7]
    either = {"logic": "OR", "price": 3, "@price": [1, 2]}
    assert {row["ownerId"] for row in goods.list(filter=either)} == {goods.id}
    found = admin("crm.item.productrow.list", filter={**goods.owner, "0": either})["productRows"]
    assert [row["price"] for row in found] == [1, 2, 3]


@pytest.mark.parametrize(
    "given",
    [
        {}, {"=ownerType": "D"}, {"=ownerId": 1}, {"=ownerType": "C", "=ownerId": 1},
        {"=ownerType": "D", "=ownerId": "x"},
        {"=ownerType": ["D"], "=ownerId": 1}, {"=ownerType": "D", "=ownerId": [1, 2]},
        {"=ownerType": "D", "=ownerId": 1, "colour": 3}, {"=ownerType": "D", "=ownerId": 1, "price": "x"},
    ],
)  # fmt: skip
def test_a_list_of_no_one_record_is_refused(admin: Api, given: dict[str, Any]) -> None:
    assert admin.refused("crm.item.productrow.list", filter=given) == (400, "INVALID_ARG_VALUE")


def test_fields_are_described(admin: Api) -> None:
    fields = admin("crm.item.productrow.fields")["fields"]
    assert [name for name, field in fields.items() if field["isReadOnly"]] == [
        "id", "priceExclusive", "priceNetto", "priceBrutto", "type", "storeId",
    ]  # fmt: skip
    assert [name for name, field in fields.items() if field["isImmutable"]] == ["ownerId", "ownerType"]
    assert fields["taxIncluded"]["type"] == "char"
    classic = admin("crm.productrow.fields")
    assert len(classic) == len(fields)
    assert classic["PRICE_NETTO"] == fields["priceNetto"]


def test_required_parameters(admin: Api) -> None:
    missing = (400, "100")
    for name in ("add", "get", "update", "delete", "set", "list", "getAvailableForPayment"):
        assert admin.refused(f"crm.item.productrow.{name}") == missing
    assert admin.refused("crm.item.productrow.add", fields={"ownerType": "D"}) == missing
    assert admin.refused("crm.item.productrow.add", fields={"ownerId": 1}) == missing
    assert admin.refused("crm.item.productrow.set", ownerType="D", ownerId=1, productRows="x") == missing
    assert admin.refused("crm.item.productrow.set", ownerType="D", ownerId=1, productRows=["x"]) == missing


def test_records_without_products(admin: Api) -> None:
    """Contacts have none, old invoices are not there, and smart processes have them where linked with products."""
    fields = {"title": "Repair", "entityTypeId": 2024, "isLinkWithProductsEnabled": "N"}
    type_id = admin("crm.type.add", fields=fields)["type"]["id"]
    item = admin("crm.item.add", entityTypeId=2024, fields={"title": "R"})["item"]["id"]
    for code in ("C", "CO", "I", "X", "", "T7e8", "T63"):
        owner = {"ownerType": code, "ownerId": item}
        expected = "ENTITY_TYPE_NOT_SUPPORTED" if code else "100"
        assert admin.refused("crm.item.productrow.add", fields=owner) == (400, expected)
        refused = admin.refused("crm.item.productrow.set", **owner, productRows=[])
        assert refused == (400, "ENTITY_TYPE_NOT_SUPPORTED")
    admin("crm.type.update", id=type_id, fields={"isLinkWithProductsEnabled": "Y"})
    owner = {"ownerType": "T7E8", "ownerId": item}
    row = admin("crm.item.productrow.add", fields={**owner, "price": 5})["productRow"]
    assert row["ownerType"] == "T7e8"
    admin("crm.type.update", id=type_id, fields={"isLinkWithProductsEnabled": "N"})
    for name in ("get", "delete"):
        assert admin.refused(f"crm.item.productrow.{name}", id=row["id"]) == (400, "ENTITY_TYPE_NOT_SUPPORTED")


def test_records_and_rows_that_do_not_exist(admin: Api) -> None:
    owner = {"ownerType": "D", "ownerId": NOWHERE}
    assert admin.refused("crm.item.productrow.add", fields=owner) == (400, "OWNER_NOT_FOUND")
    assert admin.refused("crm.item.productrow.set", **owner, productRows=[]) == (400, "OWNER_NOT_FOUND")
    assert admin.refused("crm.item.productrow.list", filter=owner) == (400, "ACCESS_DENIED")
    assert admin.refused("crm.item.productrow.getAvailableForPayment", **owner) == (400, "ACCESS_DENIED")
    for name in ("get", "update", "delete"):
        assert admin.refused(f"crm.item.productrow.{name}", id=NOWHERE, fields={}) == (400, "NOT_FOUND")


@pytest.mark.parametrize(
    "fields",
    [
        {"price": -1}, {"price": 1e13}, {"price": "x"}, {"price": 1e308}, {"quantity": -1}, {"quantity": 1e13},
        {"taxRate": -5}, {"taxRate": 1e300}, {"discountTypeId": 3}, {"discountRate": 101}, {"discountRate": 100},
        {"discountSum": -1e13}, {"sort": "x"}, {"productName": {"a": 1}}, {"measureCode": 2**64},
    ],
)  # fmt: skip
def test_bad_values_change_nothing(admin: Api, fields: dict[str, Any]) -> None:
    goods = Goods(admin)
    row = goods.add(price=10, quantity=2)
    assert goods.refuse(**fields)[:2] == (400, "0")
    assert admin.refused("crm.item.productrow.update", id=row["id"], fields=fields) == (400, "0")
    rows = [{"price": 3}, fields]
    assert admin.refused("crm.item.productrow.set", **goods.owner, productRows=rows) == (400, "0")
    classic = [{"PRICE": 3}, {_capitals(name): value for name, value in fields.items()}]
    if fields != {"discountRate": 100}:
        assert admin.refused("crm.deal.productrows.set", id=goods.id, rows=classic) == (400, "ERROR_CORE")
    assert goods.list() == [row]
    assert goods.amount() == 20


def test_great_numbers_stay_exact(admin: Api) -> None:
    goods = Goods(admin)
    row = goods.add(price=1e12, quantity=1e3, discountRate=99.99999999999999, taxRate=1e12)
    assert row["price"] == 1e12
    assert goods.amount() == 1e15
    many = [{"price": 1}] * 1_001
    assert admin.refused("crm.item.productrow.set", **goods.owner, productRows=many) == (400, "0")


@pytest.mark.parametrize("name", ["ownerId", "ownerType", "id", "priceNetto", "storeId", "colour"])
def test_what_is_not_available_for_a_change_is_refused(admin: Api, name: str) -> None:
    row = Goods(admin).add(price=10)
    refused = admin.refused("crm.item.productrow.update", id=row["id"], fields={"price": 5, name: 1})
    assert refused == (400, "INVALID_ARG_VALUE")
    assert admin("crm.item.productrow.get", id=row["id"])["productRow"] == row


def test_rows_are_as_secret_as_their_record(admin: Api, seller: Api) -> None:
    readable, hidden = (Goods(admin, assignedById=1, opened=opened) for opened in ("Y", "N"))
    for goods in (readable, hidden):
        row = goods.add(price=10)
        for params in ({"fields": {"price": 1}}, {}):
            name = "update" if params else "delete"
            refused = seller.refused(f"crm.item.productrow.{name}", id=row["id"], **params)
            assert refused == (400, "ACCESS_DENIED")
        assert seller.refused("crm.item.productrow.add", fields=goods.owner) == (400, "ACCESS_DENIED")
        assert seller.refused("crm.item.productrow.set", **goods.owner, productRows=[]) == (400, "ACCESS_DENIED")
        assert seller.send("crm.deal.productrows.set", id=goods.id, rows=[]).error == (400, "", "Access denied.")
        if goods is readable:
            assert seller("crm.item.productrow.get", id=row["id"])["productRow"] == row
            assert len(seller("crm.deal.productrows.get", id=goods.id)) == 1
        else:
            denied = (400, "ACCESS_DENIED")
            assert seller.refused("crm.item.productrow.get", id=row["id"]) == denied
            assert seller.refused("crm.item.productrow.list", filter=goods.owner) == denied
            assert seller.refused("crm.item.productrow.getAvailableForPayment", **goods.owner) == denied
            assert seller.send("crm.deal.productrows.get", id=goods.id).error == (400, "", "Access denied.")
            filter_ = {"OWNER_TYPE": "D", "OWNER_ID": goods.id}
            assert seller.send("crm.productrow.list", filter=filter_).error == (400, "", "Access denied.")


def test_a_change_of_rows_is_a_change_of_the_record(wire: Wire) -> None:
    app = app_of(wire, 1, "crm")
    goods = Goods(app)
    app("event.bind", event="ONCRMDEALUPDATE", event_type="offline")
    row = goods.add(price=10)
    app("crm.item.productrow.update", id=row["id"], fields={"price": 20})
    for change in (
        lambda: goods.add(price=1),
        lambda: app("crm.item.productrow.update", id=row["id"], fields={"price": 30}),
        lambda: goods.set({"price": 1}),
        lambda: app("crm.deal.productrows.set", id=goods.id, rows=[]),
    ):
        app("event.offline.get", clear=1)
        change()
        (told,) = app("event.offline.get", clear=1)["events"]
        assert told["EVENT_DATA"]["FIELDS"] == {"ID": goods.id}


def test_rows_that_many_set_at_once_are_those_of_one_and_sum_up_exactly(wire: Wire, admin: Api) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": "Rope"})

    def sent(number: int) -> dict[str, Any]:
        rows = [{"productName": f"Part {number}", "price": "0.1", "quantity": 3 * number}] * 3
        params = {"ownerType": "D", "ownerId": deal, "productRows": rows}
        return {"path": f"{admin.base}crm.item.productrow.set", "body": json.dumps(params).encode()}

    answers = wire.send_together([sent(number) for number in range(1, 13)])
    assert {answer.status for answer in answers} == {200}
    listed = admin("crm.item.productrow.list", filter={"=ownerType": "D", "=ownerId": deal})["productRows"]
    assert len(listed) == 3
    (name,) = {row["productName"] for row in listed}
    number = int(name.removeprefix("Part "))
    assert Decimal(admin("crm.deal.get", id=deal)["OPPORTUNITY"]) == Decimal("0.9") * number


def test_a_record_that_others_are_merged_into_gets_their_rows(admin: Api) -> None:
    first, second, third = (Goods(admin, currencyId="") for _ in range(3))
    row = second.add(price=10, quantity=3)
    third.add(price=30)
    params = {"entityTypeId": 2, "entityIds": [first.id, second.id, third.id]}
    assert admin("crm.entity.mergeBatch", params=params)["STATUS"] == "SUCCESS"
    assert first.list() == [{**row, "ownerId": first.id}]
    assert first.amount() == 30


def _capitals(name: str) -> str:
    return "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in name)
