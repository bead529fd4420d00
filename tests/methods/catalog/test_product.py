"""Products: ``catalog.product.*`` for each kind, and ``crm.product.*`` for all, over the same rows."""

from datetime import datetime
from typing import Any

import pytest

from homeport.domain.portal.people import roles
from homeport.store import Transaction
from tests.apps import AppApi, app_of
from tests.conftest import Wire

ANCHOR = {"iblockId": 1, "name": "Anchor"}


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, "crm,catalog")


def add(admin: AppApi, **fields: Any) -> int:
    return int(admin("catalog.product.add", fields={**ANCHOR, **fields})["element"]["id"])


def get(admin: AppApi, number: int) -> dict[str, Any]:
    found: dict[str, Any] = admin("catalog.product.get", id=number)["product"]
    return found


def test_a_new_product_has_the_documented_defaults(wire: Wire, admin: AppApi) -> None:
    begun = int(wire.portal.clock.now())
    wire.freeze(begun)
    added = admin("catalog.product.add", fields=ANCHOR)["element"]
    moments = {datetime.fromisoformat(added[name]).timestamp() for name in ("dateCreate", "timestampX")}
    assert moments == {begun}
    usual = {
        "active": "Y",
        "available": "Y",
        "barcodeMulti": "N",
        "bundle": "N",
        "canBuyZero": "N",
        "createdBy": 1,
        "detailTextType": "text",
        "iblockSectionId": None,
        "measure": 5,
        "modifiedBy": 1,
        "previewTextType": "text",
        "quantityTrace": "D",
        "recurSchemeLength": 0,
        "recurSchemeType": "D",
        "sort": 500,
        "subscribe": "D",
        "type": 1,
        "vatIncluded": "N",
        "withoutOrder": "N",
        "xmlId": str(added["id"]),
    }
    assert {name: added[name] for name in usual} == usual


def test_the_three_kinds_are_apart_and_the_older_name_has_all(admin: AppApi) -> None:
    simple = add(admin)
    parent = admin("catalog.product.sku.add", fields={**ANCHOR, "name": "Sail"})["sku"]
    service = admin("catalog.product.service.add", fields={**ANCHOR, "name": "Fitting"})["service"]
    assert (parent["type"], service["type"]) == (6, 7)
    assert "quantityReserved" not in parent
    assert not {"weight", "measure", "quantity"} & set(service)
    wanted = {"filter": {"iblockId": 1, ">=id": simple}, "select": ["id", "iblockId"]}
    for name, plural, number in (
        ("catalog.product", "products", simple),
        ("catalog.product.sku", "units", parent["id"]),
        ("catalog.product.service", "services", service["id"]),
    ):
        assert admin(f"{name}.list", **wanted)[plural] == [{"id": number, "iblockId": 1}]
    older = admin("crm.product.list", filter={">=ID": simple}, order={"ID": "ASC"}, select=["ID", "NAME"])
    assert [row["NAME"] for row in older] == ["Anchor", "Sail", "Fitting"]
    assert admin.refused("catalog.product.get", id=parent["id"]) == (400, "200040300000")
    assert admin.refused("catalog.product.get", id=999_999) == (400, "0")
    assert admin.refused("catalog.product.delete", id=999_999) == (400, "200040300000")
    assert admin.refused("catalog.product.update", id=parent["id"], fields={"name": "A"}) == (400, "0")


def test_a_product_is_the_same_by_both_names(admin: AppApi) -> None:
    section = admin("catalog.section.add", fields={"iblockId": 1, "name": "Spars"})["section"]["id"]
    added = add(admin, iblockSectionId=section, detailText="Holds", sort=7, vatId=1, vatIncluded="Y")
    found = admin("crm.product.get", id=added)
    said = {
        "ID": str(added),
        "NAME": "Anchor",
        "SECTION_ID": str(section),
        "DESCRIPTION": "Holds",
        "SORT": "7",
        "VAT_ID": "1",
        "VAT_INCLUDED": "Y",
        "MEASURE": "5",
        "CATALOG_ID": "1",
        "CREATED_BY": "1",
        "PRICE": None,
        "CURRENCY_ID": None,
    }
    assert {name: found[name] for name in said} == said
    assert admin("crm.product.update", id=added, fields={"NAME": "Kedge"}) is True
    assert get(admin, added)["name"] == "Kedge"
    assert admin("crm.product.delete", id=added) is True
    assert admin.refused("catalog.product.get", id=added) == (400, "0")


