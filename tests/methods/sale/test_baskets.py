"""``sale.basketitem.*`` and ``sale.basketproperties.*``: prices of the catalogue and by hand, and what else is said."""

from typing import Any

import pytest

from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.sale.orders import an_item, an_order, order_of, shop


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return shop(wire)


def a_product(admin: AppApi, price: float | None = 49.9, currency: str = "EUR", **fields: Any) -> int:
    given = {"iblockId": 1, "name": "Anchor", "weight": 2500, "width": 40, "vatIncluded": "Y", **fields}
    number = int(admin("catalog.product.add", fields=given)["element"]["id"])
    if price is not None:
        cost = {"productId": number, "catalogGroupId": 1, "price": price, "currency": currency}
        admin("catalog.price.add", fields=cost)
    return number


def item_of(admin: AppApi, number: int) -> Any:
    return admin("sale.basketitem.get", id=number)["basketItem"]


def prices(admin: AppApi, number: int) -> tuple[Any, ...]:
    item = item_of(admin, number)
    return item["basePrice"], item["price"], item["discountPrice"], item["customPrice"]


@pytest.mark.parametrize(
    ("price", "way", "precision", "costs"),
    [
        (1249.5, 1, 100, 1200), (1250, 1, 100, 1300), (1201, 2, 100, 1300), (1299.99, 4, 100, 1200),
        (1000.05, 1, 0.1, 1000.1), (1000.04, 1, 0.1, 1000), (1200, 2, 100, 1200), (999.99, 2, 100, 999.99),
        (0.1 + 0.2 + 1000, 4, 0.01, 1000.3), (5049, 1, 50, 5000),
    ],
)  # fmt: skip
def test_a_price_is_rounded_in_the_basket_by_the_rule_of_its_type(
    price: float, way: int, precision: float, costs: float, admin: AppApi
) -> None:
    rule = {"catalogGroupId": 1, "price": 1000, "roundType": way, "roundPrecision": precision}
    admin("catalog.roundingRule.add", fields=rule)
    admin("catalog.roundingRule.add", fields={**rule, "price": 5000, "roundPrecision": 1000})
    other = admin("catalog.priceType.add", fields={"name": "OTHER", "base": "N"})["priceType"]["id"]
    admin("catalog.roundingRule.add", fields={**rule, "catalogGroupId": other, "price": 0, "roundPrecision": 7})
    order = an_order(admin)
    item = an_item(admin, order, productId=a_product(admin, price=price), quantity=2)
    assert prices(admin, item) == (costs, costs, 0, "N")
    assert order_of(admin, order)["price"] == pytest.approx(2 * costs)
    by_hand = an_item(admin, order, productId=a_product(admin, price=price), price=1234.56)
    assert prices(admin, by_hand)[1] == 1234.56


def test_a_product_costs_what_the_catalogue_says(admin: AppApi) -> None:
    vat = admin("catalog.vat.add", fields={"name": "Reduced", "rate": 7, "sort": 10})["vat"]["id"]
    product, order = a_product(admin, vatId=vat, xmlId="anchor-1"), an_order(admin)
    item = item_of(admin, an_item(admin, order, productId=product, quantity=2, name=None))
    assert {name: item[name] for name in ("basePrice", "price", "discountPrice", "customPrice", "name")} == {
        "basePrice": 49.9, "price": 49.9, "discountPrice": 0, "customPrice": "N", "name": "Anchor",
    }  # fmt: skip
    assert (item["measureCode"], item["measureName"], item["weight"]) == ("796", "pcs", 2500)
    assert item["dimensions"] == 'a:3:{s:5:"WIDTH";i:40;s:6:"HEIGHT";N;s:6:"LENGTH";N;}'
    assert (item["vatRate"], item["vatIncluded"], item["productXmlId"]) == (0.07, "Y", "anchor-1")
    assert order_of(admin, order)["price"] == 99.8
    dollars = an_order(admin, currency="USD")
    converted = item_of(admin, an_item(admin, dollars, productId=product, currency="USD"))
    assert converted["price"] != 49.9
    assert admin.refused("sale.basketitem.add", fields=_of(order, product + 99)) == (400, "200140400007")
    admin("catalog.product.update", id=product, fields={"active": "N"})
    assert admin.refused("sale.basketitem.add", fields=_of(order, product)) == (400, "200140400007")


def _of(order: int, product: int, **fields: Any) -> dict[str, Any]:
    return {"orderId": order, "productId": product, "currency": "EUR", "quantity": 1, **fields}


