"""``how-to-product-binding.md``: a record with rows of goods, each with its own tax and discount."""

import pytest

from tests.conftest import Api

KINDS = [(1, "L"), (2, "D"), (31, "SI"), (7, "Q")]


@pytest.mark.parametrize(("type_id", "owner"), KINDS)
def test_a_record_gets_four_rows_of_one_product(admin: Api, type_id: int, owner: str) -> None:
    catalog = admin("catalog.catalog.list")["catalogs"][0]["iblockId"]
    sold = admin("catalog.product.list", filter={"iblockId": catalog}, select=["id", "iblockId", "name"])["products"]
    prices = {each["id"]: admin("catalog.price.list", filter={"productId": each["id"]})["prices"] for each in sold}
    product, price = next((number, found[0]) for number, found in prices.items() if found and found[0]["price"] > 0)
    fields = {"title": "Deal with products", "currencyId": price["currency"]}
    item = admin("crm.item.add", entityTypeId=type_id, fields=fields)["item"]["id"]
    costs = price["price"]
    off = min(100, costs / 2)
    alike = {"productId": product, "quantity": 1}
    rows = [
        {**alike, "price": costs, "taxRate": 20, "taxIncluded": "N"},
        {**alike, "price": costs, "taxRate": 20, "taxIncluded": "Y"},
        {**alike, "price": costs - off, "discountTypeId": 1, "discountSum": off},
        {**alike, "price": costs * 0.9, "discountTypeId": 2, "discountRate": 10},
    ]
    made = admin("crm.item.productrow.set", ownerType=owner, ownerId=item, productRows=rows)["productRows"]
    listed = admin("crm.item.productrow.list", filter={"=ownerType": owner, "=ownerId": item})["productRows"]
    assert [each["id"] for each in listed] == [each["id"] for each in made]
    assert [each["productId"] for each in listed] == [product] * 4
    assert [(each["taxRate"], each["taxIncluded"]) for each in listed[:2]] == [(20, "N"), (20, "Y")]
    assert (listed[2]["discountTypeId"], listed[2]["discountSum"]) == (1, off)
    assert (listed[3]["discountTypeId"], listed[3]["discountRate"]) == (2, 10)
    once_more = admin("crm.item.productrow.set", ownerType=owner, ownerId=item, productRows=rows[:1])["productRows"]
    assert len(once_more) == 1
    whole = admin("crm.item.get", entityTypeId=type_id, id=item)["item"]
    assert whole["opportunity"] == costs, "a row's price is that with its taxes"


def test_its_errors(admin: Api, nobody: Api) -> None:
    rows = [{"productId": 1, "price": 1, "quantity": 1}]
    assert admin.refused("crm.item.productrow.set", ownerType="D", ownerId=999_999, productRows=rows)[1] == (
        "OWNER_NOT_FOUND"
    )
    assert admin.refused("crm.item.productrow.set", ownerType="ZZ", ownerId=1, productRows=rows)[1] == (
        "ENTITY_TYPE_NOT_SUPPORTED"
    )
    for left_out in ("ownerType", "ownerId", "productRows"):
        given = {"ownerType": "D", "ownerId": 1, "productRows": rows}
        del given[left_out]
        assert admin.refused("crm.item.productrow.set", **given)[1] == "100"
    assert nobody.refused("crm.item.add", entityTypeId=2, fields={"title": "x"})[1] == "ACCESS_DENIED"
    listed = {"select": ["id", "iblockId"], "filter": {"iblockId": 1}}
    assert nobody.refused("catalog.product.list", **listed)[1] == "200040300010"