def test_what_a_product_names_is_there(admin: AppApi) -> None:
    added = add(admin, code="anchor")
    for fields in (
        {"iblockSectionId": 999_999},
        {"iblockSection": [1, 999_999]},
        {"vatId": 999_999},
        {"purchasingCurrency": "XXX"},
        {"createdBy": 999_999},
        {"modifiedBy": 999_999},
        {"measure": 999_999},
        {"weight": -1},
        {"purchasingPrice": 10**13},
        {"subscribe": "X"},
        {"detailTextType": "pdf"},
        {"detailPicture": {"fileData": ["a.png", "AAAA"]}},
    ):
        assert admin.refused("catalog.product.add", fields={**ANCHOR, **fields}) == (400, "0"), fields
        assert admin.refused("catalog.product.update", id=added, fields=fields) == (400, "0"), fields
    again = {**ANCHOR, "code": "anchor"}
    assert admin.refused("catalog.product.add", fields=again) == (400, "0")
    assert admin.refused("catalog.product.service.add", fields=again) == (400, "0")
    assert admin("catalog.product.update", id=added, fields={"code": "anchor"})["element"]["code"] == "anchor"
    for block in (2, 99):
        assert admin.refused("catalog.product.add", fields={**ANCHOR, "iblockId": block}) == (400, "200040300000")
    other = admin("catalog.section.add", fields={"iblockId": 2, "name": "Sizes"})["section"]["id"]
    assert admin.refused("catalog.product.add", fields={**ANCHOR, "iblockSectionId": other}) == (400, "0")
    assert admin.send("catalog.product.add", fields={"iblockId": 1}).error[2] == "Required fields: name"


def test_a_product_is_in_all_its_sections_and_one_is_the_main_one(admin: AppApi) -> None:
    added = add(admin, IblockSection=[3, 2])
    assert (get(admin, added)["iblockSectionId"], get(admin, added)["iblockSection"]) == (2, [2, 3])
    admin("catalog.product.update", id=added, fields={"iblockSectionId": 5})
    assert (get(admin, added)["iblockSectionId"], get(admin, added)["iblockSection"]) == (5, [3, 5])
    found = admin(
        "catalog.product.list", filter={"iblockId": 1, "iblockSection": 3}, select=["id", "iblockId", "iblockSection"]
    )
    assert found["products"] == [{"id": added, "iblockId": 1, "iblockSection": [3, 5]}]
    lone = admin("catalog.section.add", fields={"iblockId": 1, "name": "Lone"})["section"]["id"]
    admin("catalog.product.update", id=added, fields={"iblockSection": [lone]})
    assert get(admin, added)["iblockSection"] == [5, lone]
    assert admin.refused("catalog.section.delete", id=lone) == (400, "200040300020")
    admin("catalog.product.delete", id=added)
    assert admin("catalog.section.delete", id=lone) is True


def test_each_kind_describes_the_fields_that_it_has(admin: AppApi) -> None:
    block = {"filter": {"iblockId": 1}}
    simple = admin("catalog.product.getFieldsByFilter", **block)["product"]
    parent = admin("catalog.product.sku.getFieldsByFilter", **block)["sku"]
    service = admin("catalog.product.service.getFieldsByFilter", **block)["service"]
    assert simple["iblockId"] == {
        "isImmutable": True,
        "isReadOnly": False,
        "isRequired": True,
        "name": "Information Block Identifier",
        "type": "integer",
    }
    assert simple.keys() - parent.keys() == {"negativeAmountTrace", "quantityReserved", "quantityTrace"}
    assert {"weight", "measure"} <= parent.keys() - service.keys()
    added = admin("catalog.product.sku.add", fields=ANCHOR)["sku"]["id"]
    assert set(admin("catalog.product.sku.get", id=added)["sku"]) - {"iblockSection"} == parent.keys()
    added = admin("catalog.product.service.add", fields=ANCHOR)["service"]["id"]
    assert set(admin("catalog.product.service.get", id=added)["service"]) - {"iblockSection"} == service.keys()