def test_a_price_that_is_said_is_a_price_by_hand(admin: AppApi) -> None:
    product, order = a_product(admin, 1030), an_order(admin)
    said = {"customPrice": "Y", "basePrice": 1030, "price": 1100, "discountPrice": -70}
    assert prices(admin, an_item(admin, order, productId=product, **said)) == (1030, 1100, -70, "Y")
    assert prices(admin, an_item(admin, order, productId=product, price=900)) == (900, 900, 0, "Y")
    assert prices(admin, an_item(admin, order, price=900, basePrice=1000)) == (1000, 900, 100, "Y")
    assert prices(admin, an_item(admin, order, price=0.2, discountPrice=0.1)) == (0.3, 0.2, 0.1, "Y")
    # nobody looks whether three numbers go together
    assert prices(admin, an_item(admin, order, price=1, basePrice=5, discountPrice=1)) == (5, 1, 1, "Y")
    item = an_item(admin, order, productId=product)
    admin("sale.basketitem.update", id=item, fields={"price": 10, "discountPrice": 990, "quantity": 7})
    assert prices(admin, item) == (1000, 10, 990, "Y")
    admin("sale.basketitem.update", id=item, fields={"customPrice": "N"})
    assert prices(admin, item) == (1030, 1030, 0, "N")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"orderId": 999}, "200140400009"),
        ({"orderId": ""}, "200140400008"),
        ({"currency": "USD"}, "200140400011"),
        ({"currency": ""}, "0"),
        ({"quantity": 0}, "0"),
        ({"quantity": -1}, "0"),
        ({"quantity": "1e400"}, "0"),
        ({"price": -1}, "0"),
        ({"productId": "seven"}, "0"),
    ],
)
def test_items_that_cannot_be_are_refused(admin: AppApi, fields: dict[str, Any], code: str) -> None:
    order = an_order(admin)
    assert admin.refused("sale.basketitem.add", fields={**_of(order, 0), **fields}) == (400, code)
    assert order_of(admin, order)["basketItems"] == []
    without = {name: value for name, value in _of(order, 0).items() if name != "orderId"}
    assert admin.send("sale.basketitem.add", fields=without).error == (400, "0", "Required fields: orderId")


def test_an_item_of_the_catalogue_takes_few_fields(admin: AppApi) -> None:
    product, order = a_product(admin), an_order(admin)
    fields = {**_of(order, product), "name": "Mine", "weight": 1, "sort": 5}
    item = admin("sale.basketitem.addCatalogProduct", fields=fields)["basketItem"]
    assert (item["name"], item["weight"], item["sort"], item["price"]) == ("Mine", 2500, 5, 49.9)
    assert admin.refused("sale.basketitem.addCatalogProduct", fields=_of(order, 0)) == (400, "200140400007")
    change = "sale.basketitem.updateCatalogProduct"
    assert admin.send(change, id=item["id"], fields={"sort": 1}).error == (400, "0", "Required fields: quantity")
    changed = admin(change, id=item["id"], fields={"quantity": 4, "price": 1, "name": "Other"})["basketItem"]
    assert (changed["quantity"], changed["price"], changed["name"]) == (4, 49.9, "Mine")
    assert order_of(admin, order)["price"] == 199.6
    by_hand = an_item(admin, order, price=1)
    assert admin.refused(change, id=by_hand, fields={"quantity": 2}) == (400, "200140400007")
    described = admin("sale.basketitem.getFieldsCatalogProduct")["basketItem"]
    assert described["basePrice"]["isReadOnly"] and described["canBuy"]["isReadOnly"]
    assert (
        not described["quantity"]["isReadOnly"]
        and not admin("sale.basketitem.getFields")["basketItem"]["basePrice"]["isReadOnly"]
    )


def test_baskets_are_read_by_who_reads_records_and_changed_by_administrators(admin: AppApi) -> None:
    item, seller = an_item(admin, an_order(admin), price=5), admin.as_user(3)
    assert seller("sale.basketitem.get", id=item)["basketItem"]["price"] == 5
    assert [row["id"] for row in seller("sale.basketitem.list", filter={"id": item})["basketItems"]] == [item]
    for name in ("add", "update", "delete", "addCatalogProduct", "updateCatalogProduct"):
        assert seller.refused(f"sale.basketitem.{name}", id=item, fields={}) == (400, "200040300010")
    assert seller.refused("sale.basketproperties.add", fields={"basketId": item}) == (400, "200040300010")
    assert seller("sale.basketproperties.list") == {"basketProperties": []}


def test_properties_are_of_items_and_shown_with_them(admin: AppApi) -> None:
    order = an_order(admin)
    item = an_item(admin, order, price=5)
    colour = {"basketId": item, "name": "Colour", "value": "red", "code": "COLOUR"}
    add = "sale.basketproperties.add"
    made = admin(add, fields=colour)["basketProperty"]
    assert (made["sort"], made["xmlId"][:3]) == (100, "bx_")
    assert admin.refused(add, fields={**colour, "basketId": ""}) == (400, "200240400004")
    assert admin.refused(add, fields={**colour, "basketId": "seventy"}) == (400, "200240400005")
    assert admin.refused(add, fields={**colour, "basketId": 999}) == (400, "200240400001")
    assert admin.refused(add, fields={**colour, "value": ""}) == (400, "0")
    assert item_of(admin, item)["properties"] == [made] == order_of(admin, order)["basketItems"][0]["properties"]
    assert admin("sale.basketproperties.getFields")["basketProperties"]["basketId"]["isImmutable"]
    assert admin("sale.basketproperties.delete", id=made["id"]) is True
    assert admin.refused("sale.basketproperties.delete", id=made["id"]) == (400, "200140400001")
    assert admin.refused("sale.basketproperties.get", id=made["id"]) == (400, "200240400003")
