"""``cashbox-add-example.md``: a payment that becomes paid has a receipt, which a cash register's handler prints."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from homeport.domain.sale.receipt_tables import RECEIPT
from homeport.store import Query
from homeport.testing.credentials import Refused
from homeport.testing.portal import LocalPortal
from tests.deliver.json_site import JsonSite
from tests.handler import WAIT_SECONDS

MARCH = 1_772_000_000.0
CONFIG = {"AUTH": {"LABEL": "Sign in", "ITEMS": {"LOGIN": {"TYPE": "STRING", "LABEL": "Login", "REQUIRED": "Y"}}}}
UUID = "00112233-4455-6677-8899-aabbccddeeff"
_ALL = Query(select(RECEIPT).order_by(RECEIPT.c.ID))


@pytest.fixture
def site() -> Iterator[JsonSite]:
    with JsonSite() as site:
        yield site


class Shop:
    """A portal with a cash register and an order that is to be paid."""

    def __init__(self, portal: LocalPortal, site: JsonSite) -> None:
        portal.clock.freeze(MARCH)
        self.portal, self.site = portal, site
        self.call = portal.webhook(scope="sale,cashbox").call
        settings = {"PRINT_URL": f"{site.url}/print", "CHECK_URL": f"{site.url}/check", "CONFIG": CONFIG}
        self.call("sale.cashbox.handler.add", CODE="till", NAME="Till", SETTINGS=settings)
        till = {"REST_CODE": "till", "NAME": "Till", "EMAIL": "owner@example.test", "ACTIVE": "Y"}
        self.till = self.call("sale.cashbox.add", **till, SETTINGS={"AUTH": {"LOGIN": "ann"}}, NUMBER_KKM="7")
        order = {"lid": "s1", "personTypeId": 3, "currency": "EUR"}
        self.order = self.call("sale.order.add", fields=order)["order"]["id"]
        item = {"orderId": self.order, "productId": 0, "currency": "EUR", "name": "Rope", "quantity": 2, "price": 120}
        self.call("sale.basketitem.add", fields={**item, "vatRate": 0.2, "vatIncluded": "Y"})
        paid = {"orderId": self.order, "paySystemId": 1, "sum": 240}
        self.payment = self.call("sale.payment.add", fields=paid)["payment"]["id"]

    def pay(self, paid: str = "Y") -> None:
        self.call("sale.payment.update", id=self.payment, fields={"paid": paid, "paySystemId": 1})

    def receipts(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.portal.read(lambda tx: tx.dicts(_ALL))
        return found

    def at(self, state: str) -> dict[str, Any]:
        """The last receipt, once it is at something."""
        deadline = time.monotonic() + WAIT_SECONDS
        while not (found := self.receipts()) or found[-1]["STATE"] != state:
            assert time.monotonic() < deadline, found
            threading.Event().wait(0.01)
        return found[-1]


@pytest.fixture
def shop(portal: LocalPortal, site: JsonSite) -> Shop:
    return Shop(portal, site)


def test_a_receipt_is_printed_and_looked_for_until_it_is(shop: Shop, site: JsonSite) -> None:
    site.answers = {"/print": {"UUID": UUID}, "/check": {"STATUS": "WAIT"}}
    shop.pay()
    shop.pay()
    said = site.asked("/print")
    (item,) = said.pop("items")
    assert said == {
        "type": "sell", "calculated_sign": "income", "operation": "income", "unique_id": 1, "uuid": "check|1",
        "date_create": int(MARCH), "total_sum": 240, "number_kkm": "7", "service_email": "owner@example.test",
        "payments": [{"type": said["payments"][0]["type"], "is_cash": said["payments"][0]["is_cash"], "sum": 240,
                      "currency": "EUR"}],
        "client_email": "", "client_phone": "", "cashbox_params": {"AUTH": {"LOGIN": "ann"}},
    }  # fmt: skip
    assert {name: item[name] for name in ("name", "price", "quantity", "sum", "vat_sum", "currency")} == {
        "name": "Rope", "price": 120, "quantity": 2, "sum": 240, "vat_sum": 40, "currency": "EUR",
    }  # fmt: skip
    assert shop.at("wait")["UUID"] == UUID
    shop.portal.clock.advance(61)
    assert site.asked("/check") == {"uuid": UUID}
    site.answers["/check"] = {"STATUS": "DONE", "UUID": UUID, "FISCAL_DOC_NUMBER": 123, "PRINT_END_TIME": 1609452000}
    assert len(shop.receipts()) == 1, "one for each time that it becomes paid"
    shop.portal.clock.advance(61)
    assert site.asked("/check") == {"uuid": UUID}
    shop.at("printed")
    (row,) = shop.call("sale.cashbox.list", SELECT=["DATE_LAST_CHECK"])
    assert row["DATE_LAST_CHECK"]
    shop.portal.clock.advance(3600)
    assert site.is_idle


def test_a_handler_says_by_itself_that_a_receipt_is_printed(shop: Shop, site: JsonSite) -> None:
    site.answers = {"/print": {"UUID": UUID}}
    shop.pay()
    shop.at("wait")
    fiscal = {"PRINT_END_TIME": "1609459200", "REG_NUMBER_KKT": "123", "FISCAL_DOC_NUMBER": "5", "SHIFT_NUMBER": "1"}
    for given, code in (
        ({}, "ERROR_CHECK_FAILURE"),
        ({"UUID": "other"}, "ERROR_CHECK_NOT_FOUND"),
        ({"UUID": UUID, "PRINT_END_TIME": "soon"}, "ERROR_CHECK_APPLY"),
        ({"UUID": UUID, "FN_NUMBER": ["1"]}, "ERROR_CHECK_APPLY"),
    ):
        with pytest.raises(Refused) as refused:
            shop.call("sale.cashbox.check.apply", **given)
        assert (refused.value.status, refused.value.code) == (400, code)
    seller = shop.portal.webhook(3, scope="cashbox")
    with pytest.raises(Refused) as refused:
        seller.call("sale.cashbox.check.apply", UUID=UUID)
    assert (refused.value.status, refused.value.code) == (403, "ACCESS_DENIED")
    assert shop.call("sale.cashbox.check.apply", UUID=UUID, **fiscal) is True
    assert shop.at("printed")["FISCAL"]
    shop.portal.clock.advance(3600)
    site.asked("/print")
    assert site.is_idle, "nobody asks for what is known"


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        ({"ERRORS": ["No paper", "No ink"]}, "No paper; No ink"),
        (b"oops", "the handler did not take it: 200"),
        ([1], "the handler did not take it: 200"),
        (b"[" * 100_000, "the handler did not take it: 200"),
        ({"UUID": "a\0b"}, "the handler did not take it: 200"),
        (b"x" * 300_000, "the handler did not take it: more than 262144 bytes"),
    ],
)
def test_a_receipt_that_is_not_taken_says_why(answer: Any, trouble: str, shop: Shop, site: JsonSite) -> None:
    site.answers = {"/print": answer}
    shop.pay()
    assert shop.at("failed")["TROUBLE"] == trouble
    site.asked("/print")
    site.answers = {"/print": {"UUID": UUID}, "/check": {"STATUS": "ERROR", "ERROR": "Torn"}}
    shop.pay("N")
    shop.pay()
    shop.at("wait")
    shop.portal.clock.advance(61)
    assert shop.at("failed")["TROUBLE"] == "Torn"


def test_a_receipt_inside_a_network_is_not_printed_by_a_portal_that_calls_public_addresses(
    shop: Shop, site: JsonSite
) -> None:
    shop.portal.settings(handlers="public")
    shop.pay()
    assert "public" in shop.at("failed")["TROUBLE"]
    assert site.is_idle


def test_receipts_go_with_their_payment(shop: Shop, site: JsonSite) -> None:
    site.answers = {"/print": {"UUID": UUID}}
    shop.pay()
    shop.at("wait")
    shop.pay("N")
    shop.call("sale.payment.delete", id=shop.payment)
    assert shop.receipts() == []
    shop.portal.clock.advance(3600)
    site.asked("/print")
    assert site.is_idle