def test_what_is_out_of_stock_cannot_be_bought(admin: AppApi) -> None:
    added = add(admin, quantityTrace="Y", quantity=2)
    assert get(admin, added)["available"] == "Y"
    admin("catalog.product.update", id=added, fields={"quantity": 0})
    assert get(admin, added)["available"] == "N"
    admin("catalog.product.update", id=added, fields={"canBuyZero": "Y", "available": "N"})
    assert get(admin, added)["available"] == "Y"


def test_a_purchasing_price_is_a_text_alone_and_a_number_in_lists(admin: AppApi) -> None:
    added = add(admin, purchasingPrice=1000.5, purchasingCurrency="EUR")
    assert get(admin, added)["purchasingPrice"] == "1000.500000"
    listed = admin(
        "catalog.product.list",
        filter={"iblockId": 1, ">purchasingPrice": 1000},
        select=["id", "iblockId", "purchasingPrice"],
    )
    assert listed["products"] == [{"id": added, "iblockId": 1, "purchasingPrice": 1000.5}]


def test_lists_say_their_block_and_select_it(admin: AppApi) -> None:
    for kind in ("product", "product.sku", "product.service"):
        name = f"catalog.{kind}.list"
        answer = admin.send(name, select=["id", "iblockId"])
        assert answer.error == (400, "0", "Required fields: iblockId")
        answer = admin.send(name, filter={"iblockId": 1}, select=["name"])
        assert answer.error == (400, "0", "Required fields: id, iblockId")
        assert admin.refused(name, filter={"iblockId": 1}) == (400, "0")
        assert admin.refused(f"catalog.{kind}.getFieldsByFilter", filter={"name": 1}) == (400, "0")
        assert admin.refused(f"catalog.{kind}.getFieldsByFilter") == (400, "100")


def test_which_right_is_missing_is_said_by_what_would_be_written(admin: AppApi) -> None:
    added = add(admin)
    salesperson = admin.as_user(3)
    for code, fields in (
        ("200040300050", {"iblockSectionId": 1}),
        ("200040300040", {"weight": 1}),
        ("200040300043", {"name": "A"}),
    ):
        assert salesperson.refused("catalog.product.add", fields={**ANCHOR, **fields}) == (400, code)
        assert salesperson.refused("catalog.product.update", id=added, fields=fields) == (400, code)
    assert salesperson.refused("catalog.product.get", id=added) == (400, "200040300040")
    assert salesperson.refused("catalog.product.delete", id=added) == (400, "200040300040")
    wanted = {"filter": {"iblockId": 1, "id": added}, "select": ["id", "iblockId"]}
    assert len(salesperson("catalog.product.list", **wanted)["products"]) == 1
    assert salesperson("crm.product.get", id=added)["NAME"] == "Anchor"
    assert salesperson.refused("crm.product.add", fields={"NAME": "A"}) == (400, "")

    def take(tx: Transaction) -> None:
        role_id = roles.find(tx, "salesperson")
        assert role_id is not None
        roles.set_rules(tx, role_id, {})

    admin.wire.portal.store.write_now(take)
    for call, params in (
        ("get", {"id": added}),
        ("add", {"fields": ANCHOR}),
        ("update", {"id": added, "fields": ANCHOR}),
        ("delete", {"id": added}),
        ("list", wanted),
        ("getFieldsByFilter", {"filter": {"iblockId": 1}}),
    ):
        assert salesperson.refused(f"catalog.product.{call}", **params) == (400, "200040300010"), call


