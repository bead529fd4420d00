"""Warehouses, sections and products, as a file says them."""

from tests.conftest import Api
from tests.declared.conftest import Apply

GOODS = """
[measures.coil]
CODE = 900
MEASURE_TITLE = "Coil"
[vats.full]
NAME = "VAT 19%"
RATE = 19
[stores.quay]
id = 40
ADDRESS = "Harbour Street 4"
GPS_N = 53.5
[sections.all]
id = 60
NAME = "All ropes"
[sections.ropes]
id = 61
NAME = "By the coil"
SECTION_ID = "all"
[products.line]
id = 80
NAME = "Mooring line"
SECTION_ID = "ropes"
MEASURE = "coil"
VAT_ID = "full"
PRICE = 748.5
CURRENCY_ID = "EUR"
"""


def test_goods_are_as_the_file_says_and_stay(applied: Apply, admin: Api) -> None:
    applied(GOODS)
    product = admin("crm.product.get", id=80)
    assert (product["NAME"], product["SECTION_ID"], product["PRICE"]) == ("Mooring line", "61", "748.50")
    assert admin("crm.measure.get", id=product["MEASURE"])["CODE"] == "900"
    assert admin("crm.vat.get", id=product["VAT_ID"])["RATE"] == "19.00"
    assert admin("crm.productsection.get", id=61)["SECTION_ID"] == "60"
    assert applied(GOODS).changes == ()
    dearer = GOODS.replace("748.5", "801").replace("By the coil", "Coils")
    assert {change.keys for change in applied(dearer).changes} == {("NAME",), ("PRICE",)}
    assert admin("crm.product.get", id=80)["PRICE"] == "801.00"
    assert admin("crm.product.list", filter={"SECTION_ID": 61}, select=["ID"]) == [{"ID": "80"}]


def test_what_a_product_names_is_in_the_file_or_the_portal(applied: Apply, admin: Api) -> None:
    known = '[products.rope]\nid = 81\nNAME = "Rope"\nSECTION_ID = 1\nMEASURE = 5\n'
    applied(known)
    assert admin("crm.product.get", id=81)["SECTION_ID"] == "1"
    for price in (3.5, 4.5):
        applied(f"{known}PRICE = {price}\n")
        held = admin("crm.product.get", id=81)
        assert (float(held["PRICE"]), held["CURRENCY_ID"]) == (price, "EUR")
