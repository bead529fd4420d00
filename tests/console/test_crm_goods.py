"""Rows of goods on cards: edited where they stand, and what they come to."""

from tests.conftest import Api
from tests.console.crm import Filled, Person

PATH = "/crm/deal/1/products/"


def test_rows_are_changed_added_and_removed_and_the_amount_follows(ada: Person, admin: Api) -> None:
    rows = [
        {"PRODUCT_NAME": "Rope", "PRICE": 10, "QUANTITY": 3, "TAX_RATE": 19, "DISCOUNT_TYPE_ID": 2, "DISCOUNT_RATE": 5},
        {"PRODUCT_NAME": "Knot", "PRICE": 1.5, "QUANTITY": 2},
    ]
    admin("crm.deal.productrows.set", id=1, rows=rows)
    text = ada.text(PATH)
    assert "33 EUR" in text
    assert 'aria-current="page">Products' in text
    form = Filled(ada.open(PATH)).forms[PATH]
    form.pop("token")
    form |= {"r.0.price": "12,50", "r.1.remove": "1", "r.2.productName": "Chain", "r.2.price": "7"}
    assert ada.send(PATH, **form).status == 303
    found = admin("crm.deal.productrows.get", id=1)
    assert [(row["PRODUCT_NAME"], row["PRICE"], row["QUANTITY"]) for row in found] == [
        ("Rope", 12.5, 3),
        ("Chain", 7, 1),
    ]
    assert (found[0]["DISCOUNT_RATE"], found[0]["TAX_RATE"]) == (5, 19), "what is not edited stays"
    assert admin("crm.deal.get", id=1)["OPPORTUNITY"] == "44.50"
    assert "44.50 EUR" in ada.text(PATH)


def test_a_product_of_the_catalogue_is_known_by_its_name(ada: Person, admin: Api) -> None:
    product = admin("crm.product.add", fields={"NAME": "Zinnwal buoy", "PRICE": 99, "CURRENCY_ID": "EUR"})
    form = Filled(ada.open(PATH)).forms[PATH]
    form.pop("token")
    place = sum(name.endswith(".productName") for name in form) - 2
    assert ada.send(PATH, **{**form, f"r.{place}.productName": "Zinnwal buoy"}).status == 303
    found = admin("crm.deal.productrows.get", id=1)[-1]
    assert (found["PRODUCT_ID"], found["PRICE"]) == (int(product), 99)


def test_what_somebody_has_changed_meanwhile_stays(ada: Person, admin: Api) -> None:
    form = Filled(ada.open(PATH)).forms[PATH]
    form.pop("token")
    admin("crm.deal.productrows.set", id=1, rows=[{"PRODUCT_NAME": "Theirs", "PRICE": 1}])
    assert ada.send(PATH, **form).status == 409
    assert [row["PRODUCT_NAME"] for row in admin("crm.deal.productrows.get", id=1)] == ["Theirs"]


def test_what_does_not_fit_is_refused(ada: Person, admin: Api) -> None:
    before = admin("crm.deal.productrows.get", id=1)
    form = Filled(ada.open(PATH)).forms[PATH]
    form.pop("token")
    for value in ("plenty", "-1", "1e99"):
        assert ada.send(PATH, **{**form, "r.0.productName": "Rope", "r.0.price": value}).status == 400
    assert admin("crm.deal.productrows.get", id=1) == before


def test_kinds_without_products_have_no_such_page(ada: Person, clara: Person) -> None:
    assert ada.open("/crm/contact/1/products/").status == 404
    assert "/crm/contact/1/products/" not in ada.text("/crm/contact/1/")
    assert clara.open("/crm/deal/2/products/").status == 403