def test_the_older_name_has_the_base_price_as_a_field(admin: AppApi) -> None:
    added = admin("crm.product.add", fields={"NAME": "Plastic Chair", "PRICE": 4900, "CURRENCY_ID": "USD"})
    prices = admin("catalog.price.list", filter={"productId": added})["prices"]
    assert [(each["catalogGroupId"], each["price"], each["currency"]) for each in prices] == [(1, 4900, "USD")]
    found = admin("crm.product.get", id=added)
    assert (found["PRICE"], found["CURRENCY_ID"]) == ("4900.00", "USD")
    answer = admin.send("crm.product.update", id=added, fields={"PRICE": 5000})
    assert answer.error == (400, "", "Required fields: CURRENCY_ID")
    admin("crm.product.update", id=added, fields={"PRICE": 5000.25, "CURRENCY_ID": "EUR"})
    assert admin("catalog.price.get", id=prices[0]["id"])["price"]["price"] == 5000.25
    rows = admin("crm.product.list", filter={">PRICE": 5000, "CURRENCY_ID": "EUR"}, select=["ID", "PRICE"])
    assert rows == [{"ID": str(added), "PRICE": "5000.25"}]
    admin("crm.product.update", id=added, fields={"PRICE": ""})
    assert admin("catalog.price.list", filter={"productId": added})["prices"] == []
    assert admin.refused("crm.product.add", fields={"NAME": "A", "PRICE": 1, "CURRENCY_ID": "XXX"}) == (400, "0")
    dear = admin("crm.product.list", order={"PRICE": "DESC"}, select=["ID", "PRICE"])
    figures = [float(row["PRICE"] or -1) for row in dear]
    assert figures == sorted(figures, reverse=True)
    assert (
        admin("crm.product.get", id=admin("crm.product.add", fields={"NAME": "B", "PRICE": 3}))["CURRENCY_ID"] == "EUR"
    )


def test_the_older_name_makes_a_code_of_the_name(admin: AppApi) -> None:
    added = admin("crm.product.add", fields={"NAME": f"Größe & {'x' * 120}"})
    code = get(admin, added)["code"]
    assert code.startswith("gro")
    assert len(code) == 100
    again = admin("crm.product.add", fields={"NAME": f"Größe & {'x' * 120}"})
    assert get(admin, again)["code"] is None


def test_changes_are_told_by_both_names(admin: AppApi) -> None:
    for name in ("CATALOG.PRODUCT.ON.", "ONCRMPRODUCT"):
        for verb in ("ADD", "UPDATE", "DELETE"):
            admin("event.bind", event=f"{name}{verb}", event_type="offline")
    added = admin("catalog.product.service.add", fields={**ANCHOR, "name": "Fitting"})["service"]["id"]
    admin("crm.product.update", id=added, fields={"NAME": "Repair"})
    admin("catalog.product.service.delete", id=added)
    told = [(each["EVENT_NAME"], each["EVENT_DATA"]["FIELDS"]) for each in admin("event.offline.list")]
    assert told == [
        each
        for verb in ("ADD", "UPDATE", "DELETE")
        for each in ((f"CATALOG.PRODUCT.ON.{verb}", {"ID": added, "TYPE": 7}), (f"ONCRMPRODUCT{verb}", {"ID": added}))
    ]


def test_what_has_a_unit_is_sold_by_one_of_it(admin: AppApi) -> None:
    added = add(admin)
    service = admin("catalog.product.service.add", fields=ANCHOR)["service"]["id"]
    ratios = admin("catalog.ratio.list", filter={"@productId": [added, service]})["ratios"]
    assert ratios == [{"id": ratios[0]["id"], "productId": added, "ratio": 1, "isDefault": "Y"}]
    assert admin("catalog.ratio.get", id=ratios[0]["id"]) == {"ratio": ratios[0]}
    assert admin("catalog.ratio.getFields")["ratio"]["ratio"]["type"] == "double"
    assert admin.as_user(3).refused("catalog.ratio.list") == (400, "200040300010")
    admin("crm.product.delete", id=added)
    assert admin.refused("catalog.ratio.get", id=ratios[0]["id"]) == (400, "0")
