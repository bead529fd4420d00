"""Rows of goods by the older methods: ``crm.deal.productrows.*`` and its likes, ``crm.productrow.*``."""

from typing import Any

import pytest

from tests.conftest import Api
from tests.methods.test_product_rows import NOWHERE, Goods, of_classic_types


@of_classic_types
def test_classic_rows(admin: Api, noun: str) -> None:
    record = admin(f"crm.{noun}.add", fields={"TITLE": "With goods", "CURRENCY_ID": "EUR"})
    assert admin(f"crm.{noun}.productrows.get", id=record) == []
    rope = {"PRODUCT_NAME": "Rope", "PRICE": 500, "QUANTITY": 5, "DISCOUNT_TYPE_ID": 2, "DISCOUNT_RATE": 10}
    chain = {"PRODUCT_ID": 456, "PRICE": 1000, "QUANTITY": 10, "DISCOUNT_TYPE_ID": 1, "DISCOUNT_SUM": 100}
    rows = [{**rope, "SORT": 20, "TAX_RATE": 10}, {**chain, "SORT": 10, "TAX_RATE": 13, "MEASURE_CODE": 796}]
    assert admin(f"crm.{noun}.productrows.set", id=record, rows=rows) is True
    first, second = admin(f"crm.{noun}.productrows.get", id=record)
    assert (first["PRODUCT_ID"], first["MEASURE_NAME"], first["PRICE_EXCLUSIVE"]) == (456, "pcs", 884.96)
    assert (first["PRICE_NETTO"], first["PRICE_BRUTTO"], first["DISCOUNT_RATE"]) == (984.96, 1113, 10.15)
    code = {"lead": "L", "deal": "D", "quote": "Q"}[noun]
    assert (second["OWNER_ID"], second["OWNER_TYPE"], second["PRICE_ACCOUNT"]) == (str(record), code, "500.00000000")
    assert (second["ID"], second["PRODUCT_NAME"], second["TAX_INCLUDED"]) == (str(int(second["ID"])), "Rope", "N")
    assert admin(f"crm.{noun}.get", id=record)["OPPORTUNITY"] == "12500.00"
    kept = {"ID": second["ID"], "QUANTITY": 1}
    admin(f"crm.{noun}.productrows.set", id=record, rows=[kept, {"PRODUCT_NAME": "Buoy", "PRICE": 7, "SORT": 30}])
    again, buoy = admin(f"crm.{noun}.productrows.get", id=record)
    assert again == {**second, "QUANTITY": 1}
    assert int(buoy["ID"]) > int(first["ID"])
    walked = admin(
        f"crm.{noun}.productrows.get", id=record, filter={">ID": second["ID"]}, order={"ID": "ASC"}, start=-1
    )
    assert walked == [buoy]
    found = admin.send("crm.productrow.list", filter={"OWNER_TYPE": code, "OWNER_ID": record, ">PRICE": 10})
    assert (found.result, found.json["total"]) == ([again], 1)
    shown = admin("crm.productrow.list", filter={"OWNER_TYPE": code, "OWNER_ID": record}, select=["PRICE"])
    assert shown[1] == {"ID": buoy["ID"], "PRICE": 7}


def test_classic_rows_keep_the_prices_that_they_are_given(admin: Api) -> None:
    goods = Goods(admin)
    given = {"PRICE": 110, "PRICE_EXCLUSIVE": 99.5, "PRICE_NETTO": 100, "PRICE_BRUTTO": 111.5, "TAX_RATE": 10}
    admin("crm.deal.productrows.set", id=goods.id, rows=[given])
    (row,) = admin("crm.deal.productrows.get", id=goods.id)
    assert {name: row[name] for name in given} == given


@of_classic_types
def test_classic_refusals(admin: Api, noun: str) -> None:
    for number in (0, "x", None):
        for name in ("get", "set"):
            refusal = admin.send(f"crm.{noun}.productrows.{name}", id=number, rows=[]).error
            assert refusal == (400, "", "The parameter id is invalid or not defined.")
    for rows in ("x", ["x"]):
        refusal = admin.send(f"crm.{noun}.productrows.set", id=1, rows=rows).error
        assert refusal == (400, "", "The parameter rows must be array.")
    for name in ("get", "set"):
        refusal = admin.send(f"crm.{noun}.productrows.{name}", id=NOWHERE, rows=[]).error
        assert refusal == (400, "", "Not found.")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"DISCOUNT_TYPE_ID": 2}, "Discount Rate (DISCOUNT_RATE) is required if Percentage Discount Type"),
        ({"DISCOUNT_TYPE_ID": 1}, "Discount Sum (DISCOUNT_SUM) is required if Monetary Discount Type"),
        ({"DISCOUNT_TYPE_ID": 2, "DISCOUNT_RATE": 100}, "Discount Sum (DISCOUNT_SUM) is required if Percentage"),
    ],
)
def test_a_discount_comes_with_its_figure(admin: Api, row: dict[str, Any], said: str) -> None:
    goods = Goods(admin)
    status, code, text = admin.send("crm.deal.productrows.set", id=goods.id, rows=[{"PRICE": 5, **row}]).error
    assert (status, code) == (400, "ERROR_CORE")
    assert text.startswith(said)
    assert text.endswith("<br>")


@pytest.mark.parametrize("given", [{}, {"OWNER_TYPE": "D"}, {"OWNER_ID": 1}, {"OWNER_TYPE": "C", "OWNER_ID": 1}])
def test_the_older_list_names_a_record(admin: Api, given: dict[str, Any]) -> None:
    assert admin.refused("crm.productrow.list", filter=given) == (400, "")
    assert admin.refused("crm.productrow.list", filter={"OWNER_TYPE": "D", "OWNER_ID": NOWHERE}) == (400, "")
