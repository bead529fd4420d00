"""Variations: each is of a parent product, or of none."""

from typing import Any

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire

JIB = {"iblockId": 2, "name": "Sail, 12 m²"}


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, "crm,catalog")


@pytest.fixture
def sail(admin: AppApi) -> int:
    return int(admin("catalog.product.sku.add", fields={"iblockId": 1, "name": "Sail"})["sku"]["id"])


def add(admin: AppApi, **fields: Any) -> dict[str, Any]:
    made: dict[str, Any] = admin("catalog.product.offer.add", fields={**JIB, **fields})["offer"]
    return made


def type_of(admin: AppApi, number: int) -> int:
    return int(admin("catalog.product.sku.get", id=number)["sku"]["type"])


def test_the_catalogue_of_variations_says_how_they_name_their_product(admin: AppApi) -> None:
    catalog = admin("catalog.catalog.get", id=2)["catalog"]
    assert catalog["productIblockId"] == 1
    found = admin("catalog.productProperty.get", id=catalog["skuPropertyId"])["productProperty"]
    assert [found[name] for name in ("propertyType", "userType", "linkIblockId", "iblockId")] == ["E", "SKU", 1, 2]
    fields = admin("catalog.product.offer.getFieldsByFilter", filter={"iblockId": 2})["offer"]
    assert fields["parentId"] == {
        "isDynamic": True, "isImmutable": False, "isMultiple": False, "isReadOnly": False, "isRequired": False,
        "name": "Catalog Element", "propertyType": "E", "type": "productproperty", "userType": "SKU",
    }  # fmt: skip
    assert "parentId" not in admin("catalog.product.getFieldsByFilter", filter={"iblockId": 1})["product"]


def test_a_type_follows_of_the_parent(admin: AppApi, sail: int) -> None:
    assert type_of(admin, sail) == 6
    small = add(admin, parentId=sail, quantity=4)
    assert (small["type"], small["parentId"]["value"], small["quantity"]) == (4, str(sail), 4)
    assert type_of(admin, sail) == 3
    alone = add(admin)
    assert (alone["type"], alone["parentId"]) == (5, None)
    moved = admin("catalog.product.offer.update", id=alone["id"], fields={"parentId": {"value": sail}})["offer"]
    assert moved["type"] == 4
    admin("catalog.product.offer.update", id=small["id"], fields={"parentId": ""})
    assert type_of(admin, sail) == 3
    assert admin("catalog.product.offer.delete", id=alone["id"]) is True
    assert type_of(admin, sail) == 6
    assert admin("catalog.product.offer.get", id=small["id"])["offer"]["type"] == 5


def test_a_variation_goes_from_one_product_to_another(admin: AppApi, sail: int) -> None:
    other = admin("catalog.product.sku.add", fields={"iblockId": 1, "name": "Rope"})["sku"]["id"]
    jib = add(admin, parentId=sail)
    value = {"value": other, "valueId": jib["parentId"]["valueId"]}
    changed = admin("catalog.product.offer.update", id=jib["id"], fields={"parentId": value})["offer"]
    assert changed["parentId"] == {"value": str(other), "valueId": jib["parentId"]["valueId"]}
    assert (type_of(admin, sail), type_of(admin, other)) == (6, 3)
    admin("crm.product.delete", id=other)
    left = admin("catalog.product.offer.get", id=jib["id"])["offer"]
    assert (left["type"], left["parentId"]) == (5, None)


def test_only_parents_have_variations_and_only_in_their_catalogue(admin: AppApi, sail: int) -> None:
    for fields in ({"parentId": 1}, {"parentId": 999_999}, {"parentId": "first"}):
        assert admin.send("catalog.product.offer.add", fields={**JIB, **fields}).error[1:] == (
            "0",
            "Invalid value of the field: parentId",
        )
    for block in (1, 99):
        assert admin.refused("catalog.product.offer.add", fields={**JIB, "iblockId": block}) == (400, "200040300000")
    for method in ("catalog.product.add", "catalog.product.sku.add", "catalog.product.service.add"):
        assert admin.refused(method, fields=JIB) == (400, "200040300000")
    jib = add(admin, code="jib", parentId=sail)
    assert admin.refused("catalog.product.offer.add", fields={**JIB, "code": "jib"}) == (400, "0")
    assert admin.refused("catalog.product.get", id=jib["id"]) == (400, "200040300000")
    assert admin.refused("catalog.product.offer.get", id=sail) == (400, "200040300000")
    asked = {"filter": {"iblockId": 2, "parentId": sail}, "select": ["id", "iblockId", "parentId"]}
    assert admin("catalog.product.offer.list", **asked)["offers"] == [
        {"id": jib["id"], "iblockId": 2, "parentId": jib["parentId"]}
    ]
    assert admin.refused("catalog.product.offer.list", filter={"iblockId": 2}, select=["id"]) == (400, "0")
    assert admin.refused("catalog.product.offer.list", filter={}, select=["id", "iblockId"]) == (400, "0")


def test_variations_have_properties_prices_and_rows_of_goods(admin: AppApi, sail: int) -> None:
    said = {"iblockId": 2, "name": "Area", "propertyType": "N"}
    area = f"property{admin('catalog.productProperty.add', fields=said)['productProperty']['id']}"
    jib = add(admin, parentId=sail, **{area: 12})
    assert jib[area]["value"] == "12"
    price = {"productId": jib["id"], "catalogGroupId": 1, "price": 980, "currency": "EUR"}
    assert admin("catalog.price.add", fields=price)["price"]["productId"] == jib["id"]
    admin("crm.deal.productrows.set", id=1, rows=[{"PRODUCT_ID": jib["id"], "PRICE": 980}])
    row = admin("crm.deal.productrows.get", id=1)[0]
    assert (row["PRODUCT_NAME"], row["TYPE"]) == (JIB["name"], 4)
    older = admin("crm.product.get", id=jib["id"])
    assert (older["CATALOG_ID"], older["PRICE"]) == ("2", "980.00")
    assert admin("catalog.ratio.list", filter={"productId": jib["id"]})["ratios"][0]["ratio"] == 1
